"""Files for tests of reading: workbooks, comma-separated text and ZIP files, made as asked."""

from __future__ import annotations

import csv
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from ropa.imports.problems import CannotLoad, Problem
from ropa.imports.reading.cells import SheetOfCells
from ropa.imports.reading.findings import FileFindings
from ropa.imports.reading.opening import OpenedFile, open_file
from ropa.imports.reading.own import read_own_file

type Table = Sequence[Sequence[Any]]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(
    sheets: Mapping[str, Table], change: Callable[[Any, Any], None] | None = None
) -> bytes:
    """A workbook of tables, as a spreadsheet program would save it. `change` gets the workbook and
    its last sheet before it is saved."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = None
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, place, cell, day)
                elif cell is not None:
                    sheet.write(number, place, cell)
    if change:
        change(book, sheet)
    book.close()
    return made.getvalue()


def raw_workbook(
    sheet_data: str,
    *,
    after: str = "",
    strings: str | None = None,
    styles: str | None = None,
    properties: str = "",
    head: str = '<?xml version="1.0" encoding="UTF-8"?>',
) -> bytes:
    """A workbook with one sheet (“Sheet”), of the XML given."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{_RELATIONS}">{properties}'
            '<sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "/xl/styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": (
            f'{head}<worksheet xmlns="{MAIN}">'
            f"<sheetData>{sheet_data}</sheetData>{after}</worksheet>"
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings or ""}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles or ""}</styleSheet>',
    }
    return zipped({name: content.encode() for name, content in parts.items()})


def _relations(*relations: tuple[str, str, str]) -> str:
    said = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}">{said}</Relationships>'


def binary_workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    """An XLSB with one sheet (“Sheet”) of texts and numbers."""

    def record(kind: int, content: bytes = b"") -> bytes:
        # Numbers above 127 go on in the next byte.
        number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size = len(content)
        return number + bytes([size & 0x7F | 0x80, size >> 7]) + content

    def text(said: str) -> bytes:
        return struct.pack("<I", len(said)) + said.encode("utf-16-le")

    def cell(column: int, said: str | float) -> bytes:
        place = struct.pack("<II", column, 0)
        if isinstance(said, str):
            return record(6, place + text(said))
        return record(5, place + struct.pack("<d", said))

    sheet = record(0x81) + record(0x94, struct.pack("<IIII", 0, len(rows) - 1, 0, 1)) + record(0x91)
    for number, row in enumerate(rows):
        sheet += record(0, struct.pack("<II", number, 0) + bytes(17))
        sheet += b"".join(cell(column, said) for column, said in enumerate(row))
    book = record(0x83) + record(0x8F)
    book += record(0x9C, struct.pack("<II", 0, 1) + text("rId1") + text("Sheet")) + record(0x90)
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.bin")).encode(),
            "xl/workbook.bin": book + record(0x84),
            "xl/_rels/workbook.bin.rels": _relations(
                ("rId1", "worksheet", "worksheets/sheet1.bin")
            ).encode(),
            "xl/worksheets/sheet1.bin": sheet + record(0x92) + record(0x82),
        }
    )


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP file of members."""
    made = BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return made.getvalue()


def csv_text(rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """Rows as comma-separated text."""
    made = StringIO(newline="")
    csv.writer(made, delimiter=delimiter).writerows(rows)
    return made.getvalue()


def csv_zip(tables: Mapping[str, Table]) -> bytes:
    """A ZIP file of comma-separated text, by the names of the members."""
    return zipped({name: csv_text(rows).encode() for name, rows in tables.items()})


def opened_file(content: bytes, name: str = "file") -> OpenedFile:
    return open_file(BytesIO(content), name)


def libreoffice(name: str) -> bytes:
    """A small file that LibreOffice saved."""
    return (Path(__file__).parent / "made_by_libreoffice" / name).read_bytes()


def first_sheet(content: bytes) -> SheetOfCells:
    return opened_file(content).sheets[0].open()


def rows_of(content: bytes) -> list[tuple[Any, ...]]:
    """All cells of the first sheet below its header."""
    return [cells for _, cells in first_sheet(content).rows]


def read(content: bytes) -> FileFindings:
    """What one of the register's own files says."""
    return read_own_file(opened_file(content, "register"))


def refusal(content: bytes) -> Problem:
    """The one problem for which a file cannot be read to its end."""
    try:
        file = opened_file(content)
        for source in file.sheets:
            for _ in source.open().rows:
                pass
    except CannotLoad as refused:
        [problem] = refused.problems
        return problem
    raise AssertionError("The file was read.")
