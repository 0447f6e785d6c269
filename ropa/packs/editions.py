"""What the register has of a pack already, and what a later edition of the pack says otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ropa.imports.undoing import changed_since
from ropa.models import Organisation, ProcessingActivity, RegisterImport, TakenEntry
from ropa.tables.shapes import Shape, tables

from .reading import ENTRIES, Pack


@dataclass(frozen=True)
class EditionDifference:
    """What of an entry a later edition says otherwise: its label, and the lines that went and
    came."""

    label: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True)
class MatchingEntry:
    """An entry of the register that a pack has as well: which it is, of which edition it was taken
    (none, if it only has the same title), what the pack says otherwise since, whether somebody
    has changed the entry since, and what the pack said of it."""

    activity: ProcessingActivity
    edition: date | None = None
    differences: tuple[EditionDifference, ...] = ()
    is_adapted: bool = False
    content: Mapping[str, Any] | None = None

    @property
    def can_be_renewed(self) -> bool:
        """Whether it can be brought to what the pack says now, and nobody loses work by that."""
        return bool(self.differences) and not self.is_adapted


def standings(pack: Pack, organisation: Organisation) -> dict[str, MatchingEntry]:
    """Return what an organisation has of a pack, by the key of the pack's entry. Entries that the
    pack no longer has are left out."""
    of_body = ProcessingActivity.objects.filter(team__organisation=organisation)
    titles = {entry.title: entry.key for entry in pack.entries}
    found = {
        titles[activity.title]: MatchingEntry(activity)
        for activity in of_body.filter(title__in=titles).select_related("team")
    }
    taken = {
        each.key: each
        for each in TakenEntry.objects.filter(
            pack=pack.code,
            activity__team__organisation=organisation,
            of__state=RegisterImport.State.IMPORTED,
        )
        .select_related("of", "activity__team")
        .order_by("pk")
        if each.key in pack.by_key
    }
    differing = {
        key: tuple(differences(each.content, pack.by_key[key].content))
        for key, each in taken.items()
    }
    adapted = _adapted([each for key, each in taken.items() if differing[key]])
    return found | {
        key: MatchingEntry(
            each.activity, each.edition, differing[key], each.activity_id in adapted, each.content
        )
        for key, each in taken.items()
    }


def _adapted(taken: list[TakenEntry]) -> set[int]:
    """Which entries somebody has changed since they were taken."""
    by_import: dict[RegisterImport, list[int]] = defaultdict(list)
    for each in taken:
        by_import[each.of].append(each.activity_id)
    return {key for of, keys in by_import.items() for key in changed_since(of, keys)}


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[EditionDifference]:
    """Yield what two editions of an entry say otherwise, in the order of the fields."""
    shape = tables()[ENTRIES]
    for name in dict.fromkeys((*now, *before)):
        old, new = before.get(name, ""), now.get(name, "")
        if old == new:
            continue
        if name in shape.parts:
            part = shape.parts[name]
            lines = [_part_text(part, row) for row in old or []]
            latest = [_part_text(part, row) for row in new or []]
            yield EditionDifference(
                str(part.model._meta.verbose_name_plural).capitalize(),
                tuple(line for line in lines if line not in latest),
                tuple(line for line in latest if line not in lines),
            )
        else:
            label = str(shape.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield EditionDifference(
                label.capitalize(), *((str(each),) if each else () for each in (old, new))
            )


def _part_text(shape: Shape, row: Mapping[str, Any]) -> str:
    """What a part says, in one line: its fields without those that are switches."""
    return "; ".join(
        f"{_label(shape, name)}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in row.items()
        if value and not isinstance(value, bool)
    )


def _label(shape: Shape, name: str) -> str:
    if name in shape.lists or name in shape.fields:
        return str(shape.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return name.replace("_", " ")
