"""Choices people have, in plain words."""

from __future__ import annotations

import pytest

from ropa.documents.choice_wording import choice_sentences, uses_of
from ropa.documents.merged.choices import merged_choices
from ropa.documents.sections import entries_content
from ropa.models import PeopleChoice
from tests.checks.complete import ENTRY, changed, choice

OPT_OUT = PeopleChoice.Kind.OPT_OUT


def test_a_choice_with_everything_is_told_in_sentences():
    part = choice(
        OPT_OUT,
        choice="say no to letters. ",
        how="Write to us.",
        by_when="31 May each year",
        from_age=13,
        consequence="We stop.",
        only_for="- do an example\ndo another",
        contact="The office, 0100 000000",
    )

    assert choice_sentences(part) == (
        "You can say no to letters.",
        "Write to us.",
        "Say so by 31 May each year.",
        "You can say so yourself from the age of 13.",
        "We stop.",
        "This is only about using information to “do an example” and “do another”.",
        "Whom to tell: The office, 0100 000000.",
    )


def test_what_is_not_recorded_is_not_told():
    assert choice_sentences(choice(OPT_OUT)) == ("You can say no to letters.", "Tell the office.")


@pytest.mark.parametrize(
    ("text", "uses"), [("", ()), (" \n-\n", ()), ("- a\n\n  b ", ("a", "b")), ("a - b", ("a - b",))]
)
def test_uses_stand_one_a_line(text, uses):
    assert uses_of(text) == uses


def test_what_entries_say_alike_is_told_once_and_the_rest_apart():
    # given
    first = changed(ENTRY, people_choices=(choice(OPT_OUT),))
    second = changed(
        first, reference="RPA-0003", people_choices=(choice(OPT_OUT), choice(OPT_OUT, how="Ask."))
    )
    # when
    together, apart = merged_choices([first, second])
    # then
    assert [entry.reference for entry in together.entries] == ["RPA-0001", "RPA-0003"]
    assert [entry.reference for entry in apart.entries] == ["RPA-0003"]
    assert together.text == "You can say no to letters. Tell the office."


def test_what_has_several_lines_stands_by_itself():
    listed = choice(OPT_OUT, how="You can:\n\n- write\n- call")

    (merged,) = entries_content([changed(ENTRY, people_choices=(listed,))]).choices

    assert merged.text == "You can say no to letters.\n\nYou can:\n\n- write\n- call"
