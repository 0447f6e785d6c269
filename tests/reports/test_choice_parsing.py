"""From choices as people write them to what a report holds, and what is said of wrong ones."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from ropa.actions import clock
from ropa.actions.retiring import retire_activity
from ropa.actions.submitting import return_to_keepers, submit
from ropa.documents.heads import head_as_at
from ropa.models import ControllerRole, ProcessingActivity
from ropa.permissions import give_access
from ropa.reports.choice_parsing import InvalidChoices, format_problem, selection_of
from ropa.reports.choices import report_choices
from ropa.reports.selection import Selection
from ropa.reports.selection_count import count_selection
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_policy_document,
    make_reachable,
    make_regime,
    make_team,
    make_user,
    publish,
)
from tests.reports.making import approve_again, approved, kind_named, references_in, report_bytes

pytestmark = pytest.mark.django_db


def chosen(by=None, **choices) -> list[str]:
    """Return the references of the entries that some choices lead to."""
    given = {
        name: [answers] if isinstance(answers, str) else answers
        for name, answers in choices.items()
    }
    selection = selection_of(given, by=by)
    return references_in("json", report_bytes("json", selection, by))


def problems(**choices) -> dict[str, str]:
    with pytest.raises(InvalidChoices) as refused:
        chosen(**choices)
    return refused.value.problems


# What is chosen


def test_without_a_choice_everything_approved_is_chosen():
    assert selection_of({}) == selection_of({"team": [""], "at": [" "]}) == Selection()


def test_by_team_and_by_several():
    one, other, third = (approved(1, team=make_team(code=code))[0] for code in ("a", "b", "c"))
    assert chosen(team="a") == [one.reference]
    assert chosen(team=["a", "b"]) == [one.reference, other.reference]
    assert third.reference not in chosen(team=["a", "b"])


def test_by_controller_who_is_no_processor():
    # given a body that decides about one entry, and works for another's controller
    body = make_reachable(make_organisation(code="body"))
    own, other = make_activity(), make_activity()
    role = own.controller_roles.get()
    role.organisation = body
    role.save()
    ControllerRole.objects.create(activity=other, organisation=body, role="processor", position=2)
    for entry in (own, other):
        approve(entry)

    # when, then
    assert chosen(controller="body") == chosen(controller="body", content="draft")
    assert chosen(controller="body") == [own.reference]


def test_by_the_law_that_applies():
    approved(1)
    entry = make_activity(legal_regime="dpa-part-3")
    assert chosen(law="dpa-part-3", content="draft") == [entry.reference]


def test_by_what_was_approved_or_changed_since(monkeypatch):
    # given entries of two days ago, one of which was changed and approved since
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() - timedelta(days=2))
    monkeypatch.setattr(clock, "reference_clock", timezone.now)
    old, changed = approved(2)
    monkeypatch.undo()
    approve_again(changed, summary="Something else.")
    new = approved(1)[0]

    # when, then
    today = f"{timezone.localdate():%Y-%m-%d}"
    both = [changed.reference, new.reference]
    assert chosen(since=today) == chosen(since=today, content="draft") == both
    before = f"{timezone.localdate() - timedelta(days=3):%Y-%m-%d}"
    assert chosen(since=before) == [old.reference, *both]


def test_as_at_a_day_is_its_end():
    selection = selection_of({"at": ["2026-03-31"]})
    assert selection.at == datetime(2026, 3, 31, 22, 59, 59, 999_999, tzinfo=UTC)
    assert selection_of({"since": ["2026-03-31"]}).changed_since == datetime(
        2026, 3, 30, 23, tzinfo=UTC
    )


def test_by_how_entries_stand_now():
    # given an entry in each state
    by = make_user("Approver")
    draft, same, changed, submitted, returned, ended = (make_activity() for _ in range(6))
    for entry in (same, changed, submitted, returned, ended):
        approve(entry)
    changed.summary = "Something else."
    changed.save()
    for entry in (submitted, returned):
        entry.summary = "Something else."
        entry.save()
        submit(subject=entry, by=by, reason="Please.")
    return_to_keepers(subject=returned, by=by, reason="No.")
    retire_activity(activity=ended, by=by, reason="Over.", change_note="Over.")

    # when, then
    for state, entry in {
        "draft": draft,
        "approved": same,
        "changed": changed,
        "submitted": submitted,
        "returned": returned,
        "retired": ended,
    }.items():
        assert chosen(status=state, content="draft") == [entry.reference], state
    assert chosen(status=["approved", "changed"]) == [same.reference, changed.reference]
    selection = selection_of({"status": ["approved", "changed"]})
    assert selection.filters() == (("How it stands now", "Approved, Changed since approval"),)


def test_choices_narrow_one_another():
    team = make_team(code="a")
    both, other = approved(2, team=team)
    approved(1)
    regime = make_regime(slug="joint")
    regime.activities.add(both, *approved(1))
    assert chosen(team="a", regime="joint", status="approved") == [both.reference]
    assert other.reference not in chosen(team="a", regime="joint", status="approved")


def test_only_what_the_public_may_read():
    shown = approved(1)[0]
    approved(1, is_public=False)
    assert chosen(content="public") == [shown.reference]


# Who chooses


def test_only_what_is_within_reach_and_the_file_says_so():
    # given
    own, other = approved(2)
    editor = make_user("Editor", own.team, first_name="Ada", last_name="Example")

    # when, then
    assert chosen(editor) == chosen(editor, content="draft") == [own.reference]
    assert chosen(make_user("Auditor")) == [own.reference, other.reference]
    assert chosen(editor, content="public") == [own.reference, other.reference]
    assert b'"selection":{"Within reach of":"Ada Example"}' in report_bytes(
        "json", Selection(), editor
    )
    assert b'"notices":[]' in report_bytes("json", Selection(is_draft=True), editor)
    names = {each.name: [code for code, _ in each.options] for each in report_choices(editor)}
    assert names["team"] == [own.team.code]


def test_a_team_of_what_was_given_singly_can_be_chosen():
    entry, other = approved(2)
    person = make_user("Editor")
    give_access(person, entry)
    assert chosen(person, team=entry.team.code) == [entry.reference]
    with pytest.raises(InvalidChoices):
        chosen(person, team=other.team.code)


# What is wrong


@pytest.mark.parametrize(
    ("choices", "name", "sentence"),
    [
        ({"content": "all"}, "content", "Choose one of: approved, draft, public."),
        ({"team": "no-such"}, "team", "“no-such” is no team that can be chosen here."),
        ({"team": "hous"}, "team", "Did you mean “house”?"),
        ({"controller": "no-such"}, "controller", "is no controller"),
        ({"law": "gdpr"}, "law", "Did you mean “uk-gdpr”?"),
        ({"law": ["uk-gdpr", "dpa-part-3"]}, "law", "Choose one, or leave this out."),
        ({"status": "published"}, "status", "Choose one of: draft, submitted"),
        ({"status": ["draft", "retired"]}, "status", "“Draft” and “Retired”"),
        ({"regime": "no-such"}, "regime", "is no inspection regime"),
        ({"at": "yesterday"}, "at", "Write the day with its month and year"),
        ({"at": "2026-02-30"}, "at", "There is no such day"),
        ({"at": "9999-01-01"}, "at", "That is still to come"),
        ({"since": "9999-01-01"}, "since", "That is still to come"),
        ({"at": "2020-01-01", "content": "draft"}, "at", "Drafts are not kept for past days."),
        ({"at": "2020-01-01", "content": "public"}, "at", "taken out of the public record"),
        ({"at": "2020-01-01", "status": "approved"}, "status", "known for now alone"),
        ({"at": "2020-01-01", "since": "2020-01-03"}, "since", "Choose one before."),
    ],
)
def test_what_makes_no_sense_is_told_with_what_to_do(choices, name, sentence):
    make_team(code="house")
    found = problems(**choices)
    assert list(found) == [name]
    assert sentence in found[name]


def test_every_problem_is_told_at_once():
    assert set(problems(team="no-such", at="x", since="y")) == {"team", "at", "since"}


def test_not_every_form_takes_every_selection():
    package, table, sheet = (
        kind_named(name) for name in ("evidence", "csv", "csv-law-enforcement")
    )
    drafts, public = Selection(is_draft=True), Selection(is_public=True)
    assert "only what was approved" in format_problem(package, drafts)
    assert "the whole register" in format_problem(package, Selection(legal_regime="uk-gdpr"))
    assert "what the public may read" in format_problem(sheet, public)
    for kind, selection in ((package, Selection()), (table, drafts), (table, public)):
        assert format_problem(kind, selection) == ""


# Counting


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"team": ["a"]},
        {"controller": ["body"]},
        {"law": ["dpa-part-3"]},
        {"status": ["changed"]},
        {"regime": ["joint"]},
        {"content": ["public"]},
        {"content": ["draft"], "team": ["a"]},
        {"at": ["2001-01-01"]},
    ],
    ids=str,
)
def test_what_is_counted_is_what_the_file_holds(choices):
    # given
    body = make_organisation(code="body")
    own = approved(2, team=make_team(code="a", organisation=body))
    others = approved(2, is_public=False)
    approve_again(others[0], title="Said again")
    make_regime(slug="joint").activities.add(own[0])
    publish(make_notice(own[0]))
    publish(make_notice(own[1]))
    publish(make_policy_document(own[0]))

    # when
    selection = selection_of(choices)
    found = count_selection(selection)

    # then
    file = json.loads(report_bytes("json", selection))
    # What a document says by default is not in it.
    kinds = Counter(
        each["document"].get("kind", {"code": "privacy-notice"})["code"] for each in file["notices"]
    )
    assert found.entries == file["counts"]["entries"]
    assert (found.notices, found.policy_documents) == (
        kinds["privacy-notice"],
        kinds["policy-document"],
    )
    assert found.head == head_as_at(selection.at)


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(
    ("choices", "queries"),
    [({}, 3), ({"law": ["uk-gdpr"]}, 3), ({"content": ["draft"]}, 3)],
    ids=str,
)
def test_counting_takes_the_same_queries_for_few_and_many(
    number, choices, queries, django_assert_num_queries
):
    for entry in approved(number):
        publish(make_notice(entry))
    selection = selection_of(choices)
    assert ProcessingActivity.objects.count() == number
    with django_assert_num_queries(queries):
        assert count_selection(selection).entries == number
