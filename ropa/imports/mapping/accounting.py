"""What became of the cells of a row, once it has become an entry."""

from __future__ import annotations

from ..ledger import CellLedger, Fate
from .cells.answers import says_nothing
from .entry_row import EntryRow
from .mapped_columns import ReadCell
from .targets import BY_NAME, INTERNAL_NOTE

_KEPT_IN_PART = " What has no place there stands in its internal note."


def account_for(row: EntryRow, ledger: CellLedger) -> None:
    """Say in the ledger what became of each cell of a row, and pack the rows up to it."""
    entry = f"{row.values['reference']}, “{_title(row)}”"
    for target, cells in row.texts.items():
        for cell in cells:
            fate, how = _fate(row, target, cell, entry)
            ledger.settle(cell.sheet, cell.row, cell.column, fate, how, title=cell.title)
    ledger.write_up_to(row.place.sheet, row.place.number)


def _fate(row: EntryRow, target: str, cell: ReadCell, entry: str) -> tuple[Fate, str]:
    for place in (row.place, cell.place(row.place)):
        if problem := row.messages.problem_of(place, cell.title):
            return Fate.NOT_USED, problem
    if target == INTERNAL_NOTE or _is_kept_whole(row, target, cell):
        return Fate.KEPT, f"It stands in the internal note of {entry}."
    if target in row.unused:
        return Fate.NOT_USED, row.unused[target]
    if target not in row.read_targets:
        return Fate.NOT_USED, "The entry has no place for it."
    if says_nothing(cell.text):
        return Fate.UNDERSTOOD, f"{BY_NAME[target].title} of {entry}: that there is nothing."
    more = _KEPT_IN_PART if row.kept_words.get(target) else ""
    return Fate.UNDERSTOOD, f"{BY_NAME[target].title} of {entry}.{more}"


def _is_kept_whole(row: EntryRow, target: str, cell: ReadCell) -> bool:
    """Whether all that a cell says stands among the words that were kept of its target."""
    said = " ".join(cell.text.split())
    return any(said in " ".join(words.split()) for words in row.kept_words.get(target, ()))


def _title(row: EntryRow) -> str:
    title = row.values.get("title") or (row.existing.title if row.existing else "")
    return str(title)
