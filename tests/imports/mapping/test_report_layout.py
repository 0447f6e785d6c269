"""The register's own table for reading is recognised, and read like any other spreadsheet."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.conf import settings

from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.mapping.header import find_header
from ropa.imports.mapping.report_layout import FEWEST, MADE_FOR_READING, is_made_for_reading
from ropa.imports.mapping.target_proposals import propose_targets
from ropa.imports.mapping.targets import TARGETS
from ropa.imports.reading.opening import open_file
from ropa.models import ProcessingActivity
from ropa.reports.columns import COLUMNS, REFERENCE, TITLE
from ropa.reports.csv_files import CSV, readable_columns
from ropa.reports.report_query import report
from ropa.reports.selection import Selection

from .councils import NUMBERED
from .sheets import read_mapped_sheet

pytestmark = pytest.mark.django_db


def read(content: bytes):
    (sheet,) = open_file(BytesIO(content), "register.csv").sheets
    mapping = propose_targets(find_header(sheet.open()).titles)
    return read_mapped_sheet(
        sheet.open(), mapping, team="contact-centre", names={}, file="register.csv"
    )


@pytest.mark.parametrize("selection", [Selection(is_draft=True), Selection(is_public=True)])
def test_the_registers_own_titles_are_recognised(selection):
    columns = readable_columns(COLUMNS, report(selection))
    assert columns[:2] == (REFERENCE, TITLE)
    assert is_made_for_reading([column.title for column in columns])


def test_the_regulators_layout_of_anybody_else_is_not_taken_for_it():
    regulators = [column.title for column in COLUMNS]
    assert not is_made_for_reading(NUMBERED)
    assert not is_made_for_reading(regulators)
    assert not is_made_for_reading(["Reference", "Title", *regulators, "Colour"])
    exact = [target.spellings[0] for target in TARGETS if target.spellings]
    assert not is_made_for_reading(["Reference", "Title", *exact[: FEWEST - 1]])


def test_a_person_is_told_and_the_rows_are_those_of_any_spreadsheet():
    load(read_folder(settings.BASE_DIR / "fixtures"))
    mapped = read(b"".join(CSV.write(report(Selection(is_draft=True)))))
    assert mapped.notes[0] == MADE_FOR_READING
    entries = [row for row in mapped.rows if row.table == "activities"]
    references = ProcessingActivity.objects.order_by("pk").values_list("reference", flat=True)
    assert sorted(row.values["reference"] for row in entries) == sorted(references)
