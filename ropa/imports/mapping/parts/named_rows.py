"""What an entry uses of shared rows, a part for each: columns of their names, with what is said of
each. Systems (UK GDPR Articles 5(1)(f) and 32) and channels (Article 14(2)(f)) are listed so."""

from __future__ import annotations

from typing import Any

from ropa.models import System

from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..results import CHANNELS, SYSTEMS


def read_systems(row: EntryRow, resolver: NameResolver) -> None:
    """Read the systems by their names, and what each is used for, if that is said of it. Of which
    kind a new one is, nobody has said."""
    _read_named(row, resolver, SYSTEMS, "system_uses", "system", kind=System.Kind.OTHER.value)


def read_channels(row: EntryRow, resolver: NameResolver) -> None:
    """Read the ways in which data arrives by what they are called, and what is said of each."""
    _read_named(row, resolver, CHANNELS, "channels", "channel")


def _read_named(
    row: EntryRow, resolver: NameResolver, names: str, relation: str, field: str, **new: str
) -> None:
    """Read the column of the target `names`, which is called like the kind of its names, into the
    parts behind `relation`: each names a row in `field`. `new` is what a new row would say."""
    if not row.has(names):
        return
    parts: list[dict[str, Any]] = []
    for item in resolver.in_texts(names).of(row.text(names)):
        code = resolver.find(names, item.name, row.place, row.titles[names], **new)
        detail = " ".join(filter(None, (item.brackets, item.more)))
        if code and all(part[field] != code for part in parts):
            parts.append({field: code} | ({"detail": detail} if detail else {}))
        elif detail:
            row.add_to_note(names, f"{item.name}: {detail}")
    row.values[relation] = parts
