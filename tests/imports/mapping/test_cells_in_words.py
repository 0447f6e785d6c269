"""Periods, countries, links and short answers are read in the ways in which people write them."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.cells.answers import (
    ShortAnswer,
    says_nobody,
    says_nothing,
    short_answer,
    short_answer_and_rest,
)
from ropa.imports.mapping.cells.documents import NamedDocument, find_documents
from ropa.imports.mapping.cells.retention import COVERS_ALL, parse_period, parse_retention_rule
from ropa.imports.mapping.cells.transfers import find_mechanism, find_position, find_transfers
from ropa.models import SupportingDocument

NO = ShortAnswer.NO
DPIA = SupportingDocument.Kind.DPIA


EXACTLY = {"limit": "exactly"}
AT_LEAST, AT_MOST = {"limit": "at-least"}, {"limit": "at-most"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 years", EXACTLY | {"minimum_period": "P6Y"}),
        (
            "7 years after End of employment",
            EXACTLY | {"minimum_period": "P7Y", "trigger": "the end of employment"},
        ),
        ("until last contact", EXACTLY | {"trigger": "the last contact"}),
        ("until last of all", EXACTLY | {"trigger": "last of all"}),
        ("6 years after closure", EXACTLY | {"minimum_period": "P6Y", "trigger": "closure"}),
        ("7 yrs", EXACTLY | {"minimum_period": "P7Y"}),
        ("6y", EXACTLY | {"minimum_period": "P6Y"}),
        (
            "Six years from end of contract",
            EXACTLY | {"minimum_period": "P6Y", "trigger": "the end of contract"},
        ),
        (
            "6 (six) years after the case is closed, then destroyed",
            EXACTLY
            | {"minimum_period": "P6Y", "trigger": "the case is closed", "end_action": "destroy"},
        ),
        ("2 years 6 months", EXACTLY | {"minimum_period": "P2Y6M"}),
        ("Usually 18 months", EXACTLY | {"minimum_period": "P18M", "is_usual": True}),
        ("until the child is 25", EXACTLY | {"trigger": "the child is 25"}),
        ("till the appeal is heard", EXACTLY | {"trigger": "the appeal is heard"}),
        ("Case files: 75 years", EXACTLY | {"covers": "Case files", "minimum_period": "P75Y"}),
        (
            "Payroll - 7 years after the tax year and securely deleted",
            EXACTLY
            | {
                "covers": "Payroll",
                "minimum_period": "P7Y",
                "trigger": "the tax year",
                "end_action": "destroy",
            },
        ),
        ("See schedule HR-12", AT_LEAST | {"schedule_reference": "schedule HR-12"}),
        ("https://example.org/s", AT_LEAST | {"schedule_reference": "https://example.org/s"}),
        (
            "as per retention schedule",
            AT_LEAST | {"schedule_reference": "retention schedule"},
        ),
        (
            "files: As long as set out in Schedule A.",
            AT_LEAST | {"covers": "files", "schedule_reference": "Schedule A."},
        ),
        ("6 years, then archived", EXACTLY | {"minimum_period": "P6Y", "end_action": "archive"}),
        ("6 years and reviewed.", EXACTLY | {"minimum_period": "P6Y", "end_action": "review"}),
        ("6 years; anonymised", EXACTLY | {"minimum_period": "P6Y", "end_action": "anonymise"}),
        ("6 years, deleted", EXACTLY | {"minimum_period": "P6Y", "end_action": "delete"}),
        ("6 years, securely erased", EXACTLY | {"minimum_period": "P6Y", "end_action": "destroy"}),
        ("6 years, safely archived", EXACTLY | {"minimum_period": "P6Y", "end_action": "archive"}),
        ("usually until it ends", EXACTLY | {"trigger": "it ends", "is_usual": True}),
    ],
)
def test_retention(text, expected):
    found = parse_retention_rule(text)
    stated = {name: value for name, value in found.values.items() if value}
    assert (stated, found.unplaced) == ({"covers": COVERS_ALL} | expected, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Retained for at least 30 days", AT_LEAST | {"minimum_period": "P30D"}),
        ("minimum of 6 years", AT_LEAST | {"minimum_period": "P6Y"}),
        ("6 years minimum", AT_LEAST | {"minimum_period": "P6Y"}),
        ("7 years (min.)", AT_LEAST | {"minimum_period": "P7Y"}),
        ("up to 3 years", AT_MOST | {"minimum_period": "P3Y"}),
        ("no longer than 12 months", AT_MOST | {"minimum_period": "P12M"}),
        ("Not more than a year", AT_MOST | {"minimum_period": "P1Y"}),
        ("maximum of 31 days", AT_MOST | {"minimum_period": "P31D"}),
        ("31 days max", AT_MOST | {"minimum_period": "P31D"}),
        ("at least until the case is closed", AT_LEAST | {"trigger": "the case is closed"}),
    ],
)
def test_a_floor_or_a_ceiling_is_one_where_the_cell_says_so(text, expected):
    values = parse_retention_rule(text).values
    assert {name: values[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "period", "event"),
    [
        ("DOB + 25 years", "P25Y", "the date of birth"),
        ("date of birth plus 25 yrs", "P25Y", "the date of birth"),
        ("D.O.B. + 25", "P25Y", "the date of birth"),
        ("Current year + 6 years", "P6Y", "the end of the current year"),
        ("Current year + 6", "P6Y", "the end of the current year"),
        ("CY+3", "P3Y", "the end of the current year"),
        ("Current financial year + 6 years", "P6Y", "the end of the current financial year"),
        ("academic year + 1 year", "P1Y", "the end of the current school year"),
        ("End of contract + 6 years", "P6Y", "the end of contract"),
        ("until the contract ends plus 6 years", "P6Y", "the contract ends"),
        ("Closure + 18 months", "P18M", "Closure"),
    ],
)
def test_a_period_that_is_added_to_an_event_runs_from_it(text, period, event):
    values = parse_retention_rule(text).values
    assert values["minimum_period"] == period
    assert values["trigger"] == event
    assert values["limit"] == "exactly"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("5-7 years", "P5Y", "7 years"),
        ("5 – 7 yrs", "P5Y", "7 yrs"),
        ("3 to 6 months", "P3M", "6 months"),
        ("between five and seven years after closure", "P5Y", "seven years"),
    ],
)
def test_between_two_periods_the_first_is_the_floor_and_the_second_is_told(text, least, most):
    values = parse_retention_rule(text).values
    assert (values["limit"], values["minimum_period"]) == ("at-least", least)
    assert values["extension"] == f"It may be kept for up to {most}."


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Permanent", ""),
        ("permanently", ""),
        ("Retained permanently", ""),
        ("for ever", ""),
        ("Permanent, then archived", "archive"),
    ],
)
def test_what_is_kept_for_ever_has_no_period(text, end):
    values = parse_retention_rule(text).values
    assert (values["limit"], values.get("end_action", "")) == ("for-ever", end)
    assert not any(values[name] for name in ("minimum_period", "trigger", "to_be_supplied"))


@pytest.mark.parametrize(
    "text", ["permanently, then deleted", "0 years", "x" * 500, "C+6", "?", "5-7", "as needed"]
)
def test_a_period_that_is_not_understood_is_a_gap_in_its_own_words(text):
    found = parse_retention_rule(text).values
    assert text in str(found["to_be_supplied"])
    stated = [found[name] for name in ("minimum_period", "trigger", "schedule_reference")]
    assert not any(stated)
    assert found["limit"] == "at-least"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a year", "P1Y"),
        ("an year and one day", "P1Y1D"),
        ("two mths", "P2M"),
        ("three wks, four d", "P3W4D"),
        ("Five months", "P5M"),
        ("six weeks", "P6W"),
        ("seven days", "P7D"),
        ("eight y", "P8Y"),
        ("nine yrs", "P9Y"),
        ("ten mos", "P10M"),
        ("eleven months", "P11M"),
        ("twelve months", "P12M"),
        ("fifteen years", "P15Y"),
        ("twenty years", "P20Y"),
        ("twenty-five years", "P25Y"),
        ("thirty (30) days", "P30D"),
        ("forty years", "P40Y"),
        ("1 month and 2 years", "P2Y1M"),
    ],
)
def test_periods(text, expected):
    assert parse_period(text) == expected


def test_what_is_too_long_for_its_field_is_kept_elsewhere():
    event, long_event = "e" * 200, "e" * 201
    assert parse_retention_rule(f"6 years after {event}").values["trigger"] == event
    assert parse_retention_rule(f"until {event}").values["trigger"] == event
    for text in (f"6 years after {long_event}", f"until {long_event}"):
        assert text in str(parse_retention_rule(text).values["to_be_supplied"])
    schedule = "See ".ljust(200, "s")
    named = schedule.removeprefix("See ")
    assert parse_retention_rule(schedule).values["schedule_reference"] == named
    assert f"{schedule}s" in str(parse_retention_rule(f"{schedule}s").values["to_be_supplied"])
    covered = "c" * 300
    assert parse_retention_rule(f"{covered}: 6 years").values["covers"] == covered
    assert parse_retention_rule(f"{covered}: 6 years").unplaced == ""


@pytest.mark.parametrize("text", ["", "years", "6", "6 years 2 years", "0 days", "six", "P6Y"])
def test_no_period(text):
    assert parse_period(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None", "none"),
        ("N/A", "none"),
        ("No transfers outside the UK", "none"),
        ("UK only", "none"),
        ("None outside the United Kingdom", "none"),
        ("No data is transferred outside of the UK", "none"),
        ("Data is not transferred outside the UK/EEA", "none"),
        ("We do not send personal data abroad", "none"),
        ("No - all data held in the UK", "none"),
        ("No international transfers", "none"),
        ("The data does not leave the UK", "none"),
        ("TBC", "unknown"),
        ("To be confirmed", "unknown"),
        ("Not transferred outside the UK, except to Ireland", ""),
        ("No man’s land", ""),
        ("Ireland", ""),
        ("Nowhere land", ""),
    ],
)
def test_where_a_cell_stands_on_transfers(text, expected):
    assert find_position(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ireland", [("Ireland", "", "", True)]),
        ("Ireland, France", [("Ireland", "", "", True), ("France", "", "", True)]),
        ("USA (IDTA)", [("USA", "idta", "", False)]),
        ("USA: UK addendum to clauses", [("USA", "addendum", "UK addendum to clauses", False)]),
        ("Japan: adequacy regulations", [("Japan", "adequacy", "", False)]),
        ("Brazil", [("Brazil", "", "", False)]),
    ],
)
def test_transfers(text, expected):
    assert [
        (each.destination, each.mechanism, each.more, each.is_approved)
        for each in find_transfers(text)
    ] == expected


def test_what_allows_a_transfer():
    assert [find_mechanism(text) for text in ("BCRs", "Art 49 derogation", "nothing")] == [
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
    ],
)
def test_papers(text, expected):
    assert [
        (each.kind, each.title, each.location) for each in find_documents(text, DPIA)
    ] == expected


def test_no_length_of_a_paper_is_cut_off():
    title = "t" * 201
    address = "https://a.example/" + "x" * 300
    name = str(DPIA.label)
    assert find_documents(title, DPIA) == [NamedDocument("dpia", name, title)]
    assert find_documents(address, DPIA) == [NamedDocument("dpia", name, "", address)]
    assert find_documents(f"{title} https://a.example", DPIA)[0].location.startswith(title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes", (ShortAnswer.YES, "")),
        ("y", (ShortAnswer.YES, "")),
        ("No.", (NO, "")),
        ("N/A", (ShortAnswer.NOT_APPLICABLE, "")),
        ("TBC", (ShortAnswer.UNKNOWN, "")),
        ("?", (ShortAnswer.UNKNOWN, "")),
        ("Yes - see the log", (ShortAnswer.YES, "see the log")),
        ("No (too small)", (NO, "too small")),
        ("Nobody", (None, "Nobody")),
        ("maybe", (None, "maybe")),
        ("", (None, "")),
    ],
)
def test_answers(text, expected):
    assert short_answer_and_rest(text) == expected
    assert short_answer(text) is (None if expected[1] else expected[0])


IN_WORDS = {
    ShortAnswer.YES: ["yes", "Y", "TRUE", "x", "✓", "✔", "Required"],
    NO: ["no", "N", "false", "not required", "None", "nil", "no.", "none recorded", "-"],
    ShortAnswer.NOT_APPLICABLE: [
        *("n/a", "NA", "n.a.", "n / a", "Not applicable", "does not apply"),
    ],
    ShortAnswer.UNKNOWN: [
        *("unknown", "TBC", "tbd", "to be confirmed", "Still to be confirmed", "to be decided"),
        *("not known", "?", "??", "not sure", "don’t know", "not yet decided"),
        *("to be determined", "under review"),
    ],
    None: ["", " ", "nobody", "yesterday", "see below", "?!x"],
}


def test_an_answer_is_understood_in_each_of_its_words():
    understood = {
        meant: [short_answer(text) for text in texts] for meant, texts in IN_WORDS.items()
    }
    assert understood == {meant: [meant] * len(texts) for meant, texts in IN_WORDS.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N/A: we hold none", (ShortAnswer.NOT_APPLICABLE, "we hold none")),
        ("tbc, by May", (ShortAnswer.UNKNOWN, "by May")),
        ("Yes (see [a (b)])", (ShortAnswer.YES, "see [a (b)]")),
        ("no-reply", (NO, "reply")),
        ("Yes we do", (None, "Yes we do")),
    ],
)
def test_what_stands_beside_an_answer_is_kept(text, expected):
    assert short_answer_and_rest(text) == expected


def test_more_words_that_say_nothing():
    nothing = ["NA", "n.a", "Nil", "--", "none recorded", "(not applicable)", "does not apply"]
    assert all(map(says_nothing, [*nothing, "not recorded", "Blank", "n / a"]))


def test_what_says_nothing():
    assert all(map(says_nothing, ("", " ", "N/A", "n/a.", "None", "-", "–", "(none)")))
    assert not any(map(says_nothing, ("No", "0", "nobody")))


@pytest.mark.parametrize(
    "text",
    [
        "No",
        "None",
        "Nobody",
        "No one",
        "Not shared",
        "not shared externally",
        "We do not share it with anyone",
        "We don’t share this information with third parties",
        "Data is not shared outside the school",
        "No external recipients",
        "No third parties",
    ],
)
def test_a_cell_that_names_nobody(text):
    assert says_nobody(text)


@pytest.mark.parametrize(
    "text",
    ["Norfolk Council", "None but the police", "Not-for-profit bodies", "No. 10 School", "Police"],
)
def test_a_cell_that_names_somebody(text):
    assert not says_nobody(text)


@pytest.mark.parametrize(
    ("text", "mechanism", "to_confirm"),
    [
        ("USA", "", False),
        ("USA: SCCs", "not-settled", True),
        ("USA: Standard contractual clauses", "not-settled", True),
        ("USA: SCCs and the Addendum", "addendum", True),
        ("USA: Data Privacy Framework", "adequacy", True),
        ("USA (UK-US data bridge)", "adequacy", True),
        ("Ireland: adequacy regulations", "adequacy", False),
    ],
)
def test_what_allows_a_transfer_to_some_alone_is_to_be_confirmed(text, mechanism, to_confirm):
    (found,) = find_transfers(text)
    assert (found.mechanism, found.is_to_confirm) == (mechanism, to_confirm)
