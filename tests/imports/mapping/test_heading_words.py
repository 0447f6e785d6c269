"""Headings are understood as people phrase them, in four languages."""

from __future__ import annotations

import pytest

from ropa.imports.mapping import heading_words
from ropa.imports.mapping.heading_words import target_by_words
from ropa.imports.mapping.targets import BY_NAME


def test_every_word_tells_a_target_that_there_is():
    described = heading_words._described()
    assert set(described) <= set(BY_NAME)
    words = [word for said in described.values() for word in said["words"]]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("How long do you retain the data?", "retention"),
        ("When is it destroyed", "retention"),
        ("Who has access", "access"),
        ("Legal gateway", "internal-note"),
        ("Why do we hold it?", "purposes"),
        ("What personal data do we hold?", "data"),
        ("What we hold", "data"),
        ("Who it is about", "people"),
        ("How long we keep it", "retention"),
        ("Why we keep it", "purposes"),
        ("Where does the personal data come from?", "sources"),
        ("Who do we share it with?", "recipients"),
        ("Where is it stored", "location"),
        ("How do we protect it?", "security"),
        ("Is the data sent abroad?", "third-countries"),
        ("Location of personal data", "location"),
        ("Information asset owner", "internal-note"),
        ("Name of process owner", "internal-note"),
        ("Data Elements", "data"),
        ("Vendors", "processors"),
        ("Bezeichnung der Verarbeitungstätigkeit", "title"),
        ("Kategorien betroffener Personen", "people"),
        ("Technische und organisatorische Maßnahmen (TOM)", "security"),
        ("Löschfristen", "retention"),
        ("Drittlandübermittlung", "third-countries"),
        ("Soort persoonsgegevens", "data"),
        ("Verwerkingsverantwoordelijke", "internal-note"),
        ("Doorgifte buiten de EER", "third-countries"),
        ("Finalité(s)", "purposes"),
        ("Durée de conservation", "retention"),
        ("Sous-traitants", "processors"),
    ],
)
def test_headings_are_told_by_their_words(heading, target):
    assert target_by_words(heading) == target


@pytest.mark.parametrize(
    "heading", ["", "Budget", "Tomorrow", "Head of service", "retention " * 20]
)
def test_nothing_is_told_of_what_has_no_such_words_or_is_a_text(heading):
    assert target_by_words(heading) is None
