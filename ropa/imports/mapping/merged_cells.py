"""Cells that were made one: in a header they name the columns below, in a table they run down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..reading.cells import Cell, Merged, Row


def run_down(rows: Iterable[Row], merged: Sequence[Merged]) -> Iterator[Row]:
    """Yield the rows, each with what stands in the merged cells that it is a part of."""
    down = sorted(each for each in merged if each.last > each.first)
    begun: list[tuple[Merged, Cell]] = []
    place = 0
    for number, cells in rows:
        begun = [each for each in begun if each[0].last >= number]
        filled = list(cells)
        for each, cell in begun:
            filled += [None] * (each.left + 1 - len(filled))
            if filled[each.left] is None:
                filled[each.left] = cell
        while place < len(down) and down[place].first <= number:
            each = down[place]
            place += 1
            if each.first == number and each.left < len(cells):
                begun.append((each, cells[each.left]))
        yield number, tuple(filled)


def header_rows(rows: Sequence[Row], place: int, merged: Sequence[Merged]) -> range:
    """Return which of some rows make one header with the one at a place.

    Those are, that a merged cell joins to it from above or below, and the one below or above it,
    where a cell over several columns names what stands there.
    """
    number = rows[place][0]
    joined = [each for each in merged if each.first <= number <= each.last]
    first = min([number, *(each.first for each in joined)])
    last = max([number, *(each.last for each in joined)])
    if any(_names_several(each, rows[place][1]) for each in joined):
        last = max(last, number + 1)
    above = [each for each in merged if each.first == each.last == number - 1]
    if place and any(_names_several(each, rows[place - 1][1]) for each in above):
        first = min(first, number - 1)
    inside = [at for at, (each, _) in enumerate(rows) if first <= each <= last]
    return range(inside[0], inside[-1] + 1)


def joined_titles(rows: Sequence[Row], merged: Sequence[Merged]) -> tuple[str, ...]:
    """Return the titles of the columns under a header of several rows: what stands above a column,
    one below the other, with a colon between."""
    width = max(len(cells) for _, cells in rows)
    titles: list[list[str]] = [[] for _ in range(width)]
    for number, cells in rows:
        across = [each for each in merged if each.first <= number <= each.last]
        for column in range(width):
            over = next((each for each in across if each.left <= column <= each.right), None)
            if over and over.first < number:
                continue
            at = over.left if over else column
            text = " ".join(str(cells[at] or "").split()) if at < len(cells) else ""
            if text and text not in titles[column]:
                titles[column].append(text)
    return tuple(": ".join(each) for each in titles)


def _names_several(each: Merged, cells: Sequence[Cell]) -> bool:
    """Whether it is over several columns and not the title of the whole sheet, which stands
    alone."""
    others = [cell for at, cell in enumerate(cells) if cell is not None and at != each.left]
    return each.right > each.left and bool(others)
