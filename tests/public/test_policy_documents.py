"""Policy documents have a list and pages of their own, and are nowhere taken for notices."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from ropa.actions.publishing import withdraw_notice
from ropa.models import Condition, ContactPoint, Notice, ProcessingActivity
from ropa.public.changes import SubjectPages
from ropa.public.pdf.pages import page_of
from ropa.public.published_lists import published_notices, published_policy_documents
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_policy_document,
    make_regulator,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProcessingActivity:
    """Approved, and relies on two conditions, of which one asks for a policy document."""
    activity = make_activity(why_not_followed="A secret backlog.", follows_retention_policy="no")
    Condition.objects.create(
        activity=activity, covers="special", article_9="9-2-g", schedule_1="2-18"
    )
    Condition.objects.create(activity=activity, covers="criminal", schedule_1="1-4")
    approve(activity)
    return activity


@pytest.fixture
def document(entry: ProcessingActivity) -> Notice:
    (role,) = entry.controller_roles.all()
    made = make_policy_document(
        entry, title="How we keep the principles", organisation=role.organisation
    )
    publish(made)
    caches["memory"].clear()
    return made


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def address_of(document: Notice) -> str:
    return reverse("public:policy-document", args=[document.slug])


def test_its_page_says_on_what_it_relies_and_how_the_principles_are_kept(client, document, entry):
    # when
    text = page(client, address_of(document))
    # then
    assert "Appropriate policy document" in text
    assert "paragraph 18" in text
    assert "paragraph 4" not in text
    assert "How we keep storage-limitation." in text
    assert f"/register/{entry.reference}/" in text
    # and nothing that is for notices, or for staff
    assert "Your rights" not in text
    assert "A secret backlog." not in text


def test_it_is_in_its_own_list_and_in_none_of_notices(client, document):
    address = address_of(document)
    assert address in page(client, reverse("public:policy-documents"))
    for view in ("home", "notices", "about"):
        assert document.title not in page(client, reverse(f"public:{view}"))
    page(client, reverse("public:notice", args=[document.slug]), 404)
    page(client, reverse("api:v1:notice", args=[document.slug]), 404)
    assert client.get(reverse("api:v1:notices")).json()["items"] == []


def test_a_privacy_notice_is_no_policy_document(client, document, entry):
    # given
    notice = make_notice(entry)
    publish(notice)
    # then
    page(client, reverse("public:policy-document", args=[notice.slug]), 404)
    assert notice.title not in page(client, reverse("public:policy-documents"))


def test_an_entry_names_it_and_is_told_to_people_in_no_notice(client, document, entry):
    text = page(client, reverse("public:activity", args=[entry.reference]))
    assert f'href="{address_of(document)}"' in text
    assert "Privacy notices</dt>" not in text
    assert list(published_notices()) == []
    assert [each.code for each in published_policy_documents()] == [document.slug]


def test_its_publisher_is_said_to_publish_it(client, document):
    text = page(client, reverse("public:organisation", args=[document.organisation.code]))
    assert "Policy documents it publishes here" in text
    assert "Privacy notices it publishes here" not in text


def test_it_can_be_taken_along_as_data_and_as_pdf(client, document):
    # given
    version = document.versions.get()
    # when
    data = client.get(reverse("public:policy-document-json", args=[document.slug])).json()
    paper = page_of(version, SubjectPages.of(document), "https://example.org")
    # then
    assert data["document"]["kind"]["code"] == "policy-document"
    assert data["document"]["principles"][0]["text"] == "How we keep lawfulness."
    assert f"https://example.org{address_of(document)}" in paper
    assert "How we keep lawfulness." in paper
    assert "How to complain" in paper


def test_what_changed_is_told_and_every_version_stays(client, document):
    # given
    document.principles.filter(principle="accuracy").update(text="We ask people every year.")
    publish(document, change_note="We say how we check.")
    places = [
        SubjectPages.of(document).updates,
        f"{SubjectPages.of(document).comparison}?from=1&to=2",
        SubjectPages.of(document).version(1),
    ]
    # when
    updates, comparison, first = (page(client, place) for place in places)
    # then
    assert "We say how we check." in updates
    assert reverse("public:policy-documents") in updates
    assert "We ask people every year." in comparison
    assert "How we keep accuracy." in first


def test_its_updates_and_feeds_tell_of_it_as_those_of_notices_do(client, document, entry):
    # given
    publish(make_notice(entry, title="A privacy notice"))
    own = f"{address_of(document)}updates.atom"
    # then both are told of together
    for everything in ("/updates/", "/updates.atom"):
        text = page(client, everything)
        assert document.title in text
        assert "A privacy notice" in text
        assert SubjectPages.of(document).version(1) in text
    assert f'href="{SubjectPages.of(document).updates}"' in page(client, "/updates/")
    # and each has a feed of its own, to which its pages lead
    for place in (address_of(document), SubjectPages.of(document).updates):
        assert 'href="/updates/follow/">Follow changes<' in page(client, place)
    assert f'href="{own}"' in page(client, "/updates/follow/")
    assert "How we keep the principles: version 1" in page(client, own)
    assert "A privacy notice" not in page(client, own)
    page(client, f"/notices/{document.slug}/updates.atom", 404)


def test_it_leads_to_the_privacy_notices_of_the_same_body(client, document, entry):
    # given
    alone = page(client, address_of(document))
    body = document.organisation
    for title in ("Our first notice", "Our second notice"):
        publish(make_notice(entry, title=title, organisation=body))
    publish(make_notice(entry, title="The notice of another body"))
    # when
    text = page(client, address_of(document))
    # then
    assert "are in our privacy notices." in alone
    assert "are in our privacy notices: <a" in text
    assert 'Our first notice</a> and <a class="govuk-link"' in text
    assert "Our second notice</a>." in text
    assert "The notice of another body" not in text


def test_it_says_how_to_complain(client, entry):
    # given
    make_regulator()
    body = entry.controller_roles.get().organisation
    ContactPoint.objects.create(
        organisation=body, subject="complaints", email="complaints@example.org"
    )
    approve(entry)
    made = make_policy_document(entry, organisation=body)
    publish(made)
    # when
    text = page(client, address_of(made)).partition('id="policy--complain">How to complain')[2]
    # then
    assert "complaints@example.org" in text
    assert "You can also complain to the regulator" in text


def test_an_entry_in_several_names_them_under_a_heading_for_several(client, document, entry):
    address = reverse("public:activity", args=[entry.reference])
    assert "Policy document</dt>" in page(client, address)
    publish(make_policy_document(entry, organisation=document.organisation))
    assert "Policy documents</dt>" in page(client, address)


def test_a_withdrawn_one_says_so(client, document):
    # given
    withdraw_notice(
        notice=document, by=make_user("Approver"), reason="It ended.", change_note="We stopped."
    )
    # then
    text = page(client, address_of(document), 410)
    assert "This document was withdrawn" in text
    assert "Privacy notice</span>" not in text
    assert document.title not in page(client, reverse("public:policy-documents"))


def test_search_finds_it_by_its_condition(client, document):
    text = page(client, f"{reverse('public:search')}?q=safeguarding+children")
    assert address_of(document) in text


def test_search_engines_are_told_of_it(client, document):
    assert address_of(document) in page(client, reverse("public:sitemap"))


@pytest.mark.parametrize("number", [1, 20])
def test_its_pages_take_as_many_queries_however_many_there_are(
    client, number, django_assert_num_queries
):
    # given
    for _ in range(number):
        made = make_policy_document(entry_of())
        publish(made)
    page(client, reverse("public:policy-documents"))
    caches["memory"].clear()
    # then
    with django_assert_num_queries(4):
        page(client, f"{reverse('public:policy-documents')}?again")
    # And the privacy notices of the same body.
    with django_assert_num_queries(4):
        page(client, address_of(made))


def test_each_reason_why_a_condition_is_met_leads_to_its_entry(client):
    # given
    both = [
        entry_of(
            Condition(
                covers="special", article_9="9-2-g", schedule_1="2-18", explanation=f"Need {each}."
            )
        )
        for each in ("one", "two")
    ]
    publish(made := make_policy_document(*both))
    # when
    text = page(client, address_of(made))
    # then
    for entry, reason in zip(both, ("Need one.", "Need two."), strict=True):
        after = text.partition(reason)[2].partition("</a>")[0]
        assert f'href="/register/{entry.reference}/"' in after
        assert after.endswith(f">{entry.reference} {entry.title}")


def entry_of(*conditions: Condition) -> ProcessingActivity:
    activity = make_activity()
    for condition in conditions:
        condition.activity = activity
        condition.save()
    approve(activity)
    return activity
