"""Sheets for tests, and what reading them gives."""

from __future__ import annotations

from collections.abc import Mapping

from ropa.imports.mapping.results import MappedRows
from ropa.imports.mapping.sheet_reader import read_mapped_sheets
from ropa.imports.reading.cells import Cell, Merged, SheetOfCells
from tests.factories import make_organisation, make_team

# What every new entry needs, by the targets of its columns.
ENTRY = {
    "title": "Parking permits",
    "purposes": "Decide on permits",
    "lawful-basis": "Public task",
}


def sheet(*rows: Mapping[str, Cell], merged: tuple[Merged, ...] = ()) -> SheetOfCells:
    """A sheet whose columns are the keys of the rows, in the order in which they come."""
    titles = tuple(dict.fromkeys(title for row in rows for title in row))
    cells = [
        (number, tuple(row.get(title) or None for title in titles))
        for number, row in enumerate(rows, start=2)
    ]
    return SheetOfCells("ROPA", titles, 1, iter(cells), list(merged))


def read_mapped_sheet(cells: SheetOfCells, mapping: Mapping[str, str], **options) -> MappedRows:
    """Read one sheet."""
    return read_mapped_sheets([cells], mapping, **options)


def read(*rows: Mapping[str, Cell], team: str = "office", names=None, **mapping: str) -> MappedRows:
    """Read entries whose columns are called as their targets, unless mapped otherwise."""
    titles = dict.fromkeys(title for row in rows for title in row)
    mapped = {title: mapping.get(title.replace("-", "_"), title) for title in titles}
    return read_mapped_sheet(sheet(*rows), mapped, team=team, names=names or {}, file="a.csv")


def make_office():
    return make_team(code="office", organisation=make_organisation(code="council", name="Council"))


def gaps_of(mapped: MappedRows) -> list[str]:
    """What is told of gaps, beginning with the title of the column."""
    return [note for note in mapped.notes if " leaves a gap. " in note]


def messages_of(mapped: MappedRows) -> list[tuple[int, str, str]]:
    return [(each.place.number, each.title, each.says) for each in mapped.problems]
