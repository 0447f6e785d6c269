"""The texts of a workbook that were too long for one cell, put together again."""

from __future__ import annotations

from collections import Counter

from ropa.digits import whole_number
from ropa.tables.long_texts import COLUMNS

from . import limits
from .cells import Cell, Source, Unusable
from .findings import Findings


def read_long_texts(source: Source | None, findings: Findings) -> dict[int, str]:
    """Return the texts by their number. A sheet that has been changed is told as a problem.

    Raises `CannotLoad` if it cannot be read.
    """
    texts: dict[int, list[str]] = {}
    lengths: Counter[int] = Counter()
    if source is None:
        return {}
    sheet = source.open()
    if tuple(title.strip() for title in sheet.header) != COLUMNS:
        findings.problem(
            findings.place(sheet.title, sheet.header_row),
            f"The columns of this sheet must be {', '.join(COLUMNS)}. Export the file again.",
        )
        return {}
    for number, cells in sheet.rows:
        place = findings.place(sheet.title, number)
        text, piece = (_whole(cells[index]) if index < len(cells) else 0 for index in (0, 1))
        content = cells[2] if len(cells) > 2 else None
        if isinstance(content, Unusable):
            findings.problem(place, f"The cell {content.says}", column=COLUMNS[2], value=content)
            continue
        pieces = texts.setdefault(text, [])
        if not text or piece != len(pieces) + 1 or len(cells) > len(COLUMNS):
            says = "The pieces of long texts must stay in their order. Export the file again."
            findings.problem(place, says, column=COLUMNS[1], value=f"{text}, {piece}")
            continue
        pieces.append("" if content is None else str(content))
        lengths[text] += len(pieces[-1])
        if lengths[text] > limits.TEXT:
            says = f"The text has more than {limits.TEXT:,} characters. Shorten it."
            findings.problem(place, says, column=COLUMNS[2], value=content)
    return {number: "".join(pieces) for number, pieces in texts.items()}


def _whole(cell: Cell) -> int:
    return (whole_number(cell) or 0) if isinstance(cell, str) else 0
