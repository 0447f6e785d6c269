"""Periods, countries, links and short answers are read in the ways in which people write them."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.answers import Answer, answer, answer_with_more, says_nothing
from ropa.imports.mapping.countries import mechanism, position, transfers
from ropa.imports.mapping.papers import Paper, papers
from ropa.imports.mapping.periods import COVERS_ALL, kept, period
from ropa.models import SupportingDocument

NO = Answer.NO
DPIA = SupportingDocument.Kind.DPIA


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 years after closure", {"minimum_period": "P6Y", "trigger": "closure"}),
        ("7 yrs", {"minimum_period": "P7Y"}),
        ("6y", {"minimum_period": "P6Y"}),
        ("Six years from end of contract", {"minimum_period": "P6Y", "trigger": "end of contract"}),
        (
            "6 (six) years after the case is closed, then destroyed",
            {"minimum_period": "P6Y", "trigger": "the case is closed", "end_action": "destroy"},
        ),
        ("2 years 6 months", {"minimum_period": "P2Y6M"}),
        ("Usually 18 months", {"minimum_period": "P18M", "is_usual": True}),
        ("Retained for at least 30 days", {"minimum_period": "P30D"}),
        ("until the child is 25", {"trigger": "the child is 25"}),
        ("Case files: 75 years", {"covers": "Case files", "minimum_period": "P75Y"}),
        (
            "Payroll - 7 years after the tax year and securely deleted",
            {
                "covers": "Payroll",
                "minimum_period": "P7Y",
                "trigger": "the tax year",
                "end_action": "destroy",
            },
        ),
        ("See schedule HR-12", {"schedule_reference": "See schedule HR-12"}),
        ("https://example.org/s", {"schedule_reference": "https://example.org/s"}),
        (
            "files: At least 3 years after it ends. It may be longer. After that it is deleted. We "
            "look at it again every 2 years.",
            {
                "covers": "files",
                "minimum_period": "P3Y",
                "trigger": "it ends",
                "extension": "It may be longer.",
                "end_action": "delete",
                "review_interval": "P2Y",
            },
        ),
        (
            "files: As long as set out in Schedule A.",
            {"covers": "files", "schedule_reference": "Schedule A"},
        ),
        ("files: To be supplied: how long.", {"covers": "files", "to_be_supplied": "how long."}),
    ],
)
def test_retention(text, expected):
    found = kept(text)
    stated = {name: value for name, value in found.values.items() if value}
    assert (stated, found.left) == ({"covers": COVERS_ALL} | expected, "")


@pytest.mark.parametrize(
    "text", ["permanently", "Current year + 6", "up to 3 years", "0 years", "x" * 500, "C+6", "?"]
)
def test_a_period_that_is_not_understood_is_a_gap_in_its_own_words(text):
    found = kept(text).values
    assert text in str(found["to_be_supplied"])
    stated = [found[name] for name in ("minimum_period", "trigger", "schedule_reference")]
    assert not any(stated)


@pytest.mark.parametrize("text", ["", "years", "6", "6 years 2 years", "0 days", "six", "P6Y"])
def test_no_period(text):
    assert period(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None", "none"),
        ("N/A", "none"),
        ("No transfers outside the UK", "none"),
        ("UK only", "none"),
        ("None outside the United Kingdom", "none"),
        ("TBC", "unknown"),
        ("Still to be confirmed", "unknown"),
        ("Ireland", ""),
        ("Nowhere land", ""),
    ],
)
def test_where_a_cell_stands_on_transfers(text, expected):
    assert position(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ireland", [("Ireland", "", "", "", True)]),
        ("Ireland, France", [("Ireland", "", "", "", True), ("France", "", "", "", True)]),
        ("USA (IDTA)", [("USA", "", "idta", "", False)]),
        ("USA: UK addendum to clauses", [("USA", "", "addendum", "UK addendum to clauses", False)]),
        (
            "USA, to Acme: International Data Transfer Agreement (section 119A). Signed in 2024.",
            [("USA", "Acme", "idta", "Signed in 2024", False)],
        ),
        ("Japan: adequacy regulations", [("Japan", "", "adequacy", "", False)]),
        ("Brazil", [("Brazil", "", "", "", False)]),
    ],
)
def test_transfers(text, expected):
    found = transfers(text, lambda name: name.strip() == "Acme")
    assert [
        (each.destination, each.recipient, each.mechanism, each.more, each.is_approved)
        for each in found
    ] == expected


def test_what_allows_a_transfer():
    assert [mechanism(text) for text in ("BCRs", "Art 49 derogation", "nothing")] == [
        "bcr",
        "derogation",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (
            "https://a.example/1",
            [("dpia", "Data protection impact assessment", "https://a.example/1")],
        ),
        ("The DPIA: https://a.example/1.", [("dpia", "The DPIA", "https://a.example/1")]),
        ("S:\\dpia\\1.docx", [("dpia", "Data protection impact assessment", "S:\\dpia\\1.docx")]),
        ("In the safe", [("dpia", "In the safe", "")]),
        ("one\none", [("dpia", "one", "")]),
        ("Something else: Minutes, 3 May", [("other", "Minutes, 3 May", "")]),
    ],
)
def test_papers(text, expected):
    assert [(each.kind, each.title, each.location) for each in papers(text, DPIA)] == expected


def test_no_length_of_a_paper_is_cut_off():
    title = "t" * 201
    address = "https://a.example/" + "x" * 300
    name = str(DPIA.label)
    assert papers(title, DPIA) == [Paper("dpia", name, title)]
    assert papers(address, DPIA) == [Paper("dpia", name, "", address)]
    assert papers(f"{title} https://a.example", DPIA)[0].location.startswith(title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes", (Answer.YES, "")),
        ("y", (Answer.YES, "")),
        ("No.", (NO, "")),
        ("N/A", (Answer.NOT_APPLICABLE, "")),
        ("TBC", (Answer.UNKNOWN, "")),
        ("?", (Answer.UNKNOWN, "")),
        ("Yes - see the log", (Answer.YES, "see the log")),
        ("No (too small)", (NO, "too small")),
        ("Nobody", (None, "Nobody")),
        ("maybe", (None, "maybe")),
        ("", (None, "")),
    ],
)
def test_answers(text, expected):
    assert answer_with_more(text) == expected
    assert answer(text) is (None if expected[1] else expected[0])


def test_what_says_nothing():
    assert all(map(says_nothing, ("", " ", "N/A", "n/a.", "None", "-", "–", "(none)")))
    assert not any(map(says_nothing, ("No", "0", "nobody")))
