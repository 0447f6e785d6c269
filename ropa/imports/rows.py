"""Rows read from files, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RowPlace:
    """Where a row stands, as people are told it.

    `row` names the row in words (“row 12”) and is empty for a file as a whole. `sheet` and
    `number` (as people see it in the sheet, from 1) say the same as data: empty and 0 where there
    are none. `titles` is what the file calls a field, by the field's name; the fields of a part
    that stands in the same row are named as in `purposes.statement`.
    """

    file: str
    row: str
    sheet: str = ""
    number: int = 0
    titles: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def nested(self, name: str, number: int) -> RowPlace:
        """Return the place of the part with that number (from 1) among those called `name`."""
        own = f"{name}."
        titles = {
            each.removeprefix(own): title
            for each, title in self.titles.items()
            if each.startswith(own)
        }
        row = f"{self.row}, {self.title(name)} {number}"
        return RowPlace(self.file, row, self.sheet, self.number, titles)

    def title(self, name: str) -> str:
        """Return what the file calls a field: its own name, unless `titles` has another."""
        return self.titles.get(name, name)

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.file, self.sheet, self.row)))


@dataclass(frozen=True)
class FileRow:
    """One row of a table, and where it stands.

    `values` has by field: text exactly as it is to be stored, or what is not text as text too
    (“2026-03-31”, “true”, “3”) or of its own type; nothing or an empty text for what is empty; a
    natural key for a related row; a list of keys for a list; and for parts a list of dictionaries
    like `values`, which stand in the same row, or of `FileRow` with places of their own (their
    `table` is the name of the parts). What is left out keeps the value it has.
    """

    table: str
    values: dict[str, Any]
    place: RowPlace
