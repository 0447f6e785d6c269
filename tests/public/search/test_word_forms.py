"""Whoever asks for one word is given those that belong with it."""

from __future__ import annotations

import pytest

from ropa.public.search.word_forms import SILENT, first_of_family

CARE = {"care", "carer"}
TEACHING = {"teach", "teacher", "taught"}
BABIES = {"baby", "babies", "infant"}


@pytest.mark.parametrize(
    ("word", "belongs"),
    [
        ("child", {"child", "children"}),
        ("teacher", TEACHING),
        ("teachers", TEACHING),
        ("teaches", TEACHING),
        ("teaching", TEACHING),
        ("carers", CARE),
        ("cared", CARE),
        ("caring", CARE),
        ("died", {"death", "die", "died", "dying", "dead"}),
        ("infants", BABIES),
        ("erasing", {"delete", "erase"}),
        ("deletion", {"delete", "erase"}),
        ("deletions", {"delete", "erase"}),
        ("sees", {"see", "saw", "seen"}),
        ("inspection", {"inspect", "inspector", "inspectorate"}),
        ("inspections", {"inspect", "inspector", "inspectorate"}),
    ],
)
def test_a_word_in_any_form_is_given_as_what_belongs_with_it(word, belongs):
    assert {first_of_family(each) for each in (word, *belongs)} == {first_of_family(word)}
    assert first_of_family(word) in belongs


@pytest.mark.parametrize("word", ["school", "sing", "ion", "es", ""])
def test_a_word_without_others_is_given_as_it_is(word):
    assert first_of_family(word) == word


def test_words_of_a_sentence_tell_nothing():
    asked = "what do you have about me and my child"
    assert set(asked.split()) - SILENT == {"child"}
