"""Deciding about several rows at once: approve, publish, review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.documents.status import State
from ropa.models import Decision, Version
from tests.admin.forms import signed_in, text_of
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_team,
    make_user,
    publish,
)
from tests.states import change, entry_in, notice_in, status_of, take

pytestmark = pytest.mark.django_db

APPROVE, PUBLISH, REVIEW = "/admin/approvals/", "/admin/publications/", "/admin/reviews/"
WORDS = {"reason": "The body has a new name.", "change_note": "The body has a new name."}


@pytest.fixture
def approver():
    return make_user("Approver")


@pytest.fixture
def client(approver):
    return signed_in(approver)


def answers(*rows, **words):
    """What the browser posts when these are ticked."""
    seen = {f"seen-{row.pk}": status_of(row).digest for row in rows}
    return {"chosen": [row.pk for row in rows], **seen, **WORDS, **words}


def rows_listed(page):
    return [getattr(each, "activity", None) or each[0] for each in page.context["waiting"]]


# Approving


def test_what_waits_is_listed_with_what_has_changed(client):
    # given
    changed, submitted = entry_in(State.CHANGED), entry_in(State.SUBMITTED)
    for state in (State.DRAFT, State.APPROVED, State.RETURNED, State.RETIRED):
        entry_in(state)
    # when
    page = client.get(APPROVE)
    # then
    assert rows_listed(page) == [changed, submitted]
    text = text_of(page.text)
    assert "It does more now." in text
    assert "1 difference since version 1" in text
    assert f"“{submitted.decisions.latest('pk').reason}”" in text
    assert " checked" not in page.text


def test_those_chosen_are_approved_under_one_note_and_the_others_wait(client, approver):
    # given
    one, two, left = (entry_in(State.CHANGED) for _ in range(3))
    # when
    response = client.post(APPROVE, answers(one, two), follow=True)
    # then
    assert response.redirect_chain == [(PUBLISH, 302)]
    assert "Approved 2 entries." in text_of(response.text)
    for entry in (one, two):
        version = entry.versions.get(number=2)
        assert (version.reason, version.change_note) == tuple(WORDS.values())
        assert version.created_by == approver
    assert status_of(left).state is State.CHANGED


def test_only_entries_that_name_a_row_are_kept(client):
    # given
    body = make_organisation(code="the-body")
    naming, other = make_activity(), entry_in(State.CHANGED)
    naming.disclosures.create(recipient=body, purpose="to show it")
    approve(naming)
    change(body, name="The new name")
    # when
    page = client.get(f"{APPROVE}?uses=the-body")
    # then
    assert rows_listed(page) == [naming]
    assert "Entries that name what you changed" in text_of(page.text)
    assert f'href="{APPROVE}"' in page.text
    assert set(rows_listed(client.get(APPROVE))) == {naming, other}
    # and a code is looked for as a whole
    assert rows_listed(client.get(f"{APPROVE}?uses=the-bod")) == []


def test_a_refusal_names_everything_and_nothing_typed_or_ticked_is_lost(client, approver):
    # given
    right, incomplete, own, left = (entry_in(State.CHANGED) for _ in range(4))
    incomplete.purposes.all().delete()
    change(own, approver, summary="My own words.")
    # when
    page = client.post(APPROVE, answers(right, incomplete, own))
    # then
    assert page.status_code == 200
    text = text_of(page.text)
    assert "Nothing was decided" in text
    assert "State at least one purpose" in text
    assert f"You changed “{own}” yourself" in text
    assert page.text.count(WORDS["reason"]) == 2
    assert page.context["chosen"] == [right, incomplete, own]
    assert page.text.count(" checked") == 3
    assert f'value="{left.pk}" id="chosen-{left.pk}">' in page.text
    assert Version.objects.filter(number=2).count() == 0


def test_what_changed_after_the_page_was_opened_is_not_approved(client):
    # given
    entry, other = entry_in(State.CHANGED), entry_in(State.CHANGED)
    form = answers(entry, other)
    change(entry, summary="Changed again meanwhile.")
    # when
    page = client.post(APPROVE, form)
    # then
    assert f"“{entry}” has changed since you opened the page" in text_of(page.text)
    assert "Changed again meanwhile." in text_of(page.text)
    assert not Version.objects.filter(number=2).exists()


def test_a_page_without_what_was_seen_approves_nothing(client):
    # given
    entry = entry_in(State.CHANGED)
    # when
    page = client.post(APPROVE, {"chosen": [entry.pk], **WORDS})
    # then
    assert "has changed since you opened the page" in text_of(page.text)
    assert entry.versions.count() == 1


@pytest.mark.parametrize(
    ("address", "make"),
    [
        (APPROVE, lambda: entry_in(State.CHANGED)),
        (PUBLISH, lambda: notice_in(State.OUT_OF_DATE)),
        (REVIEW, lambda: entry_in(State.APPROVED, review_due_on=timezone.localdate())),
    ],
    ids=["approve", "publish", "review"],
)
def test_choosing_nothing_or_what_waits_no_more_decides_nothing(address, make, client):
    # given
    row = make()
    if address == REVIEW:
        change(row, review_due_on=timezone.localdate() + timedelta(days=1))
    before = Decision.objects.count()
    # when
    nothing = client.post(address, WORDS)
    gone = client.post(address, answers(row, chosen=[row.pk, 999_999]))
    # then
    assert "Choose at least one." in text_of(nothing.text)
    assert "Some of those you chose do not wait any more" in text_of(gone.text)
    assert Decision.objects.count() == before


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (APPROVE, {"reason": " "}),
        (APPROVE, {"reason": "x" * 5001}),
        (APPROVE, {"change_note": "x" * 5001}),
        (PUBLISH, {"change_note": ""}),
        (PUBLISH, {"reason": ""}),
        (REVIEW, {"reason": ""}),
        (REVIEW, {"reason": "x" * 5001}),
    ],
)
def test_without_its_words_nothing_is_decided_and_the_field_says_so(address, words, client):
    # given
    row = {
        APPROVE: lambda: entry_in(State.CHANGED),
        PUBLISH: lambda: notice_in(State.OUT_OF_DATE),
        REVIEW: overdue,
    }[address]()
    before = Decision.objects.count()
    # when
    page = client.post(address, answers(row, **words))
    # then
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == words.keys()
    assert Decision.objects.count() == before


def test_a_lead_sees_and_approves_what_their_own_team_keeps():
    # given
    team = make_team()
    own, foreign = entry_in(State.CHANGED, team=team), entry_in(State.CHANGED)
    lead = signed_in(make_user("Data protection lead", team))
    # then
    assert rows_listed(lead.get(APPROVE)) == [own]
    lead.post(APPROVE, answers(own, foreign))
    assert foreign.versions.count() == 1
    lead.post(APPROVE, answers(own))
    assert own.versions.count() == 2


@pytest.mark.parametrize(
    ("address", "roles"),
    [
        (APPROVE, ["Editor", "Auditor", "Administrator"]),
        (PUBLISH, ["Editor", "Auditor", "Administrator"]),
        (REVIEW, ["Auditor", "Administrator"]),
    ],
)
def test_who_may_not_is_told_why(address, roles):
    for role in roles:
        client = signed_in(make_user(role, make_team()))
        for page in (client.get(address), client.post(address, WORDS)):
            assert page.status_code == 403
            assert "None of your roles lets you" in text_of(page.text)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (APPROVE, "No entry waits for approval."),
        (PUBLISH, "No notice and no policy document is out of date."),
        (REVIEW, "No review is due within a month."),
    ],
)
def test_where_nothing_waits_the_page_says_so(address, words, client):
    assert words in text_of(client.get(address).text)


# Publishing


def test_notices_out_of_date_or_submitted_are_published_together(client):
    # given
    entry = make_activity()
    approve(entry)
    notices = [make_notice(entry) for _ in range(2)]
    for notice in notices:
        publish(notice)
    unchanged = notice_in(State.PUBLISHED)
    submitted = notice_in(State.SUBMITTED)
    for state in (State.DRAFT, State.RETURNED, State.WITHDRAWN):
        notice_in(state)
    change(entry, summary="Clearer.")
    approve(entry)
    # when
    page = client.get(PUBLISH)
    # then
    assert set(rows_listed(page)) == {*notices, submitted}
    # when
    response = client.post(PUBLISH, answers(*notices), follow=True)
    # then
    assert response.redirect_chain == [("/admin/", 302)]
    assert "Published 2 privacy notices." in text_of(response.text)
    assert {notice.versions.latest("number").change_note for notice in notices} == {
        WORDS["change_note"]
    }
    assert "Clearer." in notices[0].versions.latest("number").document
    assert unchanged.versions.count() == 1
    assert status_of(submitted).state is State.SUBMITTED


def test_notices_are_published_all_or_none_and_every_problem_is_told(client, approver):
    # given
    right, own, internal = (notice_in(State.OUT_OF_DATE) for _ in range(3))
    change(own, approver, introduction="My own words.")
    secret = make_activity(is_public=False)
    approve(secret)
    internal.sections.get().section_activities.create(activity=secret)
    # when
    page = client.post(PUBLISH, answers(right, own, internal))
    # then
    text = text_of(page.text)
    assert f"You changed “{own}” yourself" in text
    assert f"These entries are not public: {secret}" in text
    assert page.text.count(WORDS["reason"]) == 2
    assert {notice.versions.count() for notice in (right, own, internal)} == {1}


def test_a_notice_with_an_entry_that_is_not_approved_is_not_offered(client):
    # given
    notice = notice_in(State.OUT_OF_DATE)
    notice.sections.get().section_activities.create(activity=make_activity())
    # then
    assert rows_listed(client.get(PUBLISH)) == []


# Reviewing


def overdue(**fields):
    """An entry whose planned review is overdue though it was approved today: the database holds
    no day before the last review, so it was planned from the start."""
    return entry_in(
        State.APPROVED, review_due_on=timezone.localdate() + timedelta(days=2), **fields
    )


def test_reviews_due_within_a_month_are_recorded_together(client, approver):
    # given
    due = [overdue() for _ in range(2)]
    left = overdue()
    entry_in(State.APPROVED)
    # when
    page = client.get(REVIEW)
    # then
    assert rows_listed(page) == [*due, left]
    assert " checked" not in page.text  # nobody reviews by pressing one button
    # when
    response = client.post(REVIEW, answers(*due, reason="Looked through both."), follow=True)
    # then
    assert "Recorded 2 entries as reviewed." in text_of(response.text)
    reviewed = Decision.objects.filter(kind="reviewed")
    assert {decision.activity for decision in reviewed} == set(due)
    assert {(each.reason, each.decided_by) for each in reviewed} == {
        ("Looked through both.", approver)
    }
    assert Version.objects.filter(number__gt=1).count() == 0


def test_what_has_changed_is_not_recorded_as_reviewed(client):
    # given
    right, changed = overdue(), overdue()
    change(changed, summary="It does more now.")
    # when
    page = client.post(REVIEW, answers(right, changed, reason="Looked through both."))
    # then
    assert f"do not wait any more: {changed}." in text_of(page.text)
    assert page.text.count("Looked through both.") == 1
    assert page.context["chosen"] == [right]
    assert not Decision.objects.filter(kind="reviewed").exists()


def test_only_what_may_be_recorded_is_offered_and_of_the_rest_it_is_said_why(client):
    # given
    right, changed = overdue(), overdue()
    change(changed, summary="It does more now.")
    # when
    page = client.get(REVIEW)
    # then
    assert rows_listed(page) == [right]
    assert page.context["others"] == [(changed, "changed since approval")]
    assert f"{changed} is changed since approval" in text_of(page.text)


def test_reviews_are_chosen_all_at_once_and_by_team(client):
    # given
    first, second = overdue(), overdue()
    assert first.team != second.team
    # when
    everything = client.get(REVIEW, {"all": "1"})
    of_one = client.get(REVIEW, {"all": "1", "team": second.team_id})
    # then
    assert everything.context["chosen"] == rows_listed(everything) == [first, second]
    assert of_one.context["chosen"] == rows_listed(of_one) == [second]
    assert f"?all=1&amp;team={second.team_id}" in of_one.text
    # and what is posted with the filter on is recorded
    client.post(f"{REVIEW}?team={second.team_id}", answers(second, reason="Looked through it."))
    assert Decision.objects.filter(kind="reviewed").get().activity == second


def test_a_retired_entry_is_due_for_no_review(client):
    # given
    take("retire", overdue())
    # then
    assert rows_listed(client.get(REVIEW)) == []


def test_notices_that_cannot_be_published_are_named_with_the_reasons(client):
    # given
    entry = make_activity()
    notice = make_notice(entry)
    # when
    page = client.get(PUBLISH)
    # then
    (blocked,) = page.context["blocked"]
    assert blocked.notice == notice
    assert f"{entry} is not approved." in blocked.reasons
    assert f"{notice} {entry} is not approved." in text_of(page.text)
    # and what can be published is not among them
    approve(entry)
    assert client.get(PUBLISH).context["blocked"] == []


# Few and many


@pytest.mark.parametrize("size", [3, 12])
@pytest.mark.parametrize(
    ("address", "queries"),
    [(APPROVE, 15), (PUBLISH, 8), (REVIEW, 8)],
    ids=["approve", "publish", "review"],
)
def test_each_page_takes_no_more_queries_for_many_than_for_few(
    address, queries, size, client, django_assert_max_num_queries
):
    # given
    by, editor = make_user("Approver"), make_user("Editor")
    for _ in range(size):
        entry = make_activity(review_due_on=timezone.localdate() + timedelta(days=2))
        add_parts(entry, 1)
        approve(entry, by)
        if address == PUBLISH:
            notice = make_notice(entry)
            publish(notice, by)
            change(notice, editor, introduction="Other words.")
        elif address == APPROVE:
            change(entry, editor, summary="It does more now.")
    client.get(address)  # fills what Django keeps for good
    # when, then
    with django_assert_max_num_queries(queries):
        page = client.get(address)
    assert len(rows_listed(page)) == size
