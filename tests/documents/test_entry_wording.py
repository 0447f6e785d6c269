"""What an entry says of itself is told in sentences that are true on the day they are read."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.documents.entry_wording import entry_sentences
from ropa.documents.schema import Term
from ropa.documents.sections import entries_content
from tests.checks.complete import ENTRY, changed

FIRST, LAST = date(2024, 4, 1), date(2026, 3, 31)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"begins_on": FIRST}, "This runs from 1 April 2024."),
        ({"ends_on": LAST}, "This runs until 31 March 2026."),
        (
            {"begins_on": FIRST, "ends_on": LAST},
            "This runs from 1 April 2024 until 31 March 2026.",
        ),
        (
            {"follows": Term(code="RPA-0003", name="RPA-0003 Counting trees")},
            "This follows RPA-0003 Counting trees.",
        ),
        ({"children_youngest": 4}, "The children that this is about are 4 years old or older."),
        ({"children_oldest": 16}, "The children that this is about are 16 years old or younger."),
        (
            {"children_youngest": 4, "children_oldest": 16},
            "The children that this is about are 4 to 16 years old.",
        ),
        (
            {"children_youngest": 5, "children_oldest": 5},
            "The children that this is about are 5 years old.",
        ),
        ({"how_children_are_told": "a film."}, "How we tell children about this: a film."),
    ],
)
def test_each_fact_is_a_sentence(fields, sentence):
    assert entry_sentences(changed(ENTRY, **fields)) == (sentence,)


@pytest.mark.parametrize(
    ("on", "verb"),
    [(None, "runs"), (date(2026, 3, 30), "runs"), (LAST, "runs"), (date(2026, 4, 1), "ran")],
)
def test_what_has_ended_by_the_day_it_is_read_is_told_as_past(on, verb):
    entry = changed(ENTRY, begins_on=FIRST, ends_on=LAST)
    sentence = f"This {verb} from 1 April 2024 until 31 March 2026."
    assert entry_sentences(entry, on=on) == (sentence,)
    assert [note.text for note in entries_content([entry], on).notes] == [sentence]


def test_what_has_not_ended_is_never_told_as_past():
    entry = changed(ENTRY, begins_on=FIRST)
    assert entry_sentences(entry, on=date(2030, 1, 1)) == ("This runs from 1 April 2024.",)


def test_what_is_not_said_is_not_told():
    assert entry_sentences(ENTRY) == ()


def test_beside_others_a_sentence_names_its_entry():
    # given
    one = changed(ENTRY, begins_on=FIRST, children_oldest=16)
    other = changed(ENTRY, reference="RPA-0009", title="Another")
    # when
    notes = entries_content([one, other]).notes
    # then
    assert [(note.text, [each.reference for each in note.entries]) for note in notes] == [
        ("“An example” runs from 1 April 2024.", ["RPA-0001"]),
        ("The children that “An example” is about are 16 years old or younger.", ["RPA-0001"]),
    ]
