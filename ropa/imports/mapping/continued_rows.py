"""Entries that take several rows: one for each recipient, or for each kind of data."""

from __future__ import annotations

from ropa.names import comparable

from .entry_row import EntryRow
from .targets import BY_NAME

# What says which entry a row is about. A row without them may say more of the one above.
_NAMES_AN_ENTRY = ("title", "reference", "summary", "team", "business-function")


def add_to_entry_above(above: EntryRow, row: EntryRow) -> bool:
    """Add what a row says to the entry in the row above it, if it says more of that one, and say
    whether it does: it has the same title, or none and nothing else that names an entry; what an
    entry says once is the same or left out; and most of the rest is, too."""
    same = [target for target in row.texts if _says_the_same(above, row, target)]
    different = row.texts.keys() - set(same)
    if not all(BY_NAME[target].many for target in different):
        return False
    is_little = len(row.texts) * 2 <= len(above.texts)
    if _is_unnamed(above, row):
        is_more = is_little or len(different) < len(same)
    else:
        is_more = _has_same_title(above, row) and len(different) < len(same)
    if is_more:
        for target, cells in row.texts.items():
            above.texts.setdefault(target, []).extend(cells)
        row.note("These rows say more of the entry above them.")
    return is_more


def _says_the_same(above: EntryRow, row: EntryRow, target: str) -> bool:
    said = {cell.text for cell in above.texts.get(target, ())}
    return said.issuperset(cell.text for cell in row.texts[target])


def _is_unnamed(above: EntryRow, row: EntryRow) -> bool:
    """Whether the row leaves out what names an entry: the title, or else the purpose."""
    name = "title" if above.has("title") else "purposes"
    return bool(above.text(name)) and not any(
        row.text(target) for target in (*_NAMES_AN_ENTRY, name)
    )


def _has_same_title(above: EntryRow, row: EntryRow) -> bool:
    title = comparable(row.text("title"))
    return bool(title) and title == comparable(above.text("title"))
