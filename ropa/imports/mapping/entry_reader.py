"""The rows of a spreadsheet into rows of entries."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ropa.models import ProcessingActivity

from ..rows import FileRow
from .cells.lists import split_lines
from .described_targets import described_targets
from .entry_row import EntryRow
from .name_resolution import NameResolver
from .normalising import cut_to
from .parts.choices import read_choices
from .parts.conditions import read_conditions
from .parts.controllers import read_controllers
from .parts.data_holdings import read_data_holdings
from .parts.dates_and_ages import read_dates_and_ages
from .parts.decisions import read_decisions
from .parts.described_fields import read_described_fields
from .parts.empty_cells import ask_for_empty_cells
from .parts.named_rows import read_channels, read_systems
from .parts.purposes import read_purposes
from .parts.recipients_and_sources import read_recipients, read_sources
from .parts.retention import read_retention
from .parts.security import read_security
from .parts.sensitivity import read_sensitivity
from .parts.short_answers import (
    read_automated_decisions,
    read_capacity,
    read_impact_assessment,
    read_policy,
)
from .parts.supporting_documents import read_supporting_documents
from .parts.transfers import read_transfers
from .register import RegisterIndex
from .targets import INTERNAL_NOTE, field_titles


def read_entry(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> FileRow:
    """Return the row of an entry with those of its parts that the file has columns for.

    Problems and notes are told. What has no place of its own goes to the internal note.
    """
    read_capacity(row)
    read_purposes(row, register)
    read_conditions(row)
    read_data_holdings(row, register, resolver)
    read_sensitivity(row, register, resolver)
    read_controllers(row, resolver)
    read_recipients(row, register, resolver)
    read_sources(row, register, resolver)
    read_channels(row, resolver)
    read_retention(row)
    read_security(row)
    read_transfers(row)
    read_impact_assessment(row)
    read_automated_decisions(row)
    read_decisions(row)
    read_choices(row)
    read_systems(row, resolver)
    read_policy(row)
    read_dates_and_ages(row)
    read_supporting_documents(row)
    read_described_fields(row, register, resolver)
    _read_texts(row)
    _keep_unread(row)
    _keep_no_names(row, resolver)
    ask_for_empty_cells(row, register, resolver)
    _write_note(row)
    titles = field_titles(row.titles)
    return FileRow("activities", row.values, replace(row.place, titles=titles))


def _read_texts(row: EntryRow) -> None:
    if row.existing is None or row.content("team"):
        row.values["team"] = row.team.code
    for target, field in (
        ("business-function", "business_function"),
        ("location", "data_location"),
        ("how-children-are-told", "how_children_are_told"),
        *described_targets().items(),
    ):
        if row.has(target):
            row.values[field] = _fitting(row, target, field) or row.values.get(field, "")
    if summary := row.content("summary"):
        row.values["summary"] = summary
    elif row.existing is None:
        purposes = split_lines(row.text("purposes"))
        row.values["summary"] = "\n".join(purposes) or row.values["title"]
        row.note(
            "New entries without a summary have their purposes there. Write one before they are "
            "approved."
        )


def _fitting(row: EntryRow, target: str, field: str) -> str:
    """What a cell says, as far as the field has room; the whole of a longer text is noted."""
    text = row.content(target)
    described: Any = ProcessingActivity._meta.get_field(field)
    most = described.max_length
    if most is None or len(text) <= most:
        return text
    row.add_to_note(target, text)
    return cut_to(text, most)


def _keep_unread(row: EntryRow) -> None:
    """Keep what nobody has read, because the entry lacks what it would be said of."""
    for target in row.texts:
        if target != INTERNAL_NOTE and target not in row.read_targets and target not in row.unused:
            row.add_to_note(target, row.text(target))


def _keep_no_names(row: EntryRow, resolver: NameResolver) -> None:
    """Keep what somebody has decided to be no name."""
    targets = {title: target for target, title in row.titles.items()}
    for column, words in resolver.no_names(row.place):
        row.add_to_note(targets[column], words)


def _write_note(row: EntryRow) -> None:
    """Put what has no other place into the internal note, below what stands there, once."""
    is_mapped = row.has(INTERNAL_NOTE)
    note = row.existing.internal_note if row.existing and not is_mapped else ""
    lines = [f"{cell.title}: {cell.text}" for cell in row.texts.get(INTERNAL_NOTE, ())]
    lines += row.note_lines
    for text in dict.fromkeys(lines):
        if text not in note:
            note = f"{note}\n{text}".strip("\n")
    if is_mapped or lines:
        row.values["internal_note"] = note
