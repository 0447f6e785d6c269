"""Workbooks (XLSX): which sheets there are, and how to go through each."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache

from . import limits
from .archives import DAMAGED, Archive
from .cells import Merged, Row, Source, Unreadable
from .xlsx_days import read_day_styles
from .xlsx_rows import Book, sheet_rows
from .xlsx_strings import SharedStrings, read_strings
from .xlsx_values import Calendar
from .xml_parts import Attributes, LocalNames, all_at_once

_PACKAGE = "_rels/.rels"
# The ends of the names of relations: a workbook of the strict kind has others before them.
_BOOK, _SHEET = "/officeDocument", "/worksheet"
_TEXTS, _STYLES = "/sharedStrings", "/styles"


def workbook(archive: Archive) -> list[Source]:
    """Return the sheets in their order, hidden ones as well. Raises `Unreadable`."""
    book = next((path for kind, path in _related(archive, "").values() if kind == _BOOK), "")
    if not book.endswith(".xml"):
        raise Unreadable(
            "This is an Office file, but no workbook that can be read here. Save it as XLSX."
        )
    related = _related(archive, book)
    listed, calendar = _listed(archive, book)
    if len(listed) > limits.SHEETS:
        raise Unreadable(
            f"The workbook has {len(listed):,} sheets. At most {limits.SHEETS} are taken: take out "
            "what does not belong to the register."
        )
    shared = _shared(archive, related, calendar)
    sheets = []
    for title, relation in listed:
        kind, path = related.get(relation, ("", ""))
        if kind == _SHEET:
            sheets.append(_source(archive, title, path, shared))
        elif not kind:
            raise Unreadable(DAMAGED.format(f"the sheet “{title[:100]}” is missing"))
    return sheets


class _Shared:
    """What the sheets share, read when the first of them is."""

    def __init__(self, archive: Archive, strings: str, styles: str, calendar: Calendar) -> None:
        self._archive = archive
        self._strings, self._styles = strings, styles
        self._calendar = calendar
        self.book = cache(self._read)

    def _read(self) -> Book:
        strings, days = SharedStrings(), frozenset[str]()
        if self._strings:
            with self._archive.open(self._strings) as stream:
                strings = read_strings(stream)
        if self._styles:
            with self._archive.open(self._styles) as stream:
                days = read_day_styles(stream)
        return Book(strings, days, self._calendar)


def _shared(archive: Archive, related: dict[str, tuple[str, str]], calendar: Calendar) -> _Shared:
    paths = dict(related.values())
    return _Shared(archive, paths.get(_TEXTS, ""), paths.get(_STYLES, ""), calendar)


def _source(archive: Archive, title: str, path: str, shared: _Shared) -> Source:
    def rows(merged: list[Merged]) -> Iterator[Row]:
        book = shared.book()
        with archive.open(path) as stream:
            yield from sheet_rows(stream, book, merged)

    return Source(title, rows)


def _listed(archive: Archive, book: str) -> tuple[list[tuple[str, str]], Calendar]:
    """The titles of the sheets with the names of their relations, and how days are counted."""
    names = LocalNames()
    listed: list[tuple[str, str]] = []
    from_1904 = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal from_1904
        local = names[name]
        if local == "sheet":
            relation = next((said for key, said in attributes.items() if key.endswith(" id")), "")
            listed.append((attributes.get("name", ""), relation))
        elif local == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in {"1", "true"}

    with archive.open(book) as stream:
        all_at_once(stream, start)
    return listed, Calendar(from_1904)


def _related(archive: Archive, path: str) -> dict[str, tuple[str, str]]:
    """What a part of the file points at, by the name of the relation: the end of its kind, and
    the path."""
    folder, name = posixpath.split(path)
    relations = posixpath.join(folder, "_rels", f"{name}.rels") if path else _PACKAGE
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name.endswith("Relationship"):
            kind = "/" + attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")

    with archive.open(relations) as stream:
        all_at_once(stream, start)
    return found
