"""Which row of a sheet is its header, and what its columns are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from ..reading.cells import Cell, Merged, Row, SheetOfCells, column_name
from .heading_words import target_by_words
from .merged_cells import header_rows, joined_titles, run_down, spans_without_merging
from .target_proposals import propose_targets
from .targets import INTERNAL_NOTE
from .turned_sheets import LONGEST_FORM, columns_of, turned

# The header is looked for among so many rows.
ROWS_SEARCHED = 20
# A row with fewer titles that are known is a header by chance.
FEWEST_TITLES = 2
FEWEST_TITLES_DOWN = 3
# Words that tell a target count less than a title that is known: texts below have them too.
WORDS_WEIGH = 0.7


@dataclass(frozen=True)
class SheetBelowHeader:
    """A sheet below its header.

    `titles` are its columns as people and mappings name them, each once: a column without a title,
    or with that of another, is told by its letter, and in a form by its row. `above` are the rows
    before the header, which name the controller or the file, `header` those that it is made of.
    """

    sheet: SheetOfCells
    titles: tuple[str, ...]
    above: tuple[Row, ...] = ()
    header: tuple[Row, ...] = ()


def find_header(sheet: SheetOfCells, known: Collection[str] = ()) -> SheetBelowHeader:
    """Return a sheet below its header, which is looked for among its first rows: the one that has
    most of the titles that are `known`, or, without these, most that can be proposed. If none has
    two, it is the first row of several cells. If a column has more titles than any row, each record
    goes down a column, and columns are taken for rows.

    Go on with the sheet it returns: the rows of the one given have been begun. Raises `CannotLoad`.
    """
    first: list[Row] = [(sheet.header_row, sheet.header), *islice(sheet.rows, ROWS_SEARCHED - 1)]
    scores_down = [_score(texts, known) for texts in columns_of(first)]
    scores_across = [_score(cells, known) for _, cells in first]
    fewest_down = min(FEWEST_TITLES_DOWN, len(known) or FEWEST_TITLES_DOWN)
    if max(scores_down) >= max(fewest_down, max(scores_across) * 2):
        first += islice(sheet.rows, LONGEST_FORM - ROWS_SEARCHED)
        titles_at = scores_down.index(max(scores_down))
        return _below_titles_of_form(turned(sheet, first, titles_at))
    headers = [_header_at(first, place, sheet.merged) for place in range(len(first))]
    scores = [
        max(_score(header.titles, known), _score(cells, known))
        for header, (_, cells) in zip(headers, first, strict=True)
    ]
    if max(scores) >= min(FEWEST_TITLES, len(known) or FEWEST_TITLES):
        # Of several rows of one header, any may be found: the one that joins most to it is.
        place = max(range(len(first)), key=lambda each: (scores[each], len(headers[each].rows)))
    else:
        several = (each for each, (_, cells) in enumerate(first) if len(_texts(cells)) > 1)
        place = next(several, 0)
    header, (row, _) = headers[place], first[place]
    rows = chain(first[header.rows.stop :], sheet.rows)
    below = replace(
        sheet,
        header=header.titles,
        header_row=row,
        rows=run_down(rows, [each for each in sheet.merged if each.first > row]),
    )
    above, made_of = first[: header.rows.start], first[header.rows.start : header.rows.stop]
    return SheetBelowHeader(below, column_titles(header.titles), tuple(above), tuple(made_of))


def _below_titles_of_form(form: SheetOfCells) -> SheetBelowHeader:
    """A turned sheet has its titles in one column: what stands beside them is said of records."""
    titles = column_titles(form.header, [f"row {number}" for number in form.turned_rows])
    return SheetBelowHeader(form, titles, header=((form.header_row, form.header),))


@dataclass(frozen=True)
class _Header:
    """A header: the places of its rows among the first of a sheet, and what its columns are
    called."""

    rows: range
    titles: tuple[str, ...]


def _header_at(first: Sequence[Row], place: int, merged: Sequence[Merged]) -> _Header:
    wide = [*merged, *spans_without_merging(first, place)]
    rows = header_rows(first, place, wide)
    return _Header(rows, joined_titles(first[rows.start : rows.stop], wide))


def column_titles(header: Iterable[str], places: Sequence[str] = ()) -> tuple[str, ...]:
    """Return what columns are called, each once, without spaces around and lines within. `places`
    name where each stands, if they are not to be told by their letters."""
    titles: list[str] = []
    for index, written in enumerate(header):
        title = " ".join(written.split())
        place = places[index] if places else f"column {column_name(index)}"
        if not title:
            title = place
        elif title in titles:
            title = f"{title} ({place})"
        titles.append(title)
    return tuple(titles)


def _score(cells: Sequence[Cell], known: Collection[str]) -> float:
    if known:
        return len(set(known) & set(column_titles(str(cell or "") for cell in cells)))
    titles = column_titles(_texts(cells))
    proposed = propose_targets(titles)
    by_words = {
        target_by_words(title.rpartition(": ")[2]) for title in titles if title not in proposed
    }
    told = by_words - {None, INTERNAL_NOTE, *proposed.values()}
    return len(set(proposed.values())) + len(told) * WORDS_WEIGH


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell for cell in cells if isinstance(cell, str) and cell.strip()]
