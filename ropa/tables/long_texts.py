"""Text too long for one cell of a spreadsheet: split into pieces on a sheet of its own.

That is text that is too long, and text that looks like the way in which such files write characters
that they cannot hold (`_x000D_` for a carriage return): not every program tells the two apart. Each
piece ends within what looks so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SHEET = "Long texts"
COLUMNS = ("Text", "Piece", "Content")
# The most characters that a cell of a spreadsheet takes is 32,767, counted as UTF-16 does, where
# some characters count twice.
LONGEST = 16_000
_ESCAPED = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_REFERENCE = re.compile(r"\(Long text ([1-9][0-9]*): see the sheet “Long texts”\)")


class LongTexts:
    """The long texts of a workbook that is being written."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, str]] = []
        self._count = 0

    def cell(self, text: str) -> str:
        """Return what stands in the cell: the text, or where to find it. What says so itself is
        kept there as well, so that it is not taken for it."""
        if len(text) <= LONGEST and not _REFERENCE.fullmatch(text) and not _ESCAPED.search(text):
            return text
        self._count += 1
        self.rows.extend(
            (self._count, number, piece) for number, piece in enumerate(_pieces(text), start=1)
        )
        return f"(Long text {self._count}: see the sheet “{SHEET}”)"


def _pieces(text: str) -> Iterator[str]:
    for part in _ESCAPED.sub("_x\0", text).split("\0"):
        yield from (part[start : start + LONGEST] for start in range(0, len(part), LONGEST))


def with_long_texts(cell: str, texts: Mapping[int, str]) -> str:
    """Return the text of a cell: what is said there, or the long text it names.

    Raises `LookupError` if the sheet has no such text.
    """
    match = _REFERENCE.fullmatch(cell)
    return texts[int(match[1])] if match else cell
