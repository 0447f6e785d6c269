"""What stands in a table and is no entry: headings between its rows, which name the part of the
body that the rows below belong to, and lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..reading.cells import Cell, Merged, Row

LONGEST = 120
_SAYS_SO = re.compile(
    r"^(?:part|section|department|directorate|division|service|team|unit|office)\b.{0,100}$"
    r"|^.{1,118}\b(?:department|directorate|division|services?|team|unit)$|^.{1,119}:$",
    re.IGNORECASE,
)


def heading_in(number: int, cells: Sequence[Cell], merged: Sequence[Merged]) -> str:
    """Return the heading that a row is; an empty text if it is a row of the table.

    A heading stands alone in its row, and shows that it is one: it is written over several columns
    or in capitals, ends with a colon, or is called a part, department, team or the like. A title
    alone is an entry that lacks everything else.
    """
    said = _filled_cells(cells)
    if len(said) != 1 or not isinstance(said[0][1], str):
        return ""
    at, text = said[0][0], " ".join(said[0][1].split())
    is_wide = any(
        each.first <= number <= each.last
        and each.left <= at <= each.right
        and each.right > each.left
        for each in merged
    )
    is_loud = text.isupper() and any(map(str.isalpha, text))
    if len(text) > LONGEST or not (is_wide or is_loud or _SAYS_SO.match(text)):
        return ""
    return text.rstrip(":").strip()


def without_lines_below(rows: Iterable[Row], below: list[Row]) -> Iterator[Row]:
    """Yield the rows of a table. Lines that end it go to `below`: each has one cell alone, and an
    empty row is before the first of them."""
    held: list[Row] = []
    last = 0
    for row in rows:
        number, cells = row
        if len(_filled_cells(cells)) == 1 and (held or (last and number > last + 1)):
            held.append(row)
        else:
            yield from held
            held = []
            yield row
        last = number
    below += held


def _filled_cells(cells: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """The places and the cells that say something."""
    return [(at, cell) for at, cell in enumerate(cells) if cell is not None and str(cell).strip()]
