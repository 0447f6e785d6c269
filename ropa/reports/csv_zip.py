"""The register as a ZIP of comma-separated files, one a sheet, with a description for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ropa.tables.cells import Cell
from ropa.tables.content_digest import ContentDigest
from ropa.tables.formula_escaping import MARK
from ropa.tables.sheets import OWNER, Column, ColumnKind, Sheet

from .contents import Report
from .csv_files import BYTE_ORDER_MARK, line
from .formats import Format, register_format
from .report_summary import summary_data
from .sheet_rows import SheetLayout, every_row, sheet_layouts
from .zip_files import zipped

METADATA = "csv-metadata.json"
_TYPES = {ColumnKind.NUMBER: "integer", ColumnKind.DATE: {"base": "date", "format": "yyyy-MM-dd"}}


def write(report: Report) -> Iterator[bytes]:
    """Yield the ZIP file, made in one passage through the report."""
    layouts = sheet_layouts(report)
    with TemporaryDirectory() as folder:
        digest = ContentDigest()
        with ExitStack() as open_files:
            files = {
                each.sheet.name: open_files.enter_context((Path(folder) / _name(each)).open("wb"))
                for each in layouts
            }
            for each in layouts:
                files[each.sheet.name].write(BYTE_ORDER_MARK + line(each.titles))
            for name, cells, _ in every_row(report, layouts, digest):
                files[name].write(line(map(_text, cells)))
        described = json.dumps(_described(report, layouts, digest), indent=1, ensure_ascii=False)
        (Path(folder) / METADATA).write_text(f"{described}\n", encoding="utf-8")
        names = [METADATA, *map(_name, layouts)]
        yield from zipped((name, Path(folder) / name) for name in names)


def _name(layout: SheetLayout) -> str:
    return f"{layout.sheet.name.replace('.', '-')}.csv"


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _described(
    report: Report, layouts: Iterable[SheetLayout], digest: ContentDigest
) -> dict[str, Any]:
    """What the files are and what their columns hold, as the W3C's CSV on the Web has it."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": report.name,
        "dc:description": summary_data(report),
        "dc:identifier": f"sha256:{digest.hexdigest()}",
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tables": [
            {
                "url": _name(each),
                "dc:title": each.sheet.title,
                "tableSchema": {
                    "columns": [
                        *(_column(column) for column in each.columns),
                        *(
                            {"name": _slug(column.title), "titles": column.title, "virtual": False}
                            for column in each.beside
                        ),
                    ],
                    **_keys(each.sheet),
                },
            }
            for each in layouts
        ],
        "notes": [
            "Text that a spreadsheet could take for a formula stands after an apostrophe. Take one "
            "apostrophe away from each text that begins with one."
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.title,
        "datatype": _TYPES.get(column.kind, "string"),
        "required": column.required,
    }
    if column.help_text:
        described["dc:description"] = column.help_text
    if column.kind is ColumnKind.ROWS:
        described["separator"] = "\n"
    if column.kind is ColumnKind.YES_NO:
        described["datatype"] = {"base": "boolean", "format": "Yes|No"}
    # A choice stands in words, which may be longer than what is stored for it. Text that looks like
    # a formula has a mark before it.
    if column.max_length and column.kind is not ColumnKind.CHOICE:
        described["datatype"] = {"base": "string", "maxLength": column.max_length + len(MARK)}
    return described


def _keys(sheet: Sheet) -> dict[str, Any]:
    """What tells the rows of a sheet apart, or which other row each belongs to. An anchor tells the
    sections of one notice apart; their parts name the notice with it, which no one column holds."""
    if sheet.name == "sections":
        return {"primaryKey": ["notice", sheet.shape.model.key_field]}
    if not sheet.part:
        return {"primaryKey": sheet.shape.model.key_field}
    if sheet.table == "sections":
        return {}
    return {
        "foreignKeys": [
            {
                "columnReference": OWNER,
                "reference": {"resource": f"{sheet.table}.csv", "columnReference": _key(sheet)},
            }
        ]
    }


def _key(sheet: Sheet) -> str:
    owner = sheet.shape.model._meta.get_field(sheet.shape.owner_field).related_model
    return str(owner.key_field)  # type: ignore[union-attr]


def _slug(title: str) -> str:
    return title.lower().replace(" ", "_")


CSV_ZIP = register_format(
    Format(
        name="csv-sheets",
        title="All tables (ZIP of CSV)",
        description="Every table and part of the record as comma-separated text, with a "
        "description of the columns for programs. Of drafts, such a file can be read into another "
        "register without loss.",
        suffix="csv.zip",
        type="application/zip",
        write=write,
        public=True,
    )
)
