"""Fields of parts that are only described are filled from columns, by their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ropa.imports.loading import load
from ropa.imports.mapping.described_targets import DescribedField
from ropa.imports.mapping.entry_row import EntryRow
from ropa.imports.mapping.mapped_columns import ReadCell
from ropa.imports.mapping.messages import Messages
from ropa.imports.mapping.name_resolution import NameResolver
from ropa.imports.mapping.parts import described_fields
from ropa.imports.mapping.register import RegisterIndex
from ropa.models import Disclosure, Organisation, ProcessingActivity, Team
from ropa.tables.sheets import Column, ColumnKind, sheets
from tests.factories import make_activity, make_organisation

from .sheets import ENTRY, make_office, messages_of, read, read_mapped_sheet, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bodies():
    make_office()
    make_organisation(code="police", name="Police", short_name="The Met")
    make_organisation(code="fire", name="Fire service")


def imported(**cells):
    mapped = read(ENTRY | {name.replace("_", "-"): said for name, said in cells.items()})
    assert messages_of(mapped) == []
    load(mapped.rows)
    entry = ProcessingActivity.objects.get()
    return {part.recipient.name: part.agreement for part in entry.disclosures.all()}, entry


def test_a_line_that_names_a_part_is_about_that_part():
    agreements, entry = imported(
        recipients="Police\nFire service", disclosures_agreement="The Met: ISA 7\nSee file 9"
    )

    assert agreements == {"Police": "ISA 7", "Fire service": ""}
    assert entry.internal_note == "disclosures-agreement: See file 9"


def test_what_names_no_part_is_said_of_every_part():
    agreements, entry = imported(
        recipients="Police\nFire service", disclosures_agreement="ISA 7: 2026"
    )

    assert agreements == {"Police": "ISA 7: 2026", "Fire service": "ISA 7: 2026"}
    assert entry.internal_note == ""


def test_without_a_column_of_parts_those_that_are_there_get_the_field_and_keep_the_rest():
    imported(recipients="Police: to find people")

    agreements, entry = imported(disclosures_agreement="ISA 7")

    assert agreements == {"Police": "ISA 7"}
    assert entry.disclosures.get().purpose == "to find people"


def test_many_entries_take_as_many_queries_as_one(django_assert_num_queries):
    entries = [make_activity() for _ in range(3)]
    police, fire = Organisation.objects.filter(code__in=["police", "fire"]).order_by("-code")
    for entry in entries:
        for body in (police, fire):
            disclosure = Disclosure.objects.create(
                activity=entry, recipient=body, purpose="to see", frequency="routine"
            )
            disclosure.including.add(fire)
    rows = [{"reference": entry.reference, "disclosures-agreement": "ISA 7"} for entry in entries]
    with CaptureQueriesContext(connection) as of_one:
        read(rows[0])

    with django_assert_num_queries(len(of_one)):
        read(*rows)


def test_what_is_said_of_no_part_stands_in_the_internal_note():
    agreements, entry = imported(disclosures_agreement="ISA 7")

    assert agreements == {}
    assert entry.internal_note == "disclosures-agreement: ISA 7"


def test_a_problem_of_a_field_is_told_by_the_title_of_its_column():
    row = ENTRY | {"recipients": "Police", "Our agreement": "x"}
    mapping = {title: title for title in row} | {"Our agreement": "disclosures-agreement"}

    mapped = read_mapped_sheet(sheet(row), mapping, team="office", names={}, file="a.csv")

    part = mapped.rows[-1].place.nested("disclosures", 1)
    assert part.title("agreement") == "Our agreement"


def row_of(field: DescribedField, text: str, values: dict[str, Any]) -> EntryRow:
    told = Messages("a.csv", "ROPA")
    title = field.target
    row = EntryRow(
        told.place(2),
        {title: [ReadCell(title, text, 2, 0, told.sheet)]},
        {title: title},
        told,
        Team(),
    )
    row.values |= values
    return row


def described_field(part: str, column: Column, **options: Any) -> DescribedField:
    given: dict[str, Any] = {"is_period": False, "identity": (), "makes_parts": False} | options
    return DescribedField(part, column, column.title, (), **given)


def columns(part: str) -> Mapping[str, Column]:
    return next(each.named for each in sheets() if each.name == f"activities.{part}")


def read_into(monkeypatch, field: DescribedField, text: str, **values: object) -> EntryRow:
    register = RegisterIndex()
    row = row_of(field, text, values)
    monkeypatch.setattr(described_fields, "described_part_fields", lambda: (field,))
    described_fields.read_described_fields(row, register, NameResolver(register, {}, row.messages))
    return row


@pytest.mark.parametrize(
    ("part", "name", "text", "value"),
    [
        ("disclosures", "frequency", "When asked", "on-request"),
        ("retention_rules", "is_usual", "Y", True),
        ("retention_rules", "is_usual", "no", False),
        ("retention_rules", "minimum_period", "6 years", "P6Y"),
        ("retention_rules", "minimum_period", "P18M", "P18M"),
        ("transfers", "recipient", "The Met", "police"),
        ("transfers", "recipient", "", None),
    ],
)
def test_a_field_is_read_by_its_type(monkeypatch, part, name, text, value):
    column = columns(part)[name]
    field = described_field(part, column, is_period=name == "minimum_period")

    row = read_into(monkeypatch, field, text, **{part: [{}]})

    assert row.values[part] == [{name: value}]
    assert row.messages.problems == []


def test_a_date_is_read(monkeypatch):
    field = described_field("transfers", Column("since", "Since", ColumnKind.DATE))

    row = read_into(monkeypatch, field, "2026-03-31", transfers=[{}])

    assert row.values["transfers"] == [{"since": date(2026, 3, 31)}]


@pytest.mark.parametrize(
    ("part", "name", "says"),
    [
        ("disclosures", "frequency", "Write one of: "),
        ("retention_rules", "is_usual", "Write Yes or No."),
        ("retention_rules", "minimum_period", "Write a period, for example “6 years”."),
    ],
)
def test_what_a_field_cannot_hold_is_told(monkeypatch, part, name, says):
    field = described_field(part, columns(part)[name], is_period=name == "minimum_period")

    row = read_into(monkeypatch, field, "sometimes soon", **{part: [{}]})

    [told] = row.messages.notes
    assert f"leaves a gap. {says}" in told
    assert row.note_lines == [f"{field.target}: sometimes soon"]


def test_parts_that_no_reader_knows_are_made_of_the_column_of_their_names(monkeypatch):
    column = columns("security_measures")["description"]
    field = described_field("security_measures", column, makes_parts=True)

    row = read_into(monkeypatch, field, "Locked doors\n- Encrypted disks")

    made = [part["description"] for part in row.values["security_measures"]]
    assert made == ["Locked doors", "Encrypted disks"]
