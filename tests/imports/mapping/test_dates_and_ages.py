"""Days, ages of children and whether data must be given, as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.imports.loading import load
from ropa.imports.mapping.cells.dates import parse_ages, parse_day
from ropa.models import ProcessingActivity

from .sheets import ENTRY, gaps_of, make_office, messages_of, read


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-31",
        "31/03/2026",
        "31/3/26",
        "31.03.2026",
        "31 March 2026",
        "31st of March 2026",
        "31 Mar 2026",
    ],
)
def test_a_day_is_understood(text):
    assert parse_day(text) == date(2026, 3, 31)


@pytest.mark.parametrize(
    "text", ["", "March 2026", "31/02/2026", "12/31/2026", "0001-01-01", "soon"]
)
def test_what_is_no_day_is_none(text):
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("5 to 16", (5, 16)),
        ("5-11 years", (5, 11)),
        ("aged 13 to 17", (13, None)),
        ("Children aged 0-5", (None, 5)),
        ("under 13", (None, 12)),
        ("under 18s", (None, None)),
        ("up to 11", (None, 11)),
        ("11+", (11, None)),
        ("16 and over", (16, None)),
        ("16 to 5", None),
        ("18+", None),
        ("all", None),
    ],
)
def test_ages_of_children(text, ages):
    assert parse_ages(text) == ages


def imported(**cells):
    found = read(ENTRY | {name.replace("_", "-"): text for name, text in cells.items()})
    assert messages_of(found) == []
    load(found.rows)
    return ProcessingActivity.objects.get(), found


@pytest.mark.django_db
def test_columns_of_days_ages_and_giving_are_imported():
    # given
    make_office()
    # when
    entry, found = imported(
        begins_on="1 April 2024",
        ends_on="31/03/2027",
        children_ages="5 to 16",
        how_children_are_told="a page in plain words",
        children_considered_on="2026-01-15",
        providing="Mandatory",
        last_reviewed_on="1 May 2025",
        review_due_on="1 May 2027",
    )
    # then
    assert (entry.begins_on, entry.ends_on) == (date(2024, 4, 1), date(2027, 3, 31))
    assert (entry.children_youngest, entry.children_oldest) == (5, 16)
    assert entry.how_children_are_told == "a page in plain words"
    assert entry.children_considered_on == date(2026, 1, 15)
    assert entry.providing == "required"
    assert (entry.last_reviewed_on, entry.review_due_on) == (date(2025, 5, 1), date(2027, 5, 1))
    assert gaps_of(found) == []


@pytest.mark.django_db
def test_what_is_not_understood_of_them_is_a_gap():
    # given
    make_office()
    # when
    entry, found = imported(begins_on="spring", children_ages="all", providing="see form")
    # then
    assert (entry.begins_on, entry.children_oldest, entry.providing) == (None, None, "unknown")
    assert len(gaps_of(found)) == 3
    assert entry.internal_note.splitlines() == [
        "begins-on: spring",
        "children-ages: all",
        "providing: see form",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The law requires it", "required"),
        ("Statutory", "required"),
        ("Contractual requirement", "contract"),
        ("Voluntary", "voluntary"),
        ("Not mandatory", "voluntary"),
        ("Some is required, some is voluntary", "mixed"),
        ("TBC", "unknown"),
    ],
)
def test_whether_people_must_give_it(text, code):
    make_office()
    assert imported(providing=text)[0].providing == code
