"""Headings between the rows of a table: the part of the body that the rows below belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..reading.cells import Cell, Merged

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
    said = [(at, cell) for at, cell in enumerate(cells) if cell is not None and str(cell).strip()]
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
