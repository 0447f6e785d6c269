"""What a column may hold is told by its heading and by what stands in it, and how sure that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa.imports.mapping.column_proposals import (
    Certainty,
    Proposal,
    column_examples,
    propose_columns,
)
from ropa.imports.mapping.header import find_header

from .test_header import sheet


def propose(**columns):
    """What is proposed for columns with some examples, with spaces in the titles."""
    titles = [title.replace("_", " ") for title in columns]
    return {
        title: (each.target, each.certainty)
        for title, each in propose_columns(titles, list(columns.values())).items()
    }


def test_known_titles_and_guesses_are_told_apart_and_the_rest_becomes_a_note():
    assert propose(Purpose=(), How_long_do_you_keep_it=(), Budget=()) == {
        "Purpose": ("purposes", Certainty.KNOWN),
        "How long do you keep it": ("retention", Certainty.GUESSED),
        "Budget": ("internal-note", Certainty.NOT_RECOGNISED),
    }


def test_notes_are_proposed_where_one_column_is_recognised_and_nothing_where_none_is():
    told = propose(Purpose=(), Budget=("many words, " * 20,))
    assert told["Budget"] == ("internal-note", Certainty.NOT_RECOGNISED)
    assert propose(Budget=(), Colour=()) == {}


def test_a_column_whose_words_tell_a_note_is_no_guess_to_look_over():
    assert propose(Purpose=(), Comments_of_the_clerk=())["Comments of the clerk"] == (
        "internal-note",
        Certainty.GUESSED_NOTE,
    )


def test_hidden_rows_give_no_examples_unless_they_are_read():
    def below():
        found = find_header(sheet(("Purpose", "Lawful basis"), ("secret", "x"), ("shown", "y")))
        return replace(found, sheet=replace(found.sheet, hidden_rows={2}))

    assert column_examples(below()) == (("shown",), ("y",))
    assert column_examples(below(), with_hidden=True)[0] == ("secret", "shown")


@pytest.mark.parametrize(
    ("title", "examples", "target"),
    [
        ("Ref", ("HR-01", "HR-02"), "internal-note"),
        ("Ref", ("RPA-0001", ""), "reference"),
        ("Special category data", ("Health", "Religion"), "data"),
        ("Special category data", ("Art. 9(2)(h)",), "article-9"),
        ("Special category data", ("Yes", "No"), "sensitive"),
        ("DPIA", ("Yes", "No"), "dpia-progress"),
        ("DPIA required?", ("Yes", "No"), "dpia-required"),
        ("Recipients", ("No",), "recipients"),
    ],
)
def test_what_stands_in_a_column_tells_too(title, examples, target):
    found = propose_columns([title, "Purpose"], [examples, ()])
    assert found[title].target == target


def test_what_an_entry_has_once_is_proposed_once():
    found = propose_columns(["Activity", "Name of process", "Purpose"], [(), (), ()])
    assert found["Activity"] == Proposal("title", Certainty.KNOWN)
    assert found["Name of process"] == Proposal("internal-note", Certainty.GUESSED_NOTE)


def test_examples_are_the_first_different_texts_of_each_column():
    below = find_header(sheet(("Purpose", "Lawful basis"), ("a", None), ("a", "x\ny"), ("b", "z")))
    assert column_examples(below) == (("a", "b"), ("x y", "z"))


def test_what_stands_above_a_title_tells_where_nothing_beside_it_does():
    titles = ["Recipients: Police", "Recipients: Other", "Data subjects: Whose", "Data subjects: X"]
    found = propose_columns(titles, [()] * len(titles))
    assert [each.target for each in found.values()] == [
        "recipients",
        "recipients",
        "people",
        "internal-note",
    ]


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        ({"Ref": ("A-1",), "What is it called?": ("Payroll",)}, "What is it called?"),
        (
            {"Done?": ("Yes",), "Description of processing": ("Payroll",)},
            "Description of processing",
        ),
    ],
)
def test_a_sheet_that_calls_no_column_so_has_a_title_all_the_same(columns, title):
    columns |= {"Purpose": ("Pay",), "Retention": ("6 years",)}
    found = propose_columns(list(columns), list(columns.values()))
    assert [each for each, proposal in found.items() if proposal.target == "title"] == [title]
