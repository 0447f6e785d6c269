"""Titles that come again within a table, and another table below the one that is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..reading.cells import Cell, Row
from .target_proposals import known_target
from .targets import INTERNAL_NOTE

AGAIN = "The titles of the columns, once more."
BELOW = (
    "Another table begins above, with columns of its own. Bring it as a sheet or file of its own."
)
# Fewer known titles in one row are there by chance, and so are those among other texts.
FEWEST_TITLES, LEAST_PART = 3, 0.6


def first_table(
    rows: Iterable[Row], titles: Sequence[str], settle: Callable[[Row, str], None]
) -> Iterator[Row]:
    """Yield the rows of a table. What is none of it is settled, with the reason: its titles where
    they come again, as on each page of a print, and another table after an empty row, from its
    own titles on."""
    last, is_below = 0, False
    for row in rows:
        number, cells = row
        said = {at: str(cell).strip() for at, cell in enumerate(cells) if _says_something(cell)}
        if len(said) > 1 and all(_is_title(titles, at, text) for at, text in said.items()):
            is_below = False
            settle(row, AGAIN)
        elif is_below or (last and number > last + 1 and _are_titles(said.values())):
            is_below = True
            settle(row, BELOW)
        else:
            yield row
        last = number if said else last


def _says_something(cell: Cell) -> bool:
    return cell is not None and bool(str(cell).strip())


def _is_title(titles: Sequence[str], at: int, text: str) -> bool:
    return at < len(titles) and titles[at].rpartition(": ")[2] == " ".join(text.split())


def _are_titles(texts: Iterable[str]) -> bool:
    said = list(texts)
    known = [target for text in said if (target := known_target(text)) not in {None, INTERNAL_NOTE}]
    return len(set(known)) >= FEWEST_TITLES and len(known) >= len(said) * LEAST_PART
