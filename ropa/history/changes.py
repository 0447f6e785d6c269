"""Changes of rows in words: each field, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from ropa.documents.comparison import Run, changed_words
from ropa.models.base import Part

from .kinds import history_fields, row_noun
from .links import Links
from .names import RowNames
from .words import field_label, value_in_words


class RowChangeKind(Enum):
    """The values are what people read."""

    ADDED = "Added"
    CHANGED = "Changed"
    REMOVED = "Removed"


_KINDS = {"+": RowChangeKind.ADDED, "~": RowChangeKind.CHANGED, "-": RowChangeKind.REMOVED}


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
    def keeps_text(self) -> bool:
        """Whether a part of the text stayed, so that it is best read in one."""
        return any(not run.is_removed and not run.is_added for run in self.runs)


@dataclass(frozen=True)
class RowChange:
    """What happened to one row, and what each of its fields said before and says after.

    A row that was added or removed tells what it said; `reason` is what was noted with it.
    """

    kind: RowChangeKind
    row_title: str
    fields: tuple[FieldChange, ...]
    reason: str = ""

    @property
    def is_added_or_removed(self) -> bool:
        """Whether a whole row came or went."""
        return self.kind is not RowChangeKind.CHANGED

    def merged_with(self, change: RowChange) -> RowChange | None:
        """Return this change and the next of the same row as one.

        `None` if telling them as one would leave out something that a field said in between.
        """
        twice = {field.name for field in self.fields} & {field.name for field in change.fields}
        if twice or self.kind is RowChangeKind.REMOVED or change.is_added_or_removed:
            return None
        fields = change.fields
        if self.kind is RowChangeKind.ADDED and any(field.before for field in fields):
            return None
        return replace(
            self,
            fields=self.fields + fields,
            reason=self.reason or change.reason,
            row_title=change.row_title,
        )


@dataclass(frozen=True)
class ChangeReader:
    """What it takes to tell changes: the names of rows, and what they were linked to."""

    names: RowNames
    links: Links

    def change(self, model: Any, before: Any, record: Any) -> RowChange | None:
        """Return what `record` of a row says has happened since the record `before`.

        `None` if nothing did: setting links between rows saves a row without changing a field.
        Without the record before it is not known what changed, only that something did.
        """
        kind = _KINDS[record.history_type]
        match kind:
            case RowChangeKind.ADDED:
                fields = tuple(self._differences(model, None, record))
            case RowChangeKind.REMOVED:
                fields = tuple(self._differences(model, before or record, None))
            case RowChangeKind.CHANGED if before is None:
                fields = ()
            case RowChangeKind.CHANGED:
                fields = tuple(self._differences(model, before, record))
                if not fields:
                    return None
        return RowChange(
            kind, self._row_title(model, record), fields, record.history_change_reason or ""
        )

    def _differences(self, model: Any, before: Any, after: Any) -> Iterator[FieldChange]:
        is_whole = before is None or after is None
        for field in history_fields(model):
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
            return "\n".join(sorted(self.names.name(field.related_model, key) for key in keys))
        return value_in_words(field, getattr(record, field.attname), self.names)

    def _row_title(self, model: Any, record: Any) -> str:
        name = self.names.row_text(record.instance)
        return (
            f"{row_noun(model)}: {name}"
            if issubclass(model, Part)
            else f"the {row_noun(model)} itself"
        )
