"""Uploaded files for tests, and imports of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.contrib.auth.models import User

from ropa.imports.mapping.results import ORGANISATIONS
from ropa.imports.starting import Step, start_import
from ropa.imports.uploads import accept_upload
from ropa.models import ProcessingActivity, RegisterImport, Team
from ropa.reports.all_formats import every_format
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.imports.reading.files import csv_text, workbook

TITLES = ("Title", "Purposes", "Recipients", "Lawful basis")
MAPPING = dict(zip(TITLES, ("title", "purposes", "recipients", "lawful-basis"), strict=True))
UNKNOWN = "Dept for Education"


def own_rows(*rows: dict[str, Any]) -> bytes:
    """A workbook as the register writes it, with these entries and nothing else."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table: list[list[Any]] = [columns, *([row.get(name) for name in columns] for row in rows)]
    return workbook({"Entries": table})


def own_entry(reference: str, team: Team, **cells: Any) -> dict[str, Any]:
    """A row of the sheet of entries."""
    row = {
        "Reference": reference,
        "Title": f"Title of {reference}",
        "Summary": "What is done.",
        "Team": team.code,
    }
    return row | cells


def spreadsheet(*rows: Sequence[Any], titles: Sequence[str] = TITLES) -> bytes:
    """Somebody's own spreadsheet, as comma-separated text."""
    return csv_text([titles, *rows]).encode()


def entry_line(number: int, recipient: str = "", basis: str = "Public task") -> tuple[str, ...]:
    """A line of that spreadsheet."""
    return (f"Activity of the council {number}", f"do it {number}", recipient, basis)


def uploaded_import(
    content: bytes, by: User, name: str = "register.xlsx", **more: Any
) -> RegisterImport:
    """The import of a file, not yet checked."""
    return accept_upload(BytesIO(content), name, by=by, **more)


def mapped(imported: RegisterImport, team: Team, names: dict[str, str] | None = None) -> None:
    """Say what the columns hold, and what organisations stand for."""
    imported.mapping, imported.team = dict(MAPPING), team
    imported.names = [[ORGANISATIONS, name, code] for name, code in (names or {}).items()]
    imported.save()


def after_step(imported: RegisterImport, step: Step, by: User) -> RegisterImport:
    """The import when what was asked for is done."""
    assert start_import(imported, step, by=by)
    return RegisterImport.objects.get(pk=imported.pk)


def checked_import(content: bytes, by: User, name: str = "register.xlsx") -> RegisterImport:
    """The import of one of the register's own files, checked."""
    return after_step(uploaded_import(content, by, name), Step.CHECK, by)


def exported() -> bytes:
    """The drafts of the register, as its own workbook."""
    xlsx = next(kind for kind in every_format() if kind.name == "xlsx")
    return b"".join(xlsx.write(report(Selection(is_draft=True))))


def titles_of_entries() -> set[str]:
    return set(ProcessingActivity.objects.values_list("title", flat=True))
