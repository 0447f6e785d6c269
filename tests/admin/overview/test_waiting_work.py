"""The start page: for each person what waits for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa import permissions
from ropa.admin.overview.waiting_work import ITEMS_SHOWN, NOTICES_SHOWN
from ropa.admin.shared.links import page_url
from ropa.documents.status import State
from tests.admin.forms import signed_in, text_of
from tests.factories import add_parts, approve, make_activity, make_notice, make_team, make_user
from tests.states import change, entry_in, notice_in, take

pytestmark = pytest.mark.django_db


def desk_of(user):
    page = signed_in(user).get("/admin/")
    assert page.status_code == 200
    return page.context["desk"]


def rows(some):
    return [item.row for item in some.items]


def test_what_others_submitted_waits_for_those_who_decide():
    # given
    team = make_team()
    entry, notice = (
        entry_in(State.SUBMITTED, team=team),
        notice_in(State.SUBMITTED, team=team),
    )
    lead, editor = make_user("Data protection lead", team), make_user("Editor", team)
    # then
    assert rows(desk_of(lead).to_decide) == [entry, notice]
    assert rows(desk_of(make_user("Approver")).to_decide) == [entry, notice]
    for somebody in (editor, make_user("Auditor"), make_user("Data protection lead")):
        assert not desk_of(somebody).to_decide
    page = signed_in(lead).get("/admin/")
    assert "Waiting for your decision" in text_of(page.text)
    assert f"“{entry.decisions.all()[0].reason}”" in text_of(page.text)
    assert page_url(entry, "approve") in page.text
    assert page_url(notice, "publish") in page.text


def test_what_a_person_submitted_themselves_waits_for_somebody_else():
    # given
    strict, small = make_team(), make_team(approves_own_work=True)
    lead = make_user("Data protection lead", strict, small)
    theirs, own = make_activity(team=strict), make_activity(team=small)
    for entry in (theirs, own):
        take("submit", entry, lead)
    # then
    assert rows(desk_of(lead).to_decide) == [own]
    assert rows(desk_of(make_user("Approver")).to_decide) == [theirs, own]


def test_what_was_returned_lies_with_whoever_submitted_it():
    # given
    team = make_team()
    editor, colleague = make_user("Editor", team), make_user("Editor", team)
    entry = make_activity(team=team)
    take("submit", entry, editor)
    take("return", entry, reason="Say why it is shared.")
    # then
    assert rows(desk_of(editor).returned) == [entry]
    assert not desk_of(colleague).returned
    text = text_of(signed_in(editor).get("/admin/").text)
    assert "Returned to you" in text
    assert "“Say why it is shared.”" in text
    # when somebody else hands it over again and it is returned once more, it is theirs
    take("submit", entry, colleague)
    take("return", entry)
    assert rows(desk_of(colleague).returned) == [entry]
    assert not desk_of(editor).returned


def test_what_has_changed_since_approval_is_listed_and_what_was_handed_over_is_not():
    # given
    team = make_team()
    changed = entry_in(State.CHANGED, team=team)
    for state in (State.DRAFT, State.APPROVED, State.SUBMITTED, State.RETIRED):
        entry_in(state, team=team)
    foreign = entry_in(State.CHANGED)
    # then
    assert rows(desk_of(make_user("Editor", team)).changed) == [changed]
    assert rows(desk_of(make_user("Approver")).changed) == [changed, foreign]
    assert "Look at them together" in text_of(signed_in(make_user("Approver")).get("/admin/").text)
    editor = signed_in(make_user("Editor", team)).get("/admin/")
    assert "Look at them together" not in text_of(editor.text)


def test_reviews_are_listed_a_month_ahead_the_oldest_first():
    # given
    team, today = make_team(), timezone.localdate()
    late, soon, later = (
        entry_in(State.APPROVED, team=team, review_due_on=today + timedelta(days=days))
        for days in (20, 10, 45)
    )
    entry_in(State.CHANGED, team=team, review_due_on=today + timedelta(days=5))
    entry_in(State.RETIRED, team=team, review_due_on=today + timedelta(days=5))
    entry_in(State.DRAFT, team=team, review_due_on=today + timedelta(days=5))
    desk = desk_of(make_user("Editor", team))
    # then
    assert rows(desk.reviews) == [soon, late]
    assert [item.due for item in desk.reviews.items] == [
        today + timedelta(days=10),
        today + timedelta(days=20),
    ]
    assert later not in rows(desk.reviews)
    assert desk.may_review
    assert not desk_of(make_user("Auditor")).may_review


def test_entries_with_most_to_put_right_come_first_and_retired_ones_not_at_all():
    # given
    team = make_team()
    fine = make_activity(team=team)
    gap = make_activity(team=team)
    gap.retention_rules.create(covers="letters", to_be_supplied="How long we keep letters.")
    blocked = make_activity(team=team)
    blocked.purposes.all().delete()
    entry_in(State.RETIRED, team=team).retention_rules.create(covers="x", to_be_supplied="y")
    desk = desk_of(make_user("Editor", team))
    # then
    assert rows(desk.to_mend)[:2] == [blocked, gap]
    assert set(rows(desk.to_mend)) <= {blocked, gap, fine}
    first, second = desk.to_mend.items[:2]
    assert first.standing.must == 1
    assert [second.standing.must, second.standing.gaps] == [0, 1]


def test_what_is_missing_in_an_entry_of_another_team_is_told_and_leads_nowhere():
    # given a notice with an entry of its own team, and one of another
    team = make_team()
    own, other = make_activity(team=team), make_activity(team=make_team())
    for entry in (own, other):
        entry.retention_rules.create(covers="letters", to_be_supplied="How long.")
    notice = make_notice(own, other, team=team)
    client = signed_in(make_user("Editor", team))
    # when, then
    for page in (client.get("/admin/"), client.get(page_url(notice))):
        assert other.reference in page.text
        # to the very row, by its place in the list
        assert f'href="{page_url(own)}#retention_rules-' in page.text
        assert f'href="{page_url(other)}' not in page.text


def test_of_many_notices_the_first_are_shown_and_those_that_wait_for_a_decision(monkeypatch):
    # given
    monkeypatch.setattr("ropa.admin.overview.waiting_work.NOTICES_SHOWN", 2)
    team = make_team()
    first, second, _, last = (
        notice_in(state, team=team, title=title)
        for title, state in (
            ("A", State.DRAFT),
            ("B", State.PUBLISHED),
            ("C", State.OUT_OF_DATE),
            ("D", State.SUBMITTED),
        )
    )
    # when
    page = signed_in(make_user("Data protection lead", team)).get("/admin/")
    # then
    desk = page.context["desk"]
    assert rows(desk.notices) == [first, second]
    assert rows(desk.to_decide) == [last]
    assert "2 more: see all notices" in text_of(page.text)
    assert "/admin/ropa/notice/" in page.text


def test_a_single_entry_given_to_a_person_is_all_they_find():
    # given
    given, _ = entry_in(State.CHANGED), entry_in(State.CHANGED)
    editor = make_user("Editor")
    permissions.give_access(editor, given)
    # then
    desk = desk_of(editor)
    assert rows(desk.changed) == [given]
    assert not desk.notices


@pytest.mark.parametrize("role", ["Administrator"])
def test_who_reads_no_entries_has_an_empty_desk(role):
    # given
    entry_in(State.CHANGED)
    notice_in(State.SUBMITTED)
    # then
    desk = desk_of(make_user(role))
    assert not any((desk.to_decide, desk.returned, desk.changed, desk.reviews, desk.to_mend))
    assert not desk.notices


def test_a_long_list_is_cut_and_says_how_many_more_there_are():
    # given
    team = make_team()
    for _ in range(ITEMS_SHOWN + 2):
        entry_in(State.CHANGED, team=team)
    # when
    page = signed_in(make_user("Editor", team)).get("/admin/")
    # then
    changed = page.context["desk"].changed
    assert (len(changed.items), changed.count, changed.left_out) == (
        ITEMS_SHOWN,
        ITEMS_SHOWN + 2,
        2,
    )
    assert "2 more: see all entries" in text_of(page.text)


@pytest.mark.parametrize("size", [1, 6])
def test_it_takes_the_same_queries_however_much_waits(
    size, django_assert_max_num_queries, subtests
):
    # given
    team, by = make_team(), make_user("Approver")
    for _ in range(size):
        for state in (State.SUBMITTED, State.RETURNED, State.CHANGED, State.DRAFT):
            entry_in(state, team=team)
        due = make_activity(team=team, review_due_on=timezone.localdate() + timedelta(days=3))
        add_parts(due, 2)
        approve(due, by)
        change(make_notice(due, team=team), introduction="Other words.")
        notice_in(State.SUBMITTED, team=team)
    for role, queries in (("Approver", 17), ("Data protection lead", 17)):
        client = signed_in(make_user(role, team))
        client.get("/admin/")  # fills what Django keeps for good
        # when, then
        with subtests.test(role=role):
            with django_assert_max_num_queries(queries):
                desk = client.get("/admin/").context["desk"]
            assert len(desk.to_decide.items) == 2 * size
            assert len(desk.notices.items) == min(2 * size, NOTICES_SHOWN)
