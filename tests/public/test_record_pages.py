"""The public record of processing: one row and one page an entry."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ropa.models import RetentionRule
from ropa.public import views
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_approved_activity,
    make_notice,
    make_organisation,
    make_team,
    publish,
)

pytestmark = pytest.mark.django_db

ENTRY_QUERIES = 5
# The mark; the number of entries, those of the page, their versions; the bodies of the page, and
# those to choose from; and what is in the menus.
LIST_QUERIES = 7


@pytest.mark.parametrize("parts", [0, 12])
@pytest.mark.parametrize("notices", [1, 3])
def test_an_entry_takes_the_same_queries_whatever_its_size(
    parts: int, notices: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    activity = make_activity()
    add_parts(activity, parts)
    approve(activity)
    for _ in range(notices):
        publish(make_notice(activity))

    with django_assert_num_queries(ENTRY_QUERIES):
        page = client.get(f"/register/{activity.reference}/").content.decode()

    assert page.count("Notice ") >= notices


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_the_same_queries_however_many_entries(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    team = make_team()
    for _ in range(number):
        make_approved_activity(team=team)
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get("/register/").content.decode()
    assert page.count('<tr class="govuk-table__row"') == 1 + min(number, views.ENTRIES_ON_A_PAGE)


def test_the_list_goes_on_on_further_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ENTRIES_ON_A_PAGE", 1)
    first, second = (
        make_approved_activity(reference="RPA-0001"),
        make_approved_activity(reference="RPA-0002"),
    )

    pages = [client.get(f"/register/?page={page}").content.decode() for page in (1, 2, 99)]

    assert first.title in pages[0]
    assert 'rel="next"' in pages[0]
    assert second.title in pages[1]
    assert 'rel="prev"' in pages[1]
    assert second.title in pages[2]


def test_the_list_shows_one_organisations_entries(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ENTRIES_ON_A_PAGE", 1)
    ours = make_approved_activity(
        team=make_team(organisation=make_organisation(code="ours", name="Ours"))
    )
    make_approved_activity(team=ours.team)
    theirs = make_approved_activity()

    page = client.get("/register/?organisation=ours").content.decode()
    nobody = client.get("/register/?organisation=nobody").content.decode()

    assert ours.title in page
    assert ">Ours</a>" in page
    assert theirs.title not in page
    assert "?page=2&amp;organisation=ours" in page
    assert "No entry names this organisation." in nobody


def test_an_empty_record_says_so(client: Client) -> None:
    make_activity()

    assert "No entry has been approved yet." in client.get("/register/").content.decode()


def test_an_entry_shows_its_version_and_the_notices_it_is_in(client: Client) -> None:
    activity = make_approved_activity()
    notice = make_notice(activity, title="Our notice")
    publish(notice)
    other, unmentioned = make_approved_activity(), make_approved_activity()
    publish(make_notice(other, title="A notice without it"))

    page = client.get(f"/register/{activity.reference}/").content.decode()

    assert "(version 1)" in page
    assert activity.versions.get().digest in page
    assert f'href="/notices/{notice.slug}/#{notice.sections.get().slug}"' in page
    assert "Our notice" in page
    assert f">{activity.team.organisation.name}</a>" in page
    assert "About this entry" in page
    assert "A notice without it" not in page
    assert ">Privacy notices</dt>" in page
    without = client.get(f"/register/{unmentioned.reference}/").content.decode()
    assert ">Privacy notices</dt>" not in without


def test_an_older_version_of_an_entry_says_so(client: Client) -> None:
    activity = make_approved_activity(summary="The first words.")
    activity.summary = "The second words."
    activity.save()
    approve(activity)

    older = client.get(f"/register/{activity.reference}/versions/1/").content.decode()

    assert "It no longer applies." in older
    assert "The first words." in older


def test_a_gap_is_marked_in_its_own_words(client: Client) -> None:
    activity = make_activity()
    RetentionRule.objects.create(
        activity=activity, covers="all of it", to_be_supplied="how long we keep it"
    )
    approve(activity)

    page = client.get(f"/register/{activity.reference}/").content.decode()

    assert "We have not said this yet:</span> how long we keep it" in page


def test_law_enforcement_is_named(client: Client) -> None:
    activity = make_activity(legal_regime="dpa-part-3")
    activity.purposes.update(lawful_basis="35-2-b")
    approve(activity)
    notice = make_notice(activity)
    publish(notice)

    assert "DPA 2018 Part 3" in client.get(f"/register/{activity.reference}/").content.decode()
    assert (
        "Part 3 of the Data Protection Act 2018"
        in client.get(f"/notices/{notice.slug}/").content.decode()
    )


@pytest.mark.parametrize("path", ["/", ".json", "/versions/1/", "/versions/2/"])
def test_an_internal_entry_is_never_reachable(path: str, client: Client) -> None:
    # given an entry that was public once and has since been made internal
    activity = make_approved_activity()
    assert client.get(f"/register/{activity.reference}/").status_code == 200
    activity.is_public = False
    activity.save()
    approve(activity)

    # then none of its versions can be read, and no list names it
    assert client.get(f"/register/{activity.reference}{path}").status_code == 404
    assert activity.title not in client.get("/register/").content.decode()


def test_the_data_of_an_entry_leaves_out_what_is_internal(client: Client) -> None:
    activity = make_approved_activity(internal_note="for staff", data_location="cupboard 3")

    response = client.get(f"/register/{activity.reference}.json")

    assert response.json()["document"]["reference"] == activity.reference
    assert "for staff" not in response.content.decode()
    assert "cupboard 3" not in response.content.decode()


def test_an_unknown_reference_is_not_found(client: Client) -> None:
    assert client.get("/register/RPA-9999/").status_code == 404


@pytest.mark.parametrize(
    "place",
    [
        "/",
        ".json",
        ".pdf",
        "/flow.svg",
        "/updates/",
        "/updates/compare/?from=1&to=2",
        "/versions/1/",
        "/versions/1.pdf",
        "/versions/1/flow.svg",
    ],
)
def test_a_reference_in_small_letters_leads_for_good_to_the_address_of_the_entry(
    place: str, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # given
    reference = make_approved_activity().reference
    # when
    with django_assert_num_queries(0):
        answers = [
            client.get(f"/register/{wrong}{place}")
            for wrong in (reference.lower(), reference.replace("RPA", "Rpa"))
        ]
    # then
    for answer in answers:
        assert (answer.status_code, answer["Location"]) == (301, f"/register/{reference}{place}")


def test_the_day_after_the_last_its_pages_say_that_it_ran_until_then(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an entry in a notice that ends today
    today = timezone.localdate()
    activity = make_approved_activity(ends_on=today)
    notice = make_notice(activity)
    publish(notice)
    places = [
        f"/register/{activity.reference}/",
        f"/register/{activity.reference}/versions/1/",
        f"/notices/{notice.slug}/",
    ]
    until = f"until {today:%-d %B %Y}"
    before = [client.get(place) for place in places]
    # when
    monkeypatch.setattr(timezone, "localdate", lambda *_: today + timedelta(days=1))
    after = [
        client.get(place, headers={"If-None-Match": page["ETag"]})
        for place, page in zip(places, before, strict=True)
    ]
    # then
    for old, new in zip(before, after, strict=True):
        assert f"runs {until}." in old.text
        assert f"ran {until}." in new.text


def test_what_is_no_reference_leads_nowhere(client: Client) -> None:
    assert client.get("/register/rpa-1/").status_code == 404
    assert client.get("/register/some-entry.json").status_code == 404
    assert client.post("/register/rpa-0001/").status_code == 405


def test_what_an_entry_lacks_is_told_in_place_of_nothing_under_a_heading(client: Client) -> None:
    # given
    entry = make_activity()
    entry.retention_rules.all().delete()
    entry.data_sources.all().delete()
    approve(entry)
    # when
    page = client.get(f"/register/{entry.reference}/").content.decode()
    # then
    assert "</span> how long it is kept." in page
    assert "</span> where the information comes from." in page
    assert '<dl class="govuk-summary-list">\n  </dl>' not in page
