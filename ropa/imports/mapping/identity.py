"""Which entry each row of a spreadsheet is about: one that is there, or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ropa.models import ProcessingActivity
from ropa.models.activities import REFERENCE_PATTERN
from ropa.names import comparable

from .entry_row import EntryRow
from .lists import lines
from .register import Register

TITLE_LENGTH = 200
_REFERENCE = re.compile(REFERENCE_PATTERN, re.IGNORECASE | re.ASCII)


def identify(rows: Sequence[EntryRow], register: Register) -> None:
    """Give each row its entry, its title, and, if it is new, its reference: the next free one in
    the order of the rows."""
    _Identifying(register).run(rows)


class _Identifying:
    def __init__(self, register: Register) -> None:
        self._register = register
        # The rows that have a title, a reference or an entry already, by their numbers.
        self._titles: dict[str, int] = {}
        self._references: dict[str, int] = {}
        self._entries: dict[str, int] = {}

    def run(self, rows: Sequence[EntryRow]) -> None:
        written = self._written(rows)
        free = ProcessingActivity.objects.free_references({each for each in written if each})
        for row, reference in zip(rows, written, strict=True):
            title = self._title(row, has_reference=bool(reference))
            there = self._register.by_reference.get(reference)
            if there is None and not reference and title:
                there = self._by_title(row, title)
            self._take(row, there)
            if row.there:
                row.values["reference"] = row.there.reference
                if not (reference and title):
                    # It is known by its title, however that is written here.
                    continue
            elif reference:
                row.values["reference"] = reference
            else:
                row.values["reference"] = next(free)
            row.values["title"] = title or f"(row {row.place.number})"

    def _written(self, rows: Sequence[EntryRow]) -> list[str]:
        """The references that the rows have; empty where there is none, or no right one."""
        texts = [row.said("reference") for row in rows]
        found = [_REFERENCE.fullmatch(text) for text in texts]
        if any(texts) and not any(found):
            first = next(row for row, text in zip(rows, texts, strict=True) if text)
            first.problem(
                "reference",
                "No row has a reference of this register, like RPA-0001. Map the column to the "
                "internal note instead.",
            )
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
                f"Row {self._references[reference]} has this reference already. Give each row its "
                "own, or leave it empty for a new entry.",
            )
            return ""
        self._references[reference] = row.place.number
        return reference

    def _title(self, row: EntryRow, *, has_reference: bool) -> str:
        """The title of a row, unlike that of any before; empty if it has none."""
        if not row.has("title"):
            return "" if has_reference else self._made(row)
        title = " ".join(row.said("title").split())
        plain = comparable(title)
        if not title:
            if not has_reference:
                row.problem("title", "Give the entry a title.")
        elif plain in self._titles:
            row.problem(
                "title",
                f"Row {self._titles[plain]} has this title already. Give each entry its own.",
            )
            return ""
        else:
            self._titles[plain] = row.place.number
        return title

    def _made(self, row: EntryRow) -> str:
        """A title made from the function and the first purpose."""
        purpose = next(iter(lines(row.text("purposes"))), "")
        whole = ": ".join(filter(None, (row.said("business-function"), purpose)))
        whole = " ".join(whole.split())
        if not whole:
            if not row.has("purposes"):
                row.problem(
                    "business-function", "The entry has neither title, function nor purpose."
                )
            return ""
        title, number = _shortened(whole, TITLE_LENGTH), 1
        while comparable(title) in self._titles:
            number += 1
            ends = f" ({number})"
            title = _shortened(whole, TITLE_LENGTH - len(ends)) + ends
        self._titles[comparable(title)] = row.place.number
        row.told.note(
            "No column is mapped to the title: the titles of new entries are made from their "
            "function and purpose."
        )
        return title

    def _by_title(self, row: EntryRow, title: str) -> ProcessingActivity | None:
        there = self._register.by_title.get(comparable(title))
        if there is None or there.team_id == row.team.pk or row.said("team"):
            return there
        target = "title" if row.has("title") else "purposes"
        row.problem(
            target,
            f"{there.reference}, which another team keeps, has the title “{title}”. Give this "
            "entry its own title, or add a column with the team.",
        )
        return None

    def _take(self, row: EntryRow, there: ProcessingActivity | None) -> None:
        if there is None:
            return
        if there.reference in self._entries:
            row.problem(
                "title" if row.has("title") else "reference",
                f"Row {self._entries[there.reference]} is about the same entry, {there.reference}. "
                "Take one of them out.",
            )
            return
        self._entries[there.reference] = row.place.number
        row.there = there
        if not row.said("team"):
            row.team = self._register.teams_by_pk[there.team_id]


def _shortened(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    cut = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    return f"{cut.rstrip(' ,;:')}…"
