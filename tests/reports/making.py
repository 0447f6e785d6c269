"""Making reports for tests, and reading back what stands in them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from ropa.models import ProcessingActivity, RetentionRule, Version
from ropa.reports.all_formats import every_format
from ropa.reports.formats import Format
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.tables.formula_escaping import unescaped
from tests.documents.filled import fill_activity
from tests.factories import approve, make_activity, make_user

# Files for paper have tests of their own: they take long, and are laid out for the eye.
NAMES = tuple(kind.name for kind in every_format() if kind.name != "pdf")
# What is in evidence packages has tests of its own.
READABLE = ("xlsx", "csv", "csv-sheets", "json", "jsonld")

type Sheets = dict[str, list[list[Any]]]


def kind_named(name: str) -> Format:
    return next(kind for kind in every_format() if kind.name == name)


def report_bytes(name: str, selection: Selection | None = None, by: Any = None) -> bytes:
    """Return the file of a form, with everything approved unless something is selected."""
    return b"".join(kind_named(name).write(report(selection or Selection(), by=by)))


def text_in(content: bytes) -> str:
    """Return all that can be read in a file: of archives, what is in every member."""
    if not content.startswith(b"PK"):
        return content.decode()
    with ZipFile(BytesIO(content)) as archive:
        return "\n".join(
            archive.read(member).decode(errors="replace") for member in archive.namelist()
        )


def csv_rows(content: bytes) -> list[list[str]]:
    """Return the rows of a comma-separated file, with the guard taken away."""
    rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    return [[unescaped(cell) for cell in row] for row in rows]


def csv_sheets(content: bytes) -> Sheets:
    """Return the rows of each comma-separated file in a ZIP, by its name."""
    with ZipFile(BytesIO(content)) as archive:
        return {
            name: csv_rows(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def workbook(content: bytes) -> Sheets:
    """Return the rows of each sheet of a workbook, as a spreadsheet reads them."""
    book = load_workbook(BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def references_in(name: str, content: bytes) -> list[str]:
    """Return the references of the entries in a file, in its order."""
    match name:
        case "json":
            return [each["document"]["reference"] for each in json.loads(content)["entries"]]
        case "jsonld":
            found = json.loads(content)["@graph"][0]["dcat:catalog"]["dcat:dataset"]
            return [each["dct:identifier"] for each in found]
        case "csv":
            return [row[0] for row in csv_rows(content)[1:]]
        case "csv-sheets":
            return [row[0] for row in csv_sheets(content)["activities.csv"][1:]]
        case "xlsx":
            return [row[0] for row in workbook(content)["Entries"][1:]]
    raise LookupError(name)


def approved(number: int, **fields: Any) -> list[ProcessingActivity]:
    """Make entries and approve them, by one person."""
    by = make_user("Approver")
    found = [make_activity(**fields) for _ in range(number)]
    for activity in found:
        approve(activity, by)
    return found


def filled_entry() -> ProcessingActivity:
    """An entry with something in every field and every kind of part, and periods that are some."""
    activity = fill_activity()
    for rule in RetentionRule.objects.all():
        rule.minimum_period, rule.review_interval = rule.minimum_period and "P3Y", "P1Y"
        rule.save()
    return activity


def approve_again(activity: ProcessingActivity, **changes: str) -> Version:
    """Change an entry and approve it as it then stands."""
    for name, value in changes.items():
        setattr(activity, name, value)
    activity.save()
    return approve(activity)


def references_of(activities: Iterable[ProcessingActivity]) -> list[str]:
    return sorted(activity.reference for activity in activities)
