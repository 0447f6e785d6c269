"""Match the columns of a sheet to the register's columns, by title."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.tables.sheets import OWNER, Column, Sheet

from .cells import SheetOfCells, column_name
from .findings import Findings

# Columns beside those of a table that stand there for people to read.
_OF_VERSIONS = ("Version", "Approved", "Approved by", "Digest")
FOR_READING = {"activities": _OF_VERSIONS, "notices": _OF_VERSIONS}


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet by their place (from 0): those of the register, those that nobody
    knows with what they are called, and those that are for reading only."""

    known: dict[int, Column]
    unknown: dict[int, str]
    passed_over: frozenset[int]

    def titles(self, header: tuple[str, ...]) -> dict[str, str]:
        """Return what the file calls each field."""
        return {column.name: header[place].strip() for place, column in self.known.items()}


def key_columns(sheet: Sheet) -> set[str]:
    """Return the folded titles of the columns without which the rows of a sheet say nothing: what
    tells them apart, or which row they belong to."""
    if sheet.part:
        return {sheet.named[OWNER].title.casefold()}
    names = [sheet.shape.model.key_field]
    if sheet.shape.owner_field:
        names.append(sheet.shape.owner_field)
    return {sheet.named[name].title.casefold() for name in names}


def match_columns(sheet: Sheet, opened: SheetOfCells, findings: Findings) -> Columns | None:
    """Return the columns of a sheet, told by their titles without regard to case; `None`, and the
    problems told, if its rows could not be read by them."""
    by_title = {column.title.casefold(): column for column in sheet.columns}
    for_reading = {title.casefold() for title in FOR_READING.get(sheet.name, ())}
    place = findings.place(opened.title, opened.header_row)
    known: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    passed_over: list[int] = []
    for index, written in enumerate(opened.header):
        title = written.strip()
        if column := by_title.get(title.casefold()):
            if column in known.values():
                says = "Two columns have this title. Take one out."
                findings.problem(place, says, column=title, value=written)
                return None
            known[index] = column
        elif title.casefold() in for_reading:
            findings.note(f"“{title}” is for reading only, and not imported.", opened.title)
            passed_over.append(index)
        else:
            unknown[index] = title or f"column {column_name(index)}"
    titles = {column.title.casefold(): column.title for column in known.values()}
    missing = key_columns(sheet) - titles.keys()
    for title in sorted(missing):
        findings.problem(
            place,
            f"The sheet has no column “{by_title[title].title}”, by which its rows are known. Add "
            "it, with its title in the first row.",
            column=by_title[title].title,
        )
    return None if missing else Columns(known, unknown, frozenset(passed_over))
