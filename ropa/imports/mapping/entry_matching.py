"""Which entry each row of a spreadsheet is about: one that is there, or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ropa.models import ProcessingActivity
from ropa.models.references import REFERENCE_PATTERN
from ropa.names import comparable

from ..rows import RowPlace
from .cells.lists import split_lines
from .entry_row import EntryRow
from .normalising import cut_to
from .register import RegisterIndex

TITLE_LENGTH = 200
_REFERENCE = re.compile(REFERENCE_PATTERN, re.IGNORECASE | re.ASCII)


def match_entries(rows: Sequence[EntryRow], register: RegisterIndex) -> None:
    """Give each row its entry, its title, and, if it is new, its reference: the next free one in
    the order of the rows."""
    _EntryMatching(register).run(rows)


class _EntryMatching:
    def __init__(self, register: RegisterIndex) -> None:
        self._register = register
        # The rows that have a title, a reference or an entry already.
        self._titles: dict[str, RowPlace] = {}
        self._references: dict[str, RowPlace] = {}
        self._entries: dict[str, RowPlace] = {}

    def run(self, rows: Sequence[EntryRow]) -> None:
        written = self._written_references(rows)
        free = ProcessingActivity.objects.free_references({each for each in written if each})
        for row, reference in zip(rows, written, strict=True):
            title = self._title(row, has_reference=bool(reference))
            existing = self._register.by_reference.get(reference)
            if existing is None and not reference and title:
                existing = self._entry_by_title(row, title)
            self._assign(row, existing)
            if row.existing:
                row.values["reference"] = row.existing.reference
                if not (reference and title):
                    # It is known by its title, however that is written here.
                    continue
            elif reference:
                row.values["reference"] = reference
            else:
                row.values["reference"] = next(free)
            row.values["title"] = title or f"({row.messages.row_in_words(row.place)})"

    def _written_references(self, rows: Sequence[EntryRow]) -> list[str]:
        """The references that the rows have; empty where there is none, or no right one."""
        texts = [row.content("reference") for row in rows]
        found = [_REFERENCE.fullmatch(text) for text in texts]
        if any(texts) and not any(found):
            # The body's own numbers, or another product's, are no references of this register.
            for row, text in zip(rows, texts, strict=True):
                row.add_to_note("reference", text)
            return [""] * len(rows)
        return [self._reference(*each) for each in zip(rows, texts, strict=True)]

    def _reference(self, row: EntryRow, text: str) -> str:
        reference = text.upper()
        if text and not _REFERENCE.fullmatch(text):
            row.problem("reference", "Write it like RPA-0001, or leave it empty for a new entry.")
            return ""
        if text and reference in self._references:
            row.problem(
                "reference",
                f"{_row_seen_from(row, self._references[reference])} has this reference already. "
                "Give each row its own, or leave it empty for a new entry.",
            )
            return ""
        self._references[reference] = row.place
        return reference

    def _title(self, row: EntryRow, *, has_reference: bool) -> str:
        """The title of a row, unlike that of any before; empty if it has none."""
        if not row.has("title"):
            return "" if has_reference else self._made_title(row)
        whole = " ".join(row.content("title").split())
        if not whole and not has_reference:
            row.gap("title", "Give the entry a title.")
            return self._made_title(row)
        title = cut_to(whole, TITLE_LENGTH)
        if title != whole:
            row.add_to_note("title", whole)
        plain = comparable(title)
        if not title:
            return ""
        if plain in self._titles and not has_reference:
            title = self._numbered(row, title)
            row.note(
                "Another row has the same title: each is an entry of its own, and this one’s title "
                "has a number. Give it a better one."
            )
            return title
        if plain in self._titles:
            row.problem(
                "title",
                f"{_row_seen_from(row, self._titles[plain])} has this title already. Give each "
                "entry its own.",
            )
            return ""
        self._titles[plain] = row.place
        return title

    def _numbered(self, row: EntryRow, whole: str) -> str:
        """A title that no row before has: the same with a number after it, if need be."""
        title, number = cut_to(whole, TITLE_LENGTH), 1
        while comparable(title) in self._titles:
            number += 1
            ends = f" ({number})"
            title = cut_to(whole, TITLE_LENGTH - len(ends)) + ends
        self._titles[comparable(title)] = row.place
        return title

    def _made_title(self, row: EntryRow) -> str:
        """A title made from the function and the first purpose."""
        purpose = next(iter(split_lines(row.text("purposes"))), "")
        whole = ": ".join(filter(None, (row.content("business-function"), purpose)))
        whole = " ".join(whole.split())
        if not whole:
            if not row.has("title", "purposes"):
                row.note(
                    "An entry has neither title, function nor purpose: it is called by its row."
                )
            return ""
        title = self._numbered(row, whole)
        if row.has("title"):
            return title
        row.messages.note(
            "No column is mapped to the title: the titles of new entries are made from their "
            "function and purpose."
        )
        return title

    def _entry_by_title(self, row: EntryRow, title: str) -> ProcessingActivity | None:
        existing = self._register.by_title.get(comparable(title))
        if existing is None or existing.team_id == row.team.pk or row.content("team"):
            return existing
        target = "title" if row.has("title") else "purposes"
        row.problem(
            target,
            f"{existing.reference}, which another team keeps, has the title “{title}”. Give this "
            "entry its own title, or add a column with the team.",
        )
        return None

    def _assign(self, row: EntryRow, existing: ProcessingActivity | None) -> None:
        if existing is None:
            return
        if existing.reference in self._entries:
            row.problem(
                "title" if row.has("title") else "reference",
                f"{_row_seen_from(row, self._entries[existing.reference])} is about the same "
                f"entry, {existing.reference}. Take one of them out.",
            )
            return
        self._entries[existing.reference] = row.place
        row.existing = existing
        if not row.content("team"):
            row.team = self._register.teams_by_pk[existing.team_id]


def _row_seen_from(row: EntryRow, other: RowPlace) -> str:
    """What another row is called beside this one: “Row 4”, on another sheet with that."""
    elsewhere = "" if other.sheet == row.place.sheet else f" of the sheet “{other.sheet}”"
    return f"Row {other.number}{elsewhere}"
