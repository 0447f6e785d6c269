"""The layout of a processor’s record: UK GDPR Article 30(2), DPA 2018 section 61(4)."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument
from ropa.models import ContactPoint, ProcessingActivity
from ropa.reports.columns import COLUMNS
from ropa.reports.columns_bodies import controllers_with_contacts
from ropa.reports.layouts import LAYOUTS, PROCESSOR
from ropa.reports.processor_columns import PROCESSOR_COLUMNS
from tests.checks.complete import (
    BODY,
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    OTHER_BODY,
    PROCESSOR_ENTRY,
    changed,
    contact,
)
from tests.factories import approve, make_activity, make_processor_entry
from tests.reports.making import csv_rows, report_bytes, workbook

FOR, OURSELVES = PROCESSOR_ENTRY.controllers
REPRESENTED = changed(
    OTHER_BODY, contact_points=(contact(ContactPoint.Subject.REPRESENTATIVE, name="A Rep"),)
)


def cell(number: int, document: ActivityDocument = PROCESSOR_ENTRY) -> str:
    return PROCESSOR_COLUMNS[number - 1].cell(document)


def test_each_entry_stands_in_one_layout():
    part_3 = changed(PROCESSOR_ENTRY, legal_regime=LAW_ENFORCEMENT_ENTRY.legal_regime)
    for entry in (ENTRY, LAW_ENFORCEMENT_ENTRY, PROCESSOR_ENTRY, part_3):
        kept = [layout for layout in LAYOUTS if layout.keeps(entry)]
        assert len(kept) == 1
        assert (kept == [PROCESSOR]) == entry.is_processor


def test_every_column_cites_both_laws_and_none_that_is_required_is_ever_empty():
    empty = changed(PROCESSOR_ENTRY, controllers=(), transfers=(), security_measures=())
    for column in PROCESSOR_COLUMNS:
        assert "UK GDPR Article" in column.citation
        assert "DPA 2018 section 61(4)" in column.citation or column.number == 8
        assert column.cell(empty) or not column.required


def test_processors_and_controllers_stand_with_their_contacts():
    assert cell(1).startswith(f"Processor: {BODY.name}. For: hosting case files.")
    assert "office@example.org" in cell(1)
    assert cell(4) == controllers_with_contacts(PROCESSOR_ENTRY)
    assert cell(4).startswith(f"Only controller: {OTHER_BODY.name}")
    assert cell(2).startswith(f"{BODY.name}: Data protection officer")
    assert cell(5).startswith(f"{OTHER_BODY.name}: Data protection officer")


def test_representatives_stand_in_columns_of_their_own():
    assert cell(3) == cell(6) == "None recorded"
    document = changed(
        PROCESSOR_ENTRY, controllers=(changed(FOR, organisation=REPRESENTED), OURSELVES)
    )
    assert "A Rep" in cell(6, document)
    assert cell(3, document) == "None recorded"


def test_what_is_done_for_each_controller_is_told_by_controller():
    assert cell(7) == f"{OTHER_BODY.name}: hosting case files"
    second = changed(
        FOR, organisation=changed(OTHER_BODY, code="third", name="The Third"), task="printing"
    )
    document = changed(PROCESSOR_ENTRY, controllers=(FOR, second, OURSELVES))
    assert cell(7, document).splitlines() == [
        f"{OTHER_BODY.name}: hosting case files",
        "The Third: printing",
    ]


def test_the_contract_is_for_staff_and_all_else_for_everybody():
    assert cell(8) == f"Contract with {OTHER_BODY.name}: In the safe."
    published = public_copy(PROCESSOR_ENTRY)
    for column in PROCESSOR_COLUMNS:
        if column.is_public:
            assert column.cell(published) == column.cell(PROCESSOR_ENTRY)


def record_rows(sheet: list[list[Any]]) -> list[Any]:
    """The references of the entries on a sheet of the record, below its titles."""
    references = [row[0] for row in sheet]
    return references[references.index("Reference") + 1 :]


@pytest.mark.django_db
def test_files_have_a_processors_entries_in_their_own_layout_alone():
    # given
    own, done_for_others = make_activity(), make_processor_entry()
    for entry in (own, done_for_others):
        approve(entry)
    # when
    sheets = workbook(report_bytes("xlsx"))
    table, processors = (csv_rows(report_bytes(name)) for name in ("csv", "csv-processor"))
    # then
    assert [row[0] for row in table[1:]] == [own.reference]
    assert [row[0] for row in processors[1:]] == [done_for_others.reference]
    assert len(processors[0]) == 2 + len(PROCESSOR_COLUMNS)
    assert record_rows(sheets["Article 30 record"]) == [own.reference]
    assert record_rows(sheets["Processor record"]) == [done_for_others.reference]
    # and those it works for are no controllers of the register
    client = done_for_others.controller_roles.get(role="sole").organisation
    assert all(client.name not in (row[1] or "") for row in sheets["About"] if len(row) > 1)
    assert done_for_others.capacity == ProcessingActivity.Capacity.PROCESSOR
    assert len(COLUMNS) == 30
