"""Several entries are changed at once: all or none, with one note, in few queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ropa.actions.changing import EntryChange, change_entries
from ropa.actions.refusal import Refused
from ropa.models import ProcessingActivity
from ropa.standings.reading import bring_up_to_date
from tests.factories import make_bare_activity, make_team, make_user

pytestmark = pytest.mark.django_db

DAY = date(2027, 4, 1)
NEW = EntryChange(business_function="New")


def test_all_get_what_is_given_and_keep_the_rest_with_one_note():
    # given
    team, approver = make_team(), make_user("Approver")
    entries = [make_bare_activity(business_function="Old") for _ in range(3)]
    # when
    change = EntryChange(team=team, review_due_on=DAY)
    assert change_entries(entries=entries, by=approver, change=change, reason="Moved.") == 3
    # then
    for entry in entries:
        entry.refresh_from_db()
        assert (entry.team, entry.review_due_on, entry.business_function) == (team, DAY, "Old")
        past = entry.history.first()
        assert (past.history_type, past.history_user) == ("~", approver)
        assert past.history_change_reason == "Moved."
        assert (past.team_id, past.review_due_on, past.title) == (team.pk, DAY, entry.title)


def test_where_they_stand_is_worked_out_again(django_capture_on_commit_callbacks):
    # given
    entries = [make_bare_activity() for _ in range(2)]
    # when
    change = EntryChange(review_due_on=DAY)
    with django_capture_on_commit_callbacks(execute=True):
        change_entries(entries=entries, by=make_user("Approver"), change=change, reason="Planned.")
    bring_up_to_date()
    # then
    assert {each.standing.review_due for each in ProcessingActivity.objects.all()} == {DAY}


def test_what_says_it_already_gets_no_line_in_its_history():
    # given
    there, other = make_bare_activity(business_function="New"), make_bare_activity()
    before = there.history.count()
    # when
    done = change_entries(
        entries=[there, other], by=make_user("Approver"), change=NEW, reason="Named."
    )
    # then
    assert done == 1
    assert there.history.count() == before


def test_those_that_may_not_be_changed_are_named_and_none_is():
    # given
    team = make_team()
    own = [make_bare_activity(team=team) for _ in range(2)]
    others = [make_bare_activity() for _ in range(3)]
    editor = make_user("Editor", team)
    # when
    with pytest.raises(Refused) as refused:
        change_entries(entries=[*own, *others], by=editor, change=NEW, reason="Named.")
    # then
    assert "3 of the 5 entries are not yours to change" in str(refused.value)
    assert refused.value.problems == tuple(map(str, others))
    assert not ProcessingActivity.objects.filter(business_function="New").exists()


def test_nobody_gives_entries_to_a_team_they_do_not_work_for():
    # given
    team, other = make_team(), make_team()
    entry = make_bare_activity(team=team)
    change = EntryChange(team=other)
    # then
    with pytest.raises(Refused, match="You do not work for"):
        change_entries(entries=[entry], by=make_user("Editor", team), change=change, reason="-")
    entry.refresh_from_db()
    assert entry.team == team


def test_a_review_before_the_last_one_is_refused_with_the_names_and_none_is_changed():
    # given
    reviewed = make_bare_activity(last_reviewed_on=date(2026, 5, 1))
    other = make_bare_activity()
    change = EntryChange(review_due_on=date(2026, 4, 1))
    # when
    with pytest.raises(Refused) as refused:
        change_entries(
            entries=[reviewed, other], by=make_user("Approver"), change=change, reason="Planned."
        )
    # then
    (problem,) = refused.value.problems
    assert problem.startswith(f"{reviewed}: The next review is due before the last one.")
    other.refresh_from_db()
    assert other.review_due_on is None


def test_nothing_to_change_is_refused_and_so_is_who_reads_only():
    entry = make_bare_activity()
    with pytest.raises(Refused, match="Say what is to change"):
        change_entries(entries=[entry], by=make_user("Approver"), change=EntryChange(), reason="-")
    with pytest.raises(PermissionDenied):
        change_entries(entries=[entry], by=make_user("Auditor"), change=NEW, reason="-")


@pytest.mark.parametrize("number", [2, 30])
def test_many_take_no_more_queries_than_few(number, django_assert_max_num_queries):
    # given
    entries = [make_bare_activity() for _ in range(number)]
    approver, team = make_user("Approver"), make_team()
    change = EntryChange(team=team, review_due_on=DAY)
    # when, then
    with django_assert_max_num_queries(20):
        change_entries(entries=entries, by=approver, change=change, reason="Moved.")
