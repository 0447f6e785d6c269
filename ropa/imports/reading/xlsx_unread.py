"""What of a workbook (XLSX) the library does not read: cells that say something though it finds
them empty (an error, or a formula whose value the workbook does not have), and hidden rows and
columns."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import IO
from xml.etree.ElementTree import Element, ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse

from .archives import DAMAGED, Archive
from .cells import Unreadable, Unusable

# By row (from 1) and column (from 0).
type Cells = dict[int, dict[int, Unusable]]

_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_TEXT_LENGTH = 200
_TRUE = {"1", "true"}
_NO_XML = (ParseError, expat.ExpatError, DefusedXmlException, LookupError, ValueError)


@dataclass(frozen=True)
class UnreadOfSheet:
    """Of one sheet: its unread cells, and its hidden rows (by number) and columns (from 0)."""

    cells: Cells
    hidden_rows: list[int]
    hidden_columns: list[int]


class UnreadParts:
    """Finds those parts, if a file is such a workbook."""

    def __init__(self, file: IO[bytes]) -> None:
        """Look where the sheets are. Raises `Unreadable`."""
        self._paths: dict[str, str] = {}
        if file.read(2) == b"PK":
            self._archive = Archive(file)
            if _BOOK in self._archive.members:
                self._paths = self._sheets()

    def of(self, title: str) -> UnreadOfSheet:
        """Return those of a sheet. Raises `Unreadable`."""
        scan = _Scan()
        if title in self._paths:
            with self._archive.open(self._paths[title]) as stream:
                scan.go_through(stream)
        return UnreadOfSheet(scan.found, scan.hidden_rows, scan.hidden_columns)

    def _sheets(self) -> dict[str, str]:
        targets = {
            each.get("Id"): posixpath.join("/xl", each.get("Target", ""))
            for each in self._parsed(_RELATIONS)
        }
        return {
            sheet.get("name", ""): posixpath.normpath(targets[value]).lstrip("/")
            for sheet in self._parsed(_BOOK).iterfind("{*}sheets/{*}sheet")
            for name, value in sheet.items()
            if name.endswith("}id") and value in targets
        }

    def _parsed(self, name: str) -> Element:
        with self._archive.open(name) as stream:
            try:
                return parse(stream).getroot()
            except _NO_XML as error:
                raise Unreadable(DAMAGED.format(f"“{name}” is not well-formed XML")) from error


class _Scan:
    """Goes through the XML of a sheet, and stops at errors, formulas and what is hidden alone."""

    def __init__(self) -> None:
        self.found: Cells = defaultdict(dict)
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self._row = self._column = 0
        self._type = ""
        self._formula: list[str] | None = None
        self._value: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = _refuse

    def go_through(self, stream: IO[bytes]) -> None:
        """Find the cells of a sheet. Raises `Unreadable`."""
        try:
            self._parser.ParseFile(stream)
        except _NO_XML as error:
            raise Unreadable(DAMAGED.format("a sheet is not well-formed XML")) from error
        self._end_cell()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._parser.CharacterDataHandler = None
        match name.rpartition(" ")[2]:
            case "c":
                self._end_cell()
                reference = attributes.get("r", "").rstrip("0123456789")
                self._column = _column(reference) if reference else self._column + 1
                self._type = attributes.get("t", "")
            case "row":
                self._end_cell()
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                if attributes.get("hidden") in _TRUE:
                    self.hidden_rows.append(self._row)
            case "col" if attributes.get("hidden") in _TRUE:
                first, last = int(attributes["min"]), int(attributes["max"])
                self.hidden_columns += range(first - 1, min(last, LAST_COLUMN))
            case "f":
                self._formula = []
                self._parser.CharacterDataHandler = self._formula.append
            case "v" if self._type == "e" or self._formula is not None:
                self._parser.CharacterDataHandler = self._value.append

    def _end_cell(self) -> None:
        formula, value = self._formula, "".join(self._value)
        if self._type == "e" and value:
            self._find(value, "holds an error: write what it should say.")
        elif formula is not None and not value and self._type != "str":
            self._find(
                f"={''.join(formula)}",
                "holds a formula without its value: open the file in your spreadsheet program, and "
                "save it again.",
            )
        self._type, self._formula, self._value = "", None, []

    def _find(self, text: str, says: str) -> None:
        if self._row <= LAST_ROW and self._column <= LAST_COLUMN:
            self.found[self._row][self._column - 1] = Unusable(text[:_TEXT_LENGTH], says)


@cache
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse(*_declared: object) -> None:
    raise Unreadable(DAMAGED.format("a sheet declares a document type"))
