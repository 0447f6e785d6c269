"""Cells that were made one: in a header they name the columns below, in a table they run down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..reading.cells import Cell, Merged, Row

# Of fewer, nobody can tell that they name columns.
FEWEST_GROUPS = 2
LONGEST_TITLE = 60
# The part of the columns that a title may be over without being that of the sheet.
WIDEST_GROUP = 0.75


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


def spans_without_merging(rows: Sequence[Row], place: int) -> list[Merged]:
    """Return what names several columns of a header although its cells are not merged: texts with
    empty cells after them, above the row at a place, or in it above a row of more titles."""
    groups = _groups_above(rows, place) if place else []
    if place + 1 < len(rows):
        groups += _groups_over_titles_below(rows[place], rows[place + 1])
    return groups


def _groups_above(rows: Sequence[Row], place: int) -> list[Merged]:
    (number, above), (below, titles) = rows[place - 1], rows[place]
    starts = _filled(above)
    filled = _filled(titles)
    if number + 1 != below or not starts or not filled or not _are_titles(above):
        return []
    ends = [*(start - 1 for start in starts[1:]), filled[-1]]
    groups = [
        Merged(number, number, "", start, end) for start, end in zip(starts, ends, strict=True)
    ]
    wide = [each for each in groups if each.right > each.left]
    # “Controller: Council” above a table names no columns: it has one text and another beside it.
    return groups if len(wide) >= FEWEST_GROUPS and set(starts) <= set(filled) else []


def _groups_over_titles_below(row: Row, below: Row) -> list[Merged]:
    (number, titles), (next_number, cells) = row, below
    starts = _filled(titles)
    under = set(_filled(cells))
    is_below_a_gap = any(at not in starts for at in under)
    if next_number != number + 1 or not starts or starts[0] in under or not is_below_a_gap:
        return []
    if not _are_titles(cells):
        return []
    ends = [*(start - 1 for start in starts[1:]), max(under)]
    return [
        Merged(number, number, "", start, end)
        for start, end in zip(starts, ends, strict=True)
        if end > start and any(start <= at <= end for at in under)
    ]


def _filled(cells: Sequence[Cell]) -> list[int]:
    """The places of the cells that say something."""
    return [at for at, cell in enumerate(cells) if str(cell or "").strip()]


def _are_titles(cells: Sequence[Cell]) -> bool:
    """Whether all that stands in some cells is short enough for a title, and there are several."""
    said = [cells[at] for at in _filled(cells)]
    return len(said) >= FEWEST_GROUPS and all(
        isinstance(cell, str) and len(cell) <= LONGEST_TITLE for cell in said
    )


def _names_several(each: Merged, cells: Sequence[Cell]) -> bool:
    """Whether it is over several columns and not the title of the whole sheet, which has nothing
    beside it, or is over nearly all of the columns."""
    others = [at for at in _filled(cells) if at != each.left]
    width = each.right - each.left + 1
    return width > 1 and bool(others) and width <= max(*others, each.right) * WIDEST_GROUP
