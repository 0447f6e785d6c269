"""Notices and their sections in the staff interface."""

import re

import pytest

from ropa.admin.shared.links import page_url
from ropa.models import Notice, NoticeSection, ProcessingActivity, Version
from ropa.standings.reading import bring_up_to_date
from tests.admin.forms import fields_of, signed_in, text_of
from tests.documents.filled import fill_activity, fill_notice
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_people_category,
    make_section,
    make_team,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def test_a_notice_lists_its_sections_with_links_to_their_pages():
    # given
    activity = make_activity()
    notice = make_notice(activity)
    client = signed_in(make_user("Approver"))
    # when
    page = client.get(page_url(notice))
    # then
    assert page_url(notice.sections.get()) in page.text
    assert activity.reference in text_of(page.text)
    assert "Publish…" in page.text


def test_sections_are_put_in_order_and_removed_on_the_page_of_the_notice():
    # given
    notice = make_notice()
    first = notice.sections.get()
    second, third = make_section(notice), make_section(notice)
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(notice)).text)
    # when
    form |= {"sections-2-position": ["0"], "sections-1-DELETE": ["on"]}
    client.post(page_url(notice), form)
    # then
    assert list(notice.sections.all()) == [third, first]
    assert not NoticeSection.objects.filter(pk=second.pk).exists()


def test_a_new_section_goes_last_with_its_entries_and_readers():
    # given
    team = make_team()
    activity = make_activity(team=team)
    notice = make_notice(team=team)
    people = make_people_category()
    client = signed_in(make_user("Editor", team))
    address = f"/admin/ropa/noticesection/add/?notice={notice.pk}"
    form = fields_of(client.get(address).text)
    assert form["notice"] == [str(notice.pk)]
    # when
    form |= {
        "title": ["Another section"],
        "slug": ["another-section"],
        "covers": ["What it covers."],
        "why": ["Why."],
        "section_activities-TOTAL_FORMS": ["1"],
        "section_activities-0-activity": [str(activity.pk)],
        "audiences-TOTAL_FORMS": ["1"],
        "audiences-0-slug": ["reader"],
        "audiences-0-heading": ["I am a reader"],
        "audiences-0-people_category": [str(people.pk)],
        "audiences-0-text": ["What we do."],
    }
    response = client.post(address, form, follow=True)
    # then
    section = notice.sections.all()[1]
    assert section.slug == "another-section"
    assert list(section.activities.all()) == [activity]
    assert section.audiences.get().heading == "I am a reader"
    assert "Saved “Another section”. Back to the notice" in text_of(response.text)


def test_an_entry_out_of_reach_cannot_be_put_into_a_section():
    # given
    team = make_team()
    foreign = make_activity()
    section = make_notice(team=team).sections.get()
    client = signed_in(make_user("Editor", team))
    form = fields_of(client.get(page_url(section)).text)
    # when
    form |= {
        "section_activities-TOTAL_FORMS": ["1"],
        "section_activities-0-activity": [str(foreign.pk)],
    }
    page = client.post(page_url(section), form)
    # then
    assert "not yours to choose" in text_of(page.text)
    assert not section.activities.exists()


def test_a_section_belongs_to_the_people_of_its_notice():
    # given
    section = make_notice().sections.get()
    client = signed_in(make_user("Editor", make_team()))
    # then
    refused = client.get(page_url(section))
    assert refused.status_code == 403
    assert "This belongs to a team you do not work for" in text_of(refused.text)
    assert client.get("/admin/ropa/noticesection/").context["cl"].result_count == 0


def test_a_section_with_many_entries_takes_the_same_queries(django_assert_num_queries):
    # given
    client = signed_in(make_user("Approver"))
    for size in (1, 8):
        section = make_notice(*(make_activity() for _ in range(size))).sections.get()
        client.get(page_url(section))  # fills what Django keeps for good
        # when, then
        with django_assert_num_queries(9):
            page = client.get(page_url(section))
        assert fields_of(page.text)["section_activities-INITIAL_FORMS"] == [str(size)]


def test_the_preview_reads_as_if_everything_were_approved():
    # given
    activity = make_activity(title="A draft")
    notice = make_notice(activity, introduction="How it begins.")
    client = signed_in(make_user("Auditor"))
    # when
    text = text_of(client.get(page_url(notice, "preview")).text)
    # then
    assert "How it begins." in text
    assert "do an example" in text


@pytest.mark.parametrize("kind", Notice.Kind.values)
def test_a_notice_that_says_everything_has_a_preview(kind):
    # given
    notice = fill_notice(fill_activity())
    Notice.objects.filter(pk=notice.pk).update(kind=kind)
    notice.refresh_from_db()
    # when
    page = signed_in(make_user("Auditor")).get(page_url(notice, "preview"))
    # then
    assert page.status_code == 200
    assert "notice.introduction" in text_of(page.text)


def test_publishing_names_the_entries_to_approve_and_the_facts_to_supply():
    # given
    draft, changed = make_activity(title="A draft"), make_activity(title="Changed")
    approve(changed)
    ProcessingActivity.objects.filter(pk=changed.pk).update(summary="Different.")
    draft.retention_rules.create(covers="files", to_be_supplied="How long we keep files.")
    notice = make_notice(draft, changed)
    client = signed_in(make_user("Approver"))
    # when
    page = client.get(page_url(notice, "publish"))
    # then
    text = text_of(page.text)
    assert "Not approved yet The notice cannot be published without them." in text
    assert "Changed, and not approved since Without the tick" in text
    assert page_url(draft) in page.text
    assert page_url(changed) in page.text
    assert not page.context["form"]["approve_changed"].value()
    assert "How long we keep files." in text
    # when
    refused = client.post(
        page_url(notice, "publish"), fields_of(page.text) | {"reason": ["Ready."]}
    )
    # then
    assert refused.status_code == 200
    assert f"Not approved, or retired: {draft}." in text_of(refused.text)
    assert not Version.objects.of_notices().exists()


def test_publishing_makes_the_next_version():
    # given
    activity = make_activity()
    notice = make_notice(activity)
    approve(activity)
    client = signed_in(make_user("Approver"))
    # when
    form = fields_of(client.get(page_url(notice, "publish")).text)
    answers = form | {"reason": ["Ready."]}
    response = client.post(page_url(notice, "publish"), answers, follow=True)
    # then
    assert Version.objects.get(notice=notice).number == 1
    text = text_of(response.text)
    assert f"Published “{notice}” as version 1." in text
    assert "Publish…" not in text
    assert f'href="/notices/{notice.slug}/"' in response.text


def test_changed_entries_are_approved_with_the_notice():
    # given
    team = make_team()
    activity = make_activity(team=team)
    notice = make_notice(activity, team=team)
    approve(activity)
    publish(notice)
    activity.summary = "Clearer."
    activity.save()
    client = signed_in(make_user("Data protection lead", team))
    assert "Publish…" in client.get(page_url(notice)).text
    # when
    page = client.get(page_url(notice, "publish"))
    # then
    assert "Approve these entries too" in text_of(page.text)
    assert page.context["form"]["approve_changed"].value()
    # when
    answers = fields_of(page.text) | {
        "reason": ["Ready."],
        "change_note": ["Clearer."],
        "approve_changed": ["on"],
    }
    client.post(page_url(notice, "publish"), answers)
    # then
    assert [activity.versions.count(), notice.versions.count()] == [2, 2]
    assert "Publish…" not in client.get(page_url(notice)).text


def test_a_blocked_notice_says_what_to_do_first_and_nothing_else():
    # given
    team = make_team()
    foreign, own = make_activity(), make_activity(team=team)
    notice = make_notice(foreign, own, team=team)
    client = signed_in(make_user("Data protection lead", team))
    # when
    page = client.get(page_url(notice, "publish"))
    # then
    text = text_of(page.text)
    assert "Have these entries approved first Ask the data protection lead" in text
    assert str(foreign) in text
    assert "at once" not in text
    assert "Why you decide" not in text
    assert page_url(own) in page.text
    assert page_url(foreign) not in page.text


def test_only_those_who_may_publish_reach_the_page():
    # given
    team = make_team()
    notice = make_notice(team=team)
    client = signed_in(make_user("Editor", team))
    # then
    assert client.get(page_url(notice, "publish")).status_code == 403
    assert "Publish…" not in client.get(page_url(notice)).text


def test_a_published_notice_cannot_be_deleted():
    # given
    activity = make_activity()
    notice = make_notice(activity)
    approve(activity)
    publish(notice)
    client = signed_in(make_user("Approver"))
    # when
    page = client.post(page_url(notice, "delete"), {"post": "yes"})
    # then
    assert "cannot be deleted: it has been published" in text_of(page.text)
    assert Notice.objects.count() == 1


def test_saving_a_notice_stays_on_its_page():
    # given
    notice = make_notice()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(notice)).text)
    # when
    response = client.post(page_url(notice), form | {"applies_to": ["England"]}, follow=True)
    # then
    assert response.redirect_chain == [(page_url(notice), 302)]
    assert "See what the public would read" in response.text
    notice.refresh_from_db()
    assert notice.applies_to == "England"


def test_the_list_takes_the_same_queries_whatever_its_length(django_assert_num_queries):
    # given
    approver = make_user("Approver")
    client = signed_in(approver)
    for size in (3, 12):
        while Notice.objects.count() < size:
            activity = make_activity()
            add_parts(activity, 1)
            approve(activity, approver)
            publish(make_notice(activity), approver)
        bring_up_to_date()
        # when, then
        with django_assert_num_queries(9):
            page = client.get("/admin/ropa/notice/")
        assert text_of(page.text).count("Published") >= size


def test_what_is_to_be_answered_stands_on_every_page_and_leads_to_its_place():
    # given
    activity = make_activity(automated_decisions="unknown", transfers_position="unknown")
    notice = make_notice(activity)
    client = signed_in(make_user("Approver"))
    # then
    for address in (page_url(activity), page_url(notice), page_url(notice, "publish"), "/admin/"):
        page = client.get(address)
        text = text_of(page.text)
        assert re.search(r"[1-9]\d* things? that should be put right or confirmed", text), address
        of_entry = "Say whether data leaves the United Kingdom."
        told = "People read that transfers abroad are still to be confirmed."
        assert (of_entry if address == page_url(activity) else told) in text, address
        assert page_url(activity) in page.text
