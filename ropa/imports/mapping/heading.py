"""Which row of a sheet is its header, and what its columns are called."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..reading.cells import Row, SheetOfCells


@dataclass(frozen=True)
class Headed:
    """A sheet below its header.

    `titles` are its columns as people and mappings name them, each once: a column without a title,
    or with that of another, is told by its letter. `row` is the number of the header's row.
    `above` are the rows before it.
    """

    sheet: SheetOfCells
    titles: tuple[str, ...]
    row: int
    above: tuple[Row, ...] = ()


def headed(sheet: SheetOfCells, known: Collection[str] = ()) -> Headed:
    """Return a sheet below its header, which is looked for among its first twenty rows: the one
    that has most of the titles that are `known`, or, without these, most that are proposed.

    Go on with the sheet it returns: the rows of the one given have been begun. Raises `CannotLoad`.
    """
    raise NotImplementedError
