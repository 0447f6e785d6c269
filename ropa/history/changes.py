"""What a change of a row was, in words: each field, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from ropa.documents.comparison import Run, changed_words
from ropa.models.base import Part

from .kinds import fields_of, noun
from .links import Links
from .names import Names
from .words import field_label, in_words


class Happened(Enum):
    """The values are what people read."""

    ADDED = "Added"
    CHANGED = "Changed"
    REMOVED = "Removed"


_HAPPENED = {"+": Happened.ADDED, "~": Happened.CHANGED, "-": Happened.REMOVED}


@dataclass(frozen=True)
class FieldChange:
    """One field: what it said before and says after."""

    name: str
    before: str
    after: str

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Both in one, as runs of words kept, removed and added."""
        return changed_words(self.before, self.after)

    @property
    def has_kept(self) -> bool:
        """Whether a part of the text stayed, so that it is best read in one."""
        return any(not run.is_removed and not run.is_added for run in self.runs)


@dataclass(frozen=True)
class Change:
    """What happened to one row, and what each of its fields said before and says after.

    A row that was added or removed tells what it said; `reason` is what was noted with it.
    """

    happened: Happened
    what: str
    fields: tuple[FieldChange, ...]
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether a whole row came or went."""
        return self.happened is not Happened.CHANGED

    def with_next(self, change: Change) -> Change | None:
        """Return this change and the next of the same row as one.

        `None` if telling them as one would leave out something that a field said in between.
        """
        twice = {field.name for field in self.fields} & {field.name for field in change.fields}
        if twice or self.happened is Happened.REMOVED or change.is_whole:
            return None
        fields = change.fields
        if self.happened is Happened.ADDED and any(field.before for field in fields):
            return None
        return replace(
            self, fields=self.fields + fields, reason=self.reason or change.reason, what=change.what
        )


@dataclass(frozen=True)
class Reading:
    """What it takes to tell changes: the names of rows, and what they were linked to."""

    names: Names
    links: Links

    def change(self, model: Any, before: Any, record: Any) -> Change | None:
        """Return what `record` of a row says has happened since the record `before`.

        `None` if nothing did: setting links between rows saves a row without changing a field.
        Without the record before it is not known what changed, only that something did.
        """
        happened = _HAPPENED[record.history_type]
        match happened:
            case Happened.ADDED:
                fields = tuple(self._differences(model, None, record))
            case Happened.REMOVED:
                fields = tuple(self._differences(model, before or record, None))
            case Happened.CHANGED if before is None:
                fields = ()
            case Happened.CHANGED:
                fields = tuple(self._differences(model, before, record))
                if not fields:
                    return None
        return Change(
            happened, self._row_title(model, record), fields, record.history_change_reason or ""
        )

    def _differences(self, model: Any, before: Any, after: Any) -> Iterator[FieldChange]:
        is_whole = before is None or after is None
        for field in fields_of(model):
            if is_whole and field.name == "position":
                continue
            before_text, after_text = self._value(field, before), self._value(field, after)
            # Of a row that came or went, what it did not say is not worth telling.
            if before_text != after_text and not (
                is_whole and {before_text, after_text} == {"", "No"}
            ):
                yield FieldChange(field_label(field), before_text, after_text)

    def _value(self, field: Any, record: Any) -> str:
        if record is None:
            return ""
        if field.many_to_many:
            keys = self.links.get((field.model, record.history_id), {}).get(field.name, ())
            return "\n".join(sorted(self.names.of(field.related_model, key) for key in keys))
        return in_words(field, getattr(record, field.attname), self.names)

    def _row_title(self, model: Any, record: Any) -> str:
        name = self.names.text_of(record.instance)
        return f"{noun(model)}: {name}" if issubclass(model, Part) else f"the {noun(model)} itself"
