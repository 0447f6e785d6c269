"""Several tables on one sheet, each below its own titles, and titles that come again in one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from ..reading.cells import Layout, Row, Source, says_something
from .header import find_header
from .target_proposals import known_target
from .targets import INTERNAL_NOTE

AGAIN = "The titles of the columns, once more."
# Fewer known titles in one row are there by chance, and so are those among other texts.
FEWEST_TITLES, LEAST_PART = 3, 0.6


def without_titles_again(
    rows: Iterable[Row], titles: Sequence[str], settle: Callable[[Row, str], None]
) -> Iterator[Row]:
    """Yield the rows of a table. Its titles, where they come again, as on each page of a print, are
    settled, with the reason."""
    for row in rows:
        if _are_again(titles, row):
            settle(row, AGAIN)
        else:
            yield row


def tables_of_sheet(source: Source) -> list[Source]:
    """Return the tables on a sheet: the sheet as it is, if it has one. Another begins with titles
    of its own after an empty row. Raises `CannotLoad`."""
    begins = _further_tables(source)
    if not begins:
        return [source]
    ends = [*begins, 0]
    first = _part(source, source.title, 0, ends[0])
    return [
        first,
        *(
            _part(source, f"{source.title}, from row {begin}".lstrip(", "), begin, end)
            for begin, end in zip(begins, ends[1:], strict=True)
        ),
    ]


def _further_tables(source: Source) -> list[int]:
    """The rows with the titles of each table but the first."""
    found = find_header(source.open())
    if found.sheet.turned_rows:
        return []
    sheet = source.open()
    titles: Sequence[str] = ()
    begins: list[int] = []
    last = 0
    for row in chain([(sheet.header_row, sheet.header)], sheet.rows):
        number, cells = row
        if not titles and number == found.sheet.header_row:
            titles = found.titles
        elif not titles or (number > last + 1 and not _are_again(titles, row)):
            texts = ["" if cell is None else str(cell).strip() for cell in cells]
            if _are_titles([text for text in texts if text]):
                begins += [number] if titles else []
                titles = texts
        last = number
    return begins


def _part(source: Source, title: str, begin: int, end: int) -> Source:
    def rows(layout: Layout) -> Iterator[Row]:
        for row in source.rows(layout):
            if end and row[0] >= end:
                return
            if row[0] >= begin:
                yield row

    return replace(source, title=title, rows=rows, on_sheet=source.title)


def _are_again(titles: Sequence[str], row: Row) -> bool:
    said = {at: str(cell).strip() for at, cell in enumerate(row[1]) if says_something(cell)}
    return len(said) > 1 and all(_is_title(titles, at, text) for at, text in said.items())


def _is_title(titles: Sequence[str], at: int, text: str) -> bool:
    return at < len(titles) and titles[at].rpartition(": ")[2] == " ".join(text.split())


def _are_titles(said: Sequence[str]) -> bool:
    known = [target for text in said if (target := known_target(text)) not in {None, INTERNAL_NOTE}]
    return len(set(known)) >= FEWEST_TITLES and len(known) >= len(said) * LEAST_PART
