"""What rows of files name is found, parts tell their own place, and text is kept as it is."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.imports.rows import FileRow, RowPlace
from ropa.models import Organisation, ProcessingActivity
from ropa.models.days import TOO_EARLY

from .examples import activity, reference_data, row

pytestmark = pytest.mark.django_db

TEXTS = [
    " leading and trailing \t",
    "\n\nlines\r\nof\rall\u2028kinds\n",
    "- a list\n  wrapped\n",
    "=1+1",
    "\ufeff\x01\x1f\x7f",
    "é e\u0301 \U0001f469\u200d\U0001f467",
    "x" * 40_000,
]


@pytest.fixture(autouse=True)
def _reference_data():
    load(reference_data())


def problems_of(*rows):
    with pytest.raises(CannotLoad) as refused:
        load(list(rows))
    return refused.value.problems


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_stored_exactly_as_it_is_given(text):
    purposes = [row("purposes", 2, statement=text, lawful_basis="6-1-e")]
    rows = [activity(1, summary=text, purposes=purposes)]
    load(rows)
    entry = ProcessingActivity.objects.get()
    assert entry.summary == text
    assert entry.purposes.get().statement == text
    assert entry.history.get().summary == text
    assert load(rows).changed == 0


@pytest.mark.parametrize(
    "text", [" two  spaces ", "é e\u0301", "½ № ﬁ", "\u00a0\u3000", "=1+1", "𝕬 🦉 ا", "x" * 200]
)
def test_a_title_is_stored_exactly_as_it_is_given(text):
    load([activity(1, title=text)])
    assert ProcessingActivity.objects.get().title == text


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u202e", "\u200f", "\ufeff", "\t", "\n", "\x7f", "\u2028"]
)
def test_what_nobody_sees_in_a_text_of_one_line_is_told_with_its_place(unseen):
    sources = [row("data_sources", 2, group="themselves", detail=f"school{unseen}")]
    found = problems_of(activity(1, title=f"Sch{unseen}ool", data_sources=sources))
    assert [(problem.column, problem.place.sheet) for problem in found] == [
        ("title", "activities"),
        ("detail", "data_sources"),
    ]
    code = f"U+{ord(unseen):04X}"
    assert found[0].says.startswith(f"Character 4 ({code}")
    assert found[0].says.endswith("cannot be seen. Delete it.")


def test_every_kind_of_value_may_be_text():
    load([activity(1, is_public="false", last_reviewed_on="2026-01-02")])
    entry = ProcessingActivity.objects.get()
    assert (entry.is_public, entry.last_reviewed_on) == (False, date(2026, 1, 2))
    load([activity(1, is_public="true", last_reviewed_on="")])
    entry.refresh_from_db()
    assert (entry.is_public, entry.last_reviewed_on) == (True, None)


def test_a_value_of_another_form_is_told_with_what_to_enter_and_what_was_found():
    [problem] = problems_of(activity(1, last_reviewed_on="31 March " + "x" * 200))
    assert (problem.column, problem.place.sheet, problem.place.number) == (
        "last_reviewed_on",
        "activities",
        2,
    )
    assert problem.value == ("31 March " + "x" * 200)[:99] + "…"
    assert problem.says == "Enter a date, like 2026-03-31."


def test_a_day_of_a_year_that_cannot_be_meant_is_told_like_a_slip_in_a_form():
    [problem] = problems_of(activity(1, begins_on=date(1, 1, 1)))
    assert (problem.column, problem.value) == ("begins_on", "0001-01-01")
    assert problem.says == TOO_EARLY


@pytest.mark.parametrize("given", [{}, {"parties": []}])
def test_a_list_that_a_row_cannot_do_without_is_told_at_its_column(given):
    agreement = {"code": "hosting", "name": "Hosting", "kind": "contract"} | given
    [problem] = problems_of(row("agreements", 3, **agreement))
    assert problem.column == "parties"
    assert problem.says == "“parties” is empty. Add at least one code."


def test_a_part_tells_its_own_sheet_and_row():
    part = row("disclosures", 77, recipient="nobody", purpose="to show it")
    [problem] = problems_of(activity(1, disclosures=[part]))
    assert problem.place == part.place
    assert (problem.column, problem.value) == ("recipient", "nobody")
    assert str(problem) == (
        "register.xlsx, disclosures, row 77: no organisation has the code “nobody”. "
        "Correct “recipient”, or add the organisation."
    )


def test_a_part_may_stand_in_the_row_of_its_owner():
    place = RowPlace(
        "a.csv",
        "row 5",
        number=5,
        titles={"purposes": "Purpose", "purposes.lawful_basis": "Article 6 basis"},
    )
    values = {"purposes": [{"statement": "do it", "lawful_basis": "6-1-z"}]}
    [problem] = problems_of(FileRow("activities", activity(1).values | values, place))
    assert (problem.place.number, problem.column, problem.value) == (5, "lawful_basis", "6-1-z")
    assert str(problem) == (
        "a.csv, row 5, Purpose 1: “Article 6 basis”: Value '6-1-z' is not a valid choice."
    )


def test_columns_are_called_as_the_file_calls_them():
    titles = {"team": "Department", "colour": "Colour", "title": "Name of the activity"}
    place = RowPlace("a.csv", "row 5", number=5, titles=titles)
    values = activity(1).values | {"team": "nobody", "colour": "red", "title": ["a", "b"]}
    found = problems_of(FileRow("activities", values, place))
    assert {str(problem).removeprefix("a.csv, row 5: ") for problem in found} == {
        "“Name of the activity” takes one value. Write one, not several.",
        "no team has the code “nobody”. Correct “Department”, or add the team.",
        "processing activity has no “Colour”. Correct the name or take it out.",
    }
    assert {problem.column for problem in found} == set(titles)


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_code_is_missing_where_one_is_needed(empty):
    [problem] = problems_of(activity(1, team=empty))
    assert (problem.column, problem.says) == ("team", "“team” is missing. Add it, with a code.")


def test_a_row_without_a_key_is_told_so():
    [problem] = problems_of(row("organisations", 9, name="Nameless"))
    assert (problem.column, problem.says) == ("code", "This field cannot be blank.")
    assert not Organisation.objects.filter(name="Nameless").exists()


def test_text_that_no_database_can_hold_is_told():
    found = problems_of(
        activity(1, summary="a\0"),
        activity(2, team="\0"),
        activity(3, reference="\0"),
        activity(4, purposes=[row("purposes", 2, statement="\ud800", lawful_basis="6-1-e")]),
    )
    assert [problem.column for problem in found] == ["summary", "team", "reference", "statement"]


def test_everything_wrong_with_a_row_is_told_at_once():
    values = {"title": "", "legal_regime": "x", "is_public": "perhaps", "team": "nobody"}
    found = problems_of(activity(1, purposes=[row("purposes", 2)], **values))
    assert {(problem.place.sheet, problem.column) for problem in found} == {
        *(("activities", name) for name in values),
        ("purposes", "statement"),
        ("purposes", "lawful_basis"),
    }


def test_a_part_is_checked_against_its_owner_when_the_owner_alone_changes():
    load([activity(1)])
    [*found] = problems_of(activity(1, legal_regime="dpa-part-3"))
    assert [(problem.place.sheet, problem.column) for problem in found] == [
        ("purposes", "lawful_basis")
    ] * 3
