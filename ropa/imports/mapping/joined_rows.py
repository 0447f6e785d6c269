"""What rows of another table say of an entry that they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .entry_row import EntryRow
from .mapped_columns import ReadCell
from .targets import BY_NAME, INTERNAL_NOTE


def join_columns(entry: EntryRow, titles: Mapping[str, str]) -> None:
    """Let an entry have the columns of another table, by target, beside its own."""
    own = entry.titles
    entry.titles = {**titles, **own}
    more = {title for target, title in titles.items() if target not in own}
    entry.titles_elsewhere = {*entry.titles_elsewhere, *more}


def add_joined_row(entry: EntryRow, texts: Mapping[str, Sequence[ReadCell]]) -> None:
    """Add what a row of another table says to the entry that it names. Of what an entry says once,
    what says otherwise becomes an internal note."""
    for target, cells in texts.items():
        before = {cell.text for cell in entry.texts.get(target, ())}
        agrees = not before or before.issuperset(cell.text for cell in cells)
        place = target if BY_NAME[target].many or agrees else INTERNAL_NOTE
        entry.texts.setdefault(place, []).extend(cells)
