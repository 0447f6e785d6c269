"""Read a spreadsheet whose columns somebody has mapped to what an entry holds."""

from __future__ import annotations

from collections.abc import Mapping

from ..reading.cells import SheetOfCells
from .results import DATA, NEW, NEW_BODY, ORGANISATIONS, PEOPLE, Mapped, Suggestion, Unknown

__all__ = [
    "DATA",
    "NEW",
    "NEW_BODY",
    "ORGANISATIONS",
    "PEOPLE",
    "Mapped",
    "Suggestion",
    "Unknown",
    "read_mapped",
]


def read_mapped(
    sheet: SheetOfCells,
    mapping: Mapping[str, str],
    *,
    team: str,
    names: Mapping[tuple[str, str], str],
    file: str = "",
) -> Mapped:
    """Return what a sheet says, as rows for `load`: draft entries with their parts, and new
    reference rows.

    `mapping` has a target by the title of each column, as `headed(sheet).titles` has them. `team`
    is the code of the team that keeps what names no team. `names` are a person's decisions on
    unknown names, by kind and name: the code of a row, `NEW` or `NEW_BODY`. `file` is the name of
    the file as people know it.

    Nothing is written. Raises `CannotLoad` if the file turns out to be damaged or beyond a limit.
    """
    raise NotImplementedError
