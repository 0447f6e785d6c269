"""The outcome of loading files: what changed in the register, or would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .items import PreparedRow
from .rows import RowPlace


class ChangeKind(StrEnum):
    """What happens to a row."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """What happens to one row of a file, its parts included.

    `key` is its natural key and `name` what people call it. `differs` are the fields, lists and
    parts of a changed row that differ, as people call them.
    """

    table: str
    key: str
    name: str
    kind: ChangeKind
    place: RowPlace
    differs: tuple[str, ...] = ()


@dataclass
class Outcome:
    """How many rows are created, changed, removed and left as they were, parts included, and what
    happens to each row of the files, in the order in which they were loaded."""

    created: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    changes: list[Change] = field(default_factory=list)
    # The places among the changes of rows that were themselves left as they were.
    _left: set[int] = field(default_factory=set, repr=False, compare=False)

    def add(self, table: str, item: PreparedRow) -> int:
        """Count a row with its parts; return its place among the changes."""
        differs = tuple(dict.fromkeys(_differing(item)))
        kind = (
            ChangeKind.CREATED
            if item.is_new
            else ChangeKind.CHANGED
            if differs
            else ChangeKind.SAME
        )
        key = item.instance.natural_key_text()
        self.changes.append(
            Change(
                table=table,
                key=key,
                name=str(item.instance),
                kind=kind,
                place=item.place,
                differs=differs if kind is ChangeKind.CHANGED else (),
            )
        )
        for each in item.with_parts():
            self.created += each.is_new
            self.changed += not each.is_new and each.is_changed
            self.same += not each.is_new and not each.is_changed
            self.removed += sum(map(len, each.surplus.values()))
        number = len(self.changes) - 1
        if not item.is_new and not item.is_changed:
            self._left.add(number)
        return number

    def add_links(self, number: int, item: PreparedRow) -> None:
        """Count what the row at that place among the changes names of its own table, which was
        stored after it."""
        before = self.changes[number]
        differing = tuple(_differing(item))
        if before.kind is ChangeKind.CREATED or not differing:
            return
        if number in self._left:
            self.same -= 1
            self.changed += 1
        self.changes[number] = replace(
            before, kind=ChangeKind.CHANGED, differs=(*before.differs, *differing)
        )


def _differing(item: PreparedRow) -> Iterator[str]:
    """What of an existing row differs, as people call it."""
    meta = item.instance._meta
    for name in (*item.differs, *item.lists):
        yield str(meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    for name, parts in item.parts.items():
        if item.surplus[name] or any(part.is_new or part.is_changed for part in parts):
            yield str(item.shape.parts[name].model._meta.verbose_name_plural)
