"""What loading is about to do, or has done, is told by row; a dry run only tells."""

from __future__ import annotations

import pytest

from ropa.imports import loading
from ropa.imports.loading import load
from ropa.imports.outcome import ChangeKind
from ropa.imports.problems import CannotLoad
from ropa.models import Organisation, ProcessingActivity
from tests.snapshots import snapshot

from .examples import PARTS, activity, reference_data, row

pytestmark = pytest.mark.django_db


def outcome_text(outcome):
    return [(change.key, change.kind, change.differs) for change in outcome.changes]


def counted(outcome):
    return (outcome.created, outcome.changed, outcome.removed, outcome.same)


def test_each_row_is_told_with_its_name_and_place_in_the_order_of_loading():
    rows = [activity(1), *reference_data()]
    outcome = load(rows)
    assert [change.table for change in outcome.changes][:5] == ["organisations"] * 4 + ["teams"]
    entry = outcome.changes[-1]
    assert (entry.table, entry.key, entry.name) == (
        "activities",
        "RPA-0001",
        "RPA-0001 Example 1",
    )
    assert entry.place == rows[0].place
    assert {change.kind for change in outcome.changes} == {ChangeKind.CREATED}
    assert counted(outcome) == (len(rows) + PARTS, 0, 0, 0)


def test_a_changed_row_says_in_words_what_differs():
    load([*reference_data(), activity(1), activity(2), activity(3), activity(4)])
    purposes = [
        row("purposes", 10 + place, statement=f"purpose {place} of 3", lawful_basis="6-1-e")
        for place in range(3)
    ]
    purposes[2].values["provisions"] = ["section-1"]
    outcome = load(
        [
            activity(1, title="Another", last_reviewed_on=""),
            activity(2, controller_roles=[]),
            activity(3, purposes=purposes),
            activity(4),
            activity(5),
        ]
    )
    assert outcome_text(outcome) == [
        ("RPA-0001", ChangeKind.CHANGED, ("title", "last reviewed on")),
        ("RPA-0002", ChangeKind.CHANGED, ("controller roles",)),
        ("RPA-0003", ChangeKind.CHANGED, ("purposes",)),
        ("RPA-0004", ChangeKind.SAME, ()),
        ("RPA-0005", ChangeKind.CREATED, ()),
    ]
    assert counted(outcome) == (1 + PARTS, 2, 1, 3 + 4 * PARTS - 2)


def test_a_row_that_only_gets_a_successor_of_its_own_kind_is_changed_once():
    load(reference_data())
    outcome = load(
        [
            row("organisations", 2, code="council-1", superseded_by="council-9"),
            row("organisations", 3, code="council-2", name="New", superseded_by="council-9"),
            row("organisations", 4, code="council-3", superseded_by=""),
            row("organisations", 5, code="council-9", name="Nine", superseded_by=None),
        ]
    )
    assert outcome_text(outcome) == [
        ("council-1", ChangeKind.CHANGED, ("replaced by",)),
        ("council-2", ChangeKind.CHANGED, ("name", "replaced by")),
        ("council-3", ChangeKind.SAME, ()),
        ("council-9", ChangeKind.CREATED, ()),
    ]
    assert counted(outcome) == (1, 2, 0, 1)


def test_an_empty_value_takes_the_successor_away():
    successor = row("organisations", 2, code="council-1", superseded_by="council-2")
    load(reference_data())
    load([successor])
    assert Organisation.objects.get(code="council-1").superseded_by is not None
    load([row("organisations", 2, code="council-1", superseded_by="")])
    assert Organisation.objects.get(code="council-1").superseded_by is None


def test_loading_twice_leaves_all_as_it_was(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 2)
    rows = [*reference_data(), *(activity(number) for number in range(1, 6))]
    load(rows)
    before = snapshot()
    outcome = load(rows)
    assert {change.kind for change in outcome.changes} == {ChangeKind.SAME}
    assert counted(outcome) == (0, 0, 0, len(rows) + 5 * PARTS)
    assert snapshot() == before


def test_a_dry_run_tells_the_same_and_stores_nothing():
    load([*reference_data(), activity(1)])
    before = snapshot()
    rows = [activity(1, title="Another", purposes=[]), activity(2)]
    dry = load(rows, dry_run=True)
    assert snapshot() == before
    assert load(rows) == dry
    assert ProcessingActivity.objects.count() == 2


def test_a_dry_run_tells_the_same_problems():
    load(reference_data())
    rows = [activity(1), activity(2, title="Example 1"), activity(3, team="nobody")]
    told = []
    for dry_run in (True, False):
        with pytest.raises(CannotLoad) as refused:
            load(rows, dry_run=dry_run)
        told.append(refused.value.problems)
    assert told[0] == told[1]
    assert len(told[0]) == 2


def test_progress_is_told_until_all_is_done(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 3)
    rows = [*reference_data(), *(activity(number) for number in range(1, 5))]
    steps = []
    load(rows, progress=lambda done, total: steps.append((done, total)))
    assert {total for _, total in steps} == {len(rows)}
    done = [done for done, _ in steps]
    assert done == sorted(set(done))
    assert done[-1] == len(rows)


def test_the_source_is_the_reason_in_history_cut_to_what_it_holds():
    load(reference_data(), source="Imported from " + "long-" * 30)
    [record] = Organisation.objects.get(code="council-1").history.all()
    assert record.history_change_reason == ("Imported from " + "long-" * 30)[:100]
