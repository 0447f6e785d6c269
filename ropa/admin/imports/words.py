"""Imports in words: their states, counts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ropa.imports.mapping.results import (
    AGREEMENTS,
    CHANNELS,
    DATA,
    ORGANISATIONS,
    PEOPLE,
    SYSTEMS,
)
from ropa.models import RegisterImport
from ropa.tables.shapes import tables
from ropa.tables.sheets import sheets

State = RegisterImport.State

STATE_TAGS: Mapping[State, str] = {
    State.MAPPING: "yellow",
    State.CHECKING: "blue",
    State.CHECKED: "yellow",
    State.IMPORTING: "blue",
    State.IMPORTED: "green",
    State.FAILED: "red",
    State.DISCARDED: "grey",
    State.UNDONE: "grey",
}
KINDS_OF_NAMES = {
    ORGANISATIONS: "an organisation",
    PEOPLE: "a category of people",
    DATA: "a category of data",
    CHANNELS: "a channel",
    SYSTEMS: "a system",
    AGREEMENTS: "an agreement",
}


@dataclass(frozen=True)
class Count:
    """How many rows of a table are created, changed and left alone."""

    title: str
    created: int
    changed: int
    same: int


def import_summary(imported: RegisterImport, state: State) -> str:
    """Return what came of an import so far, in a few words."""
    match state:
        case State.CHECKED if imported.problem_count:
            return number(imported.problem_count, "problem")
        case State.CHECKED if imported.counts:
            return "Ready to import" if would_change(imported) else "Nothing to change"
        case State.CHECKED:
            return "Names to decide on"
        case State.IMPORTED:
            counts = imported.counts
            return f"{counts['created']:,} rows created, {counts['changed']:,} changed"
        case _:
            return ""


def would_change(imported: RegisterImport) -> bool:
    """Whether the import changes anything."""
    return any(imported.counts.get(name) for name in ("created", "changed", "removed"))


def counts_of(imported: RegisterImport) -> list[Count]:
    """Return what happens to the rows of each table, entries first."""
    found = imported.counts.get("tables", {})
    titles = table_titles()
    return [Count(titles[name], **found[name]) for name in tables_in_order(found)]


def tables_in_order(names: Mapping[str, object]) -> list[str]:
    """Return names of tables with that of the entries first, and then as they are loaded."""
    loaded = [name for name in tables() if name in names]
    return sorted(loaded, key=lambda name: name != "activities")


def table_titles() -> dict[str, str]:
    """Return what people call each table."""
    return {sheet.name: sheet.title for sheet in sheets() if not sheet.part}


def number(count: int, noun: str, plural: str = "") -> str:
    """Return “1 problem”, “2 problems”."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"
