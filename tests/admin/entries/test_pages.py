"""What can be done with an entry beside editing it."""

import pytest

from ropa import permissions
from ropa.admin.shared.links import page_url
from ropa.models import ControllerRole, ProcessingActivity, Purpose, Version
from ropa.standings.reading import bring_up_to_date
from tests.admin.forms import fields_of, signed_in, text_of
from tests.documents.filled import fill_activity
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_team,
    make_user,
    publish,
)
from tests.states import change

pytestmark = pytest.mark.django_db


def test_the_preview_shows_what_stands_now():
    # given
    activity = make_activity(summary="What was approved.")
    approve(activity)
    ProcessingActivity.objects.filter(pk=activity.pk).update(summary="What stands now.")
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(page_url(activity, "preview"))
    # then
    assert "What stands now." in text_of(page.text)
    assert "Only staff see this page" in text_of(page.text)


def test_an_entry_that_says_everything_has_a_preview():
    # given
    activity = fill_activity()
    # when
    page = signed_in(make_user("Auditor")).get(page_url(activity, "preview"))
    # then it says among all else from when until when it runs
    assert page.status_code == 200
    assert "This runs from 14 March 2026 until 14 March 2026." in text_of(page.text)


def test_duplicating_opens_the_copy_and_says_so():
    # given
    team = make_team()
    activity = make_activity(team=team)
    add_parts(activity, 2)
    client = signed_in(make_user("Editor", team))
    # when
    response = client.post(page_url(activity, "duplicate"), follow=True)
    # then
    copy = ProcessingActivity.objects.exclude(pk=activity.pk).get()
    assert response.redirect_chain == [(page_url(copy), 302)]
    assert f"a copy of {activity}" in text_of(response.text)
    assert copy.disclosures.count() == 2


def test_approving_takes_a_reason_and_comes_back_to_the_entry():
    # given
    activity = make_activity()
    change(activity.purposes.get(), is_inferred=True)
    client = signed_in(make_user("Approver"))
    page = client.get(page_url(activity, "approve"))
    assert "Confirm the lawful basis “Public task: Article 6(1)(e)”: do an example" in text_of(
        page.text
    )
    # when
    refused = client.post(page_url(activity, "approve"), {"reason": ""})
    # then
    assert "Say why you decide this now: auditors will ask." in text_of(refused.text)
    # when
    form = fields_of(page.text) | {"reason": ["Complete."]}
    response = client.post(page_url(activity, "approve"), form, follow=True)
    # then
    version = Version.objects.get(activity=activity)
    assert (version.reason, version.number) == ("Complete.", 1)
    assert f"Approved {activity} as version 1." in text_of(response.text)


def test_a_refusal_is_shown_on_the_page_and_nothing_typed_is_lost():
    # given
    activity = make_bare_activity()
    client = signed_in(make_user("Approver"))
    # when
    looked_at = client.get(page_url(activity, "approve")).context["seen"]
    answers = {"reason": "I think it is complete.", "seen": looked_at}
    page = client.post(page_url(activity, "approve"), answers)
    # then
    assert page.status_code == 200
    text = text_of(page.text)
    assert "Nothing was decided Put this right first: " in text
    for missing in ("Name the controller", "State at least one purpose"):
        assert text.index(missing) < text.index("What the checks find")
    assert "I think it is complete." in page.text


def test_only_those_who_may_approve_see_and_reach_the_page():
    # given
    team = make_team()
    activity = make_activity(team=team)
    client = signed_in(make_user("Editor", team))
    # then
    assert "Approve…" not in client.get(page_url(activity)).text
    assert client.get(page_url(activity, "approve")).status_code == 403
    assert client.post(page_url(activity, "approve"), {"reason": "x"}).status_code == 403


def test_the_links_of_an_entry_follow_its_state():
    # given
    activity = make_activity()
    approver = make_user("Approver")
    client = signed_in(approver)
    page = client.get(page_url(activity))
    assert "Approve…" in page.text
    assert "Public page" not in page.text
    # when
    approve(activity, approver)
    page = client.get(page_url(activity))
    # then
    assert "Approve…" not in page.text
    assert f'href="/register/{activity.reference}/"' in page.text


def test_an_entry_says_which_notices_it_stands_in():
    # given
    activity = make_activity()
    notice = make_notice(activity)
    client = signed_in(make_user("Auditor"))
    # then
    assert f"In {notice.sections.get()}." in text_of(client.get(page_url(activity)).text)


def test_the_list_takes_the_same_queries_whatever_its_length(django_assert_num_queries):
    # given
    approver = make_user("Approver")
    client = signed_in(approver)
    for size in (3, 12):
        while ProcessingActivity.objects.count() < size:
            activity = make_activity()
            add_parts(activity, 1)
            approve(activity, approver)
        bring_up_to_date()
        # when, then
        with django_assert_num_queries(11):
            page = client.get("/admin/ropa/processingactivity/")
        assert text_of(page.text).count("Approved") >= size


@pytest.mark.parametrize("size", [10, 1_000])
def test_the_list_of_single_entries_given_to_a_person_takes_few_queries(
    size, django_assert_num_queries
):
    # given
    team, somebody = make_team(), make_user("Editor")
    whole = [make_activity(reference=f"RPA-{number:04d}", team=team) for number in range(10)]
    for entry in whole:
        add_parts(entry, 1)
    bare = ProcessingActivity.objects.bulk_create(
        ProcessingActivity(
            reference=f"RPA-{number:04d}", title=f"Entry {number}", summary="x", team=team
        )
        for number in range(10, size)
    )
    for entry in (*whole, *bare):
        permissions.give_access(somebody, entry)
    make_bare_activity(reference="RPA-9999", team=team)
    client = signed_in(type(somebody).objects.get(pk=somebody.pk))
    client.get("/admin/ropa/processingactivity/")  # fills what Django keeps for good
    # when, then
    with django_assert_num_queries(12):
        page = client.get("/admin/ropa/processingactivity/")
    assert page.context["cl"].result_count == size


def test_the_list_shows_controllers_state_and_gaps():
    # given
    activity = make_activity()
    activity.retention_rules.create(covers="letters", to_be_supplied="How long.")
    client = signed_in(make_user("Auditor"))
    # when
    text = text_of(client.get("/admin/ropa/processingactivity/").text)
    # then
    assert activity.controller_roles.get().organisation.name in text
    assert "Draft" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("confirm=yes", ["For confirmation"]),
        ("confirm=no", ["Approved", "With a gap"]),
        ("approved=yes", ["Approved"]),
        ("approved=no", ["For confirmation", "With a gap"]),
        ("overdue=yes", ["With a gap"]),
        ("overdue=no", ["Approved", "For confirmation"]),
        ("team=nonsense", ["Approved", "For confirmation", "With a gap"]),
        ("q=letters", ["With a gap"]),
        ("q=an+EXAMPLE", ["Approved", "For confirmation", "With a gap"]),
        ("q=nowhere", []),
    ],
)
def test_filters_and_search(query, found):
    # given
    approve(make_activity(title="Approved", review_due_on="2020-01-01"))
    gap = make_activity(title="With a gap", last_reviewed_on="2020-01-01")
    gap.retention_rules.create(covers="letters", to_be_supplied="How long.")
    confirm = make_activity(title="For confirmation")
    Purpose.objects.filter(activity=confirm).update(is_inferred=True)
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(f"/admin/ropa/processingactivity/?{query}")
    # then
    rows = page.context["cl"].result_list
    assert sorted(row.title for row in rows) == found


def test_the_team_filter_offers_and_finds_reachable_teams():
    # given
    mine, other = make_team(name="Mine"), make_team(name="Other")
    activity = make_activity(team=mine)
    make_activity(team=other)
    client = signed_in(make_user("Editor", mine))
    # when
    page = client.get(f"/admin/ropa/processingactivity/?team={mine.pk}")
    # then
    assert [row.pk for row in page.context["cl"].result_list] == [activity.pk]
    assert "Other" not in text_of(page.text)


def test_an_entry_no_one_approved_can_be_deleted():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    # when
    client.post(page_url(activity, "delete"), {"post": "yes"})
    # then
    assert not ProcessingActivity.objects.exists()
    assert not ControllerRole.objects.exists()


def test_an_approved_entry_cannot_be_deleted_and_the_page_says_why():
    # given
    activity = make_activity()
    publish_in = make_notice(activity)
    approve(activity)
    publish(publish_in)
    client = signed_in(make_user("Approver"))
    # when
    page = client.post(page_url(activity, "delete"), {"post": "yes"})
    # then
    text = text_of(page.text)
    assert f"“{activity}” cannot be deleted: it has been approved" in text
    assert str(publish_in.sections.get()) in text
    assert ProcessingActivity.objects.count() == 1


def test_nothing_is_duplicated_or_signed_out_by_following_a_link():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    # then
    assert client.get(page_url(activity, "duplicate")).headers["Location"] == page_url(activity)
    assert client.get("/admin/logout/", follow=True).redirect_chain[0] == ("/account/logout/", 302)
    assert ProcessingActivity.objects.count() == 1
    assert client.get("/admin/").status_code == 200
