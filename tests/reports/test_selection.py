"""What a selection leaves out, and how people are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ropa.reports.selection import Selection

THEN = datetime(2026, 3, 31, 22, 59, 59, tzinfo=UTC)


def test_people_are_told_of_everything_that_leaves_something_out():
    selection = Selection(
        teams=frozenset({"parking", "bins"}),
        controllers=frozenset({"school", "council"}),
        legal_regime="dpa-part-3",
        references=frozenset({"RPA-0002", "RPA-0001"}),
        changed_since=THEN,
        reach="Ada Example",
    )
    assert selection.filters() == (
        ("Within reach of", "Ada Example"),
        ("Teams", "bins, parking"),
        ("Controllers", "council, school"),
        ("Law that applies", "dpa-part-3"),
        ("Entries", "RPA-0001, RPA-0002"),
        ("Changed since", "31 March 2026, 23:59:59"),
    )
    assert Selection().filters() == ()


def test_a_choice_that_leads_to_entries_is_told_in_its_own_words():
    none = Selection(references=frozenset())
    assert none.filters() == (("Entries", "none"),)
    assert replace(none, chosen=(("State", "Approved"),)).filters() == (("State", "Approved"),)


@pytest.mark.parametrize(
    "narrowed",
    [
        {"teams": frozenset({"parking"})},
        {"controllers": frozenset({"council"})},
        {"legal_regime": "dpa-part-3"},
        {"references": frozenset()},
    ],
    ids=str,
)
def test_the_rows_beside_the_entries_belong_to_all_of_them_alone(narrowed):
    every, some = Selection(), Selection(**narrowed)
    assert (every.has_tables, every.is_whole, every.asks_documents) == (True, True, False)
    assert (some.has_tables, some.is_whole, some.asks_documents) == (False, False, True)
    recent, reached = Selection(changed_since=THEN), Selection(reach="Ada Example")
    assert (recent.has_tables, recent.is_whole, recent.asks_documents) == (False, False, False)
    assert (reached.has_tables, reached.is_whole, reached.asks_documents) == (True, False, False)


@pytest.mark.parametrize("never", [{"at": THEN}, {"is_public": True}], ids=str)
def test_drafts_are_neither_public_nor_of_a_past_day(never):
    with pytest.raises(ValueError, match="Drafts"):
        Selection(is_draft=True, **never)
