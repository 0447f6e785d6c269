"""Open an uploaded file of any kind."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO, Any

from ..problems import CannotLoad, Problem
from ..rows import RowPlace
from . import limits
from .archives import Archive
from .cells import Layout, Row, Source, Unreadable
from .csv_text import GUESSED, WINDOWS_1252, csv_rows, text_encoding
from .file_kinds import FileKind, detect_file_kind
from .json_text import parse_json
from .spreadsheets import open_spreadsheet

_OFFICE, _OPEN_DOCUMENT = "[Content_Types].xml", "mimetype"
_XLSX = "xl/workbook.xml"
_LOOKS_EMPTY = (
    "In a file of this kind, cells with an error and merged cells look empty, and hidden rows and "
    "columns look like others. Check them in your spreadsheet program, or save the file as XLSX: "
    "then each is named."
)
# What systems put into ZIP files of themselves, and what the register's own one says to programs.
_PASSED_OVER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "csv-metadata.json")


# Stands for all sheets with the columns of the first. No spreadsheet program allows it for a title.
ALL_ALIKE = "*"


@dataclass(frozen=True)
class OpenedFile:
    """A file that has been opened: its name as people know it, what it is, and its sheets, or what
    it says if it is JSON. `others` are the members of a ZIP file that are not read; `notes` is what
    people should know of such files."""

    name: str
    kind: FileKind
    sheets: tuple[Source, ...] = ()
    content: Any = None
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def open_file(file: IO[bytes], name: str) -> OpenedFile:
    """Open a file, which must stay open while its sheets are read. `name` is for messages alone.

    A spreadsheet is read at once, by a process of its own, and comma-separated text as its rows are
    gone through: in memory there is never more than a few rows. Raises `CannotLoad` for what cannot
    be read, is not what it seems to be, or goes beyond one of the `limits`, with what to do.
    """
    try:
        opened = _opened(file, name)
    except Unreadable as error:
        raise _cannot_load(name, "", error) from error
    counted: dict[int, int] = {}
    sheets = tuple(
        _counted(name, source, number, counted) for number, source in enumerate(opened.sheets)
    )
    return replace(opened, sheets=sheets)


def _opened(file: IO[bytes], name: str) -> OpenedFile:
    kind = detect_file_kind(file)
    if kind is FileKind.JSON:
        return OpenedFile(name, kind, content=parse_json(file))
    if kind is FileKind.CSV:
        return _csv(file, name)
    archive = None if kind else Archive(file)
    if archive and not archive.members.keys() & {_OFFICE, _OPEN_DOCUMENT}:
        return _csv_zip(archive, name)
    is_xlsx = archive is not None and _XLSX in archive.members
    return OpenedFile(
        name,
        FileKind.WORKBOOK,
        tuple(open_spreadsheet(file)),
        notes=() if is_xlsx else (_LOOKS_EMPTY,),
    )


def _csv(file: IO[bytes], name: str) -> OpenedFile:
    encoding = text_encoding(file)

    def rows(_layout: Layout) -> Iterator[Row]:
        file.seek(0)
        return csv_rows(file, encoding)

    return OpenedFile(
        name,
        FileKind.CSV,
        (Source("", rows),),
        notes=(GUESSED,) if encoding == WINDOWS_1252 else (),
    )


def _csv_zip(archive: Archive, name: str) -> OpenedFile:
    members = [each for each in archive.members if not each.endswith("/")]
    own = [each for each in members if not _is_passed_over(each)]
    tables = [each for each in own if each.lower().endswith(".csv")]
    if not tables:
        raise Unreadable(
            "This ZIP file has no CSV files inside. If a workbook is, unpack it and bring that."
        )
    if len(tables) > limits.SHEETS:
        raise Unreadable(
            f"This ZIP file has {len(tables):,} CSV files inside. At most {limits.SHEETS} are "
            "taken: take out what does not belong to the register."
        )
    others = tuple(each for each in own if each not in tables)
    names = Counter(map(posixpath.basename, tables))
    sheets = tuple(
        _member(archive, each, each if names[posixpath.basename(each)] > 1 else "")
        for each in tables
    )
    return OpenedFile(name, FileKind.CSV_ZIP, sheets, None, others)


def _is_passed_over(member: str) -> bool:
    return member.startswith(_PASSED_OVER) or posixpath.basename(member) in _PASSED_OVER


def _member(archive: Archive, member: str, title: str) -> Source:
    """A CSV file as a sheet, called by its own name unless another in the archive has the same."""

    def rows(_layout: Layout) -> Iterator[Row]:
        with archive.open(member) as stream:
            yield from csv_rows(stream)

    return Source(title or posixpath.basename(member), rows)


def _counted(name: str, source: Source, number: int, counted: dict[int, int]) -> Source:
    """The sheet, whose rows are counted, and which says what is wrong as all of imports does."""

    def rows(layout: Layout) -> Iterator[Row]:
        before = sum(count for other, count in counted.items() if other != number)
        counted[number] = 0
        try:
            for row in source.rows(layout):
                counted[number] += len(row[1]) - row[1].count(None)
                if before + counted[number] > limits.CELLS:
                    raise Unreadable(
                        f"The file has more than {limits.CELLS:,} cells with something in them. "
                        "Bring it in several files of fewer entries.",
                        row[0],
                    )
                yield row
        except Unreadable as error:
            raise _cannot_load(name, source.title, error) from error

    return replace(source, rows=rows)


def _cannot_load(name: str, sheet: str, error: Unreadable) -> CannotLoad:
    row = f"row {error.row}" if error.row else ""
    return CannotLoad([Problem(RowPlace(name, row, sheet, error.row), "", "", str(error))])
