"""Occasions and pages: what belongs together, in which order, and what is chosen of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from ropa.actions.approving import approve_activity
from ropa.history import pages as paging
from ropa.history.filters import Filters
from ropa.history.kinds import DECISIONS_KIND, HistoryKind
from ropa.history.sources import people_in, sources_of
from ropa.history.timeline import timeline
from ropa.models import Disclosure, ProcessingActivity, Purpose, RetentionRule
from tests.factories import (
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_provision,
    make_team,
    make_user,
)

from .reading import changes_of, field_changes, history_of, save

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def long_ago(activity: ProcessingActivity) -> ProcessingActivity:
    """Let the entry and its parts have been made the year before."""
    for rows in (ProcessingActivity, Purpose, RetentionRule, Disclosure):
        for record in rows.history.all():
            record.history_date = NOON - timedelta(days=365)
            record.save()
    return activity


def test_what_one_person_saves_within_a_minute_is_one_occasion():
    # given
    activity = make_bare_activity()
    purpose = activity.purposes.create(statement="help", lawful_basis="6-1-e")
    long_ago(activity)
    ada, ben = make_user("Approver", first_name="Ada"), make_user("Approver", first_name="Ben")
    # when
    save(activity, ada, NOON + timedelta(seconds=1), title="By Ada")
    save(purpose, ada, NOON + timedelta(seconds=59), statement="help more")
    save(activity, ada, NOON + timedelta(seconds=60), title="By Ada, a minute later")
    save(activity, ben, NOON + timedelta(seconds=61), title="By Ben")
    # then
    told = [
        (occasion.who, len(occasion.changes)) for occasion in history_of(activity).occasions[:3]
    ]
    assert told == [("Ben", 1), ("Ada", 1), ("Ada", 2)]


def test_a_change_stands_before_or_after_a_decision_of_the_same_minute():
    # given
    ada = make_user("Approver", first_name="Ada")
    activity = make_activity()
    decision = approve(activity).decision
    # when
    for seconds in (-1, 1):
        at = decision.decided_at + timedelta(milliseconds=seconds)
        save(activity, ada, at, title=f"Title {seconds}")
    # then
    after, decided, before, *_ = history_of(activity).occasions
    assert field_changes(after.changes[-1])["Title"] == ("Title -1", "Title 1")
    assert decided.decided is not None
    assert (decided.decided.label, decided.decided.reason) == ("Approved", "It is complete.")
    assert [field_changes(change)["Title"][1] for change in before.changes] == ["Title -1"]


def test_occasions_of_two_entries_do_not_mix():
    # given
    first, second = make_bare_activity(), make_bare_activity()
    long_ago(first)
    # when
    for number, activity in enumerate((first, second, first, second)):
        save(activity, None, NOON + timedelta(seconds=number), summary=f"Summary {number}")
    # then
    told = history_of(first, second).occasions[:2]
    assert [(each.about.row, len(each.changes)) for each in told] == [(second, 2), (first, 2)]


def test_every_occasion_is_on_one_page(monkeypatch):
    # given
    monkeypatch.setattr(paging, "OCCASIONS_ON_PAGE", 3)
    first_title = "At first"
    activity = long_ago(make_bare_activity(title=first_title))
    for number in range(7):
        save(activity, None, NOON + timedelta(minutes=number), title=f"Title {number}")
    # when
    pages = [history_of(activity, page=number) for number in (1, 2, 3)]
    # then
    assert [(page.first, page.last, page.number, page.pages) for page in pages] == [
        (1, 3, 8, 3),
        (4, 6, 8, 3),
        (7, 8, 8, 3),
    ]
    titles = [
        field_changes(change)["Title"][1]
        for page in pages
        for occasion in page.occasions
        for change in occasion.changes
    ]
    assert titles == [f"Title {number}" for number in range(6, -1, -1)] + [first_title]
    assert history_of(activity, page=9) == pages[2]
    assert history_of(activity, page=-9) == pages[0]


def test_a_page_ends_after_many_changes_but_never_within_an_occasion(monkeypatch):
    # given
    monkeypatch.setattr(paging, "CHANGES_ON_PAGE", 2)
    activity = make_bare_activity()
    rules = [activity.retention_rules.create(covers=name, trigger="it ends") for name in "abc"]
    long_ago(activity)
    # when
    for minutes in (1, 2):
        for rule in rules:
            save(rule, None, NOON + timedelta(minutes=minutes), covers=f"{rule.covers}{minutes}")
    # then
    pages = [history_of(activity, page=number) for number in (1, 2, 3)]
    assert [[len(each.changes) for each in page.occasions] for page in pages] == [[3], [3], [4]]


def test_the_filters_hold_together():
    # given
    activity = make_bare_activity()
    rule = activity.retention_rules.create(covers="files", minimum_period="P1Y")
    long_ago(activity)
    ada = make_user("Approver")
    save(rule, ada, NOON + timedelta(days=1), minimum_period="P2Y")
    save(rule, ada, NOON + timedelta(days=2), covers="case files")
    save(rule, None, NOON + timedelta(days=3), minimum_period="P3Y")
    save(activity, ada, NOON + timedelta(days=4), title="Another")
    period = HistoryKind(RetentionRule, "minimum_period")
    day = NOON.date()

    def told(**filters):
        return [
            field for change in changes_of(activity, **filters) for field in field_changes(change)
        ]

    # then
    assert told(kind=period, since=day) == ["Period"] * 2
    assert told(kind=period, people=frozenset({ada.pk})) == ["Period"]
    assert told(kind=HistoryKind(RetentionRule), since=day, people=frozenset({ada.pk})) == [
        "What it covers",
        "Period",
    ]
    assert told(since=day + timedelta(days=2), until=day + timedelta(days=3)) == [
        "Period",
        "What it covers",
    ]
    assert told(people=frozenset({None}), since=day) == ["Period"]
    assert told(kind=DECISIONS_KIND) == []


def test_a_field_is_found_in_what_came_and_went_if_it_said_something():
    # given
    activity = make_bare_activity()
    activity.retention_rules.create(covers="with a period", minimum_period="P1Y")
    activity.retention_rules.create(covers="without", trigger="it ends").delete()
    # when
    found = changes_of(activity, kind=HistoryKind(RetentionRule, "minimum_period"))
    # then
    assert [change.row_title for change in found] == ["retention rule: with a period"]


def test_a_field_that_holds_many_rows_is_found_when_they_change():
    # given
    activity = make_bare_activity()
    purpose = activity.purposes.create(statement="help", lawful_basis="6-1-e")
    long_ago(activity)
    provision = make_provision()
    # when
    purpose.provisions.add(provision)
    save(purpose, None, NOON + timedelta(days=1000), statement="help more")
    # then
    (found,) = changes_of(activity, kind=HistoryKind(Purpose, "provisions"))
    assert field_changes(found) == {"Provisions": ("", str(provision))}


def test_a_version_from_before_decisions_were_kept_tells_what_it_was(monkeypatch):
    # given
    monkeypatch.setattr("ropa.actions.freezing.Decision.objects.create", lambda **_: None)
    monkeypatch.setattr("ropa.actions.freezing.tell_of_decision", lambda _: None)
    activity = make_activity()
    approve(activity)
    assert not activity.decisions.exists()
    # when
    newest = history_of(activity).occasions[0]
    # then
    assert newest.decided is not None
    assert (newest.decided.label, newest.decided.reason) == ("Approved", "It is complete.")
    assert newest.decided.version is not None
    assert newest.decided.version.number == 1


def test_why_is_the_decision_that_followed():
    # given
    activity = make_activity()
    approver = make_user("Approver")
    approve(activity)
    activity.title = "Changed once"
    activity.save()
    for reason, title in (("The title was wrong.", "Changed twice"), ("Too long.", "Changed")):
        approve_activity(activity=activity, by=approver, reason=reason)
        activity.title = title
        activity.save()
    # when
    occasions = history_of(activity, with_reasons=True).occasions
    # then
    assert [each.why and each.why.reason for each in occasions] == [
        None,
        None,
        "Too long.",
        None,
        "The title was wrong.",
        None,
        "It is complete.",
    ]
    assert not any(each.why for each in history_of(activity).occasions)


def test_people_are_those_who_appear():
    # given
    ada, ben = make_user("Approver", first_name="ada"), make_user("Approver", first_name="Ben")
    make_user("Approver", first_name="Nobody")
    activity = make_activity()
    save(activity, ben)
    approve(activity, ada)
    make_notice(activity)
    # when
    people = people_in(sources_of({}))
    # then
    assert people == []
    assert [name for _, name in people_in(sources_of({ProcessingActivity: Q(id=activity.pk)}))] == [
        "ada",
        "Ben",
    ]


def test_no_sources_no_history():
    told = timeline([], Filters())
    assert (told.number, told.occasions, told.pages) == (0, (), 1)


def test_days_are_those_of_the_place():
    # given
    activity = long_ago(make_bare_activity(team=make_team()))
    # when: half past midnight of a summer's day in London
    save(activity, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), title="In the night")
    # then
    july = datetime(2026, 7, 1, tzinfo=UTC).date()
    assert timezone.get_current_timezone_name() == "Europe/London"
    assert len(changes_of(activity, since=july, until=july)) == 1
    assert (
        changes_of(activity, until=july - timedelta(days=1), since=july - timedelta(days=9)) == []
    )
