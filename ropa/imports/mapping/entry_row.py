"""One row of a spreadsheet on its way to become an entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ropa.models import ProcessingActivity, Team

from ..problems import RemarkKind
from ..rows import RowPlace
from .cells.answers import says_nothing
from .mapped_columns import ReadCell
from .messages import Messages
from .targets import BY_NAME


@dataclass
class EntryRow:
    """A row: its cells by target, the entry it is about if there is one, and what it becomes.

    `texts` has for each target what stands in its columns; `titles` the title of the first column
    of each target that is mapped. What is put into `values` is what the entry is to be;
    `note_lines` are texts that have no other place, for its internal note.

    For the ledger it is noted which targets somebody has read, the words of each that were kept,
    and why some are of no use.
    """

    place: RowPlace
    texts: dict[str, list[ReadCell]]
    titles: Mapping[str, str]
    messages: Messages
    team: Team
    existing: ProcessingActivity | None = None
    values: dict[str, Any] = field(default_factory=dict)
    note_lines: list[str] = field(default_factory=list)
    # The targets of which a problem or a gap was told.
    faulty_targets: set[str] = field(default_factory=set)
    # Lawful bases by their codes, once they are read.
    bases: Collection[str] = ()
    read_targets: set[str] = field(default_factory=set)
    kept_words: dict[str, list[str]] = field(default_factory=dict)
    unused: dict[str, str] = field(default_factory=dict)
    # What stands in the columns by which other tables name the entry, by their titles.
    names: Mapping[str, str] = field(default_factory=dict)
    # The titles of columns of those tables.
    titles_elsewhere: Collection[str] = ()

    @property
    def is_processor(self) -> bool:
        """Whether the body works on the data for others, as the row says or else the entry."""
        said = self.values.get("capacity") or (self.existing and self.existing.capacity)
        return said == ProcessingActivity.Capacity.PROCESSOR

    def has(self, *targets: str) -> bool:
        """Whether a column is mapped to one of the targets."""
        return not self.titles.keys().isdisjoint(targets)

    def text(self, target: str) -> str:
        """Return what stands there, of several columns and rows one below the other, each text
        once."""
        self.read_targets.add(target)
        return "\n".join(dict.fromkeys(cell.text for cell in self.texts.get(target, ())))

    def content(self, target: str) -> str:
        """Return what stands there, or an empty text if that says that there is nothing."""
        text = self.text(target).strip()
        return "" if says_nothing(text) else text

    def existing_parts(self, name: str) -> list[Any]:
        """Return the parts of one kind that the entry has already; none of a new entry."""
        return list(getattr(self.existing, name).all()) if self.existing else []

    def add_to_note(self, target: str, text: str) -> None:
        """Keep a text that has no place in the internal note."""
        if text.strip():
            title = self.titles[target]
            self._keep(target, title, text.strip())
            self.messages.note(
                f"“{title}”: what has no place of its own in an entry stands in its internal note.",
                self.place,
            )

    def problem(self, target: str, says: str, value: str | None = None) -> None:
        """Tell what is wrong with a cell and what to do."""
        self.faulty_targets.add(target)
        shown = self.text(target) if value is None else value
        cells = self.texts.get(target)
        place = cells[0].place(self.place) if cells else self.place
        self.messages.problem(place, self.titles.get(target, ""), shown, says)

    def gap(self, target: str, says: str, value: str | None = None) -> None:
        """Tell what a cell lacks or says in no known way, and what to do: a draft may be
        incomplete. What stands there is kept in the words of the file, in the internal note."""
        self.faulty_targets.add(target)
        kept = (self.text(target) if value is None else value).strip()
        title = self.titles.get(target) or BY_NAME[target].title
        if kept:
            self._keep(target, title, kept)
        where = " What stands there is in the internal note." if kept else ""
        self.messages.note(f"“{title}” leaves a gap. {says}{where}", self.place)
        self._remark(RemarkKind.GAP, target, f"{says}{where}", kept)

    def leave_open(self, target: str, says: str, words: str = "") -> None:
        """Tell what is marked as still to be supplied, of the cell that has the words."""
        self.note(says)
        self._remark(RemarkKind.GAP, target, says, words)

    def guess(self, target: str, says: str) -> None:
        """Tell what was guessed from a cell, is marked for confirmation, and how to confirm it."""
        self.note(says)
        self._remark(RemarkKind.GUESS, target, says)

    def note(self, says: str) -> None:
        """Tell what should be known of this row and of others like it."""
        self.messages.note(says, self.place)

    def leave_unused(self, target: str, why: str) -> None:
        """Say of a cell that was read why the entry has nothing of it."""
        self.unused[target] = why

    def _remark(self, kind: RemarkKind, target: str, says: str, words: str = "") -> None:
        """Say it of the cell that has the words, or else of the row in the first column."""
        cells = self.texts.get(target, ())
        said = next((cell for cell in cells if words in cell.text), None)
        if said:
            self.messages.remark(kind, said.sheet, said.row, said.title, says, value=said.text)
            return
        # What another table says nothing of has no cell.
        title = self.titles.get(target, "")
        column = title
        if title in self.titles_elsewhere:
            column, says = "", f"“{title}” has nothing about this entry. {says}"
        self.messages.remark(kind, self.place.sheet, self.place.number, column, says, value="")

    def _keep(self, target: str, title: str, words: str) -> None:
        self.note_lines.append(f"{title}: {words}")
        self.kept_words.setdefault(target, []).append(words)
