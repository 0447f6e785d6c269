"""Cells in German, Dutch and French are understood where they name articles, bases and periods."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.cells.answers import ShortAnswer, says_nothing, short_answer
from ropa.imports.mapping.cells.conditions import ARTICLE_9
from ropa.imports.mapping.cells.lawful_bases import find_lawful_bases
from ropa.imports.mapping.cells.retention import parse_retention_rule


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Art. 6 Abs. 1 lit. e DSGVO", ["6-1-e"]),
        ("Art. 6 Abs. 1 S. 1 lit. c DSGVO i. V. m. § 3 LDSG", ["6-1-c"]),
        ("artikel 6, lid 1, onder e AVG", ["6-1-e"]),
        ("art. 6 lid 1 sub a", ["6-1-a"]),
        ("article 6, paragraphe 1, point f", ["6-1-f"]),
        ("6.1.e", ["6-1-e"]),
        ("Wettelijke verplichting", ["6-1-c"]),
        ("Taak van algemeen belang", ["6-1-e"]),
        ("Einwilligung", ["6-1-a"]),
        ("Vertrag", ["6-1-b"]),
        ("Mission d’intérêt public", ["6-1-e"]),
        ("Obligation légale", ["6-1-c"]),
        ("LI / explicit consent", ["6-1-f"]),
        ("LI", ["6-1-f"]),
    ],
)
def test_lawful_bases(text, codes):
    found, _ = find_lawful_bases(text)
    assert [each.code for each in found][: len(codes)] == codes


def test_conditions():
    for text in ("Art. 9 Abs. 2 lit. h DSGVO", "art. 9, lid 2, onder h", "9(2)(h)", "9.2.h"):
        match = ARTICLE_9.search(text)
        assert match is not None, text
        assert match["letter"] == "h", text


@pytest.mark.parametrize(
    ("text", "period", "trigger"),
    [
        ("10 Jahre", "P10Y", ""),
        ("6 Monate nach Abschluss", "P6M", "Abschluss"),
        ("15 jaar", "P15Y", ""),
        ("3 maanden na vaststelling", "P3M", "vaststelling"),
        ("5 ans", "P5Y", ""),
        ("30 jours", "P30D", ""),
    ],
)
def test_periods(text, period, trigger):
    values = parse_retention_rule(text).values
    assert (values["minimum_period"], values["trigger"]) == (period, trigger)


def test_for_ever():
    assert parse_retention_rule("Blijvend bewaren").values["limit"] == "for-ever"


def test_answers():
    assert [short_answer(text) for text in ("ja", "Nee", "oui", "n.v.t.")] == [
        ShortAnswer.YES,
        ShortAnswer.NO,
        ShortAnswer.YES,
        ShortAnswer.NOT_APPLICABLE,
    ]
    assert says_nothing("keine")
    assert short_answer("Non-employees") is None
