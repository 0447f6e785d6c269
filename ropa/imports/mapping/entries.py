"""The rows of a spreadsheet into rows of entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..rows import FileRow
from .answers_parts import (
    read_automated_decisions,
    read_impact_assessment,
    read_papers,
    read_policy,
)
from .bodies_parts import read_recipients, read_sources
from .conditions_parts import read_conditions
from .controllers import read_roles
from .data_parts import read_data
from .described_parts import read_described_parts
from .entry_row import EntryRow
from .grounds_parts import read_purposes
from .keeping_parts import read_retention, read_security, read_transfers
from .lists import lines
from .naming import Names
from .register import Register
from .targets import INTERNAL_NOTE, described_part_fields, described_targets

# Which fields the columns become: problems that loading finds are told by the column's title.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference",),
    "title": ("title",),
    "summary": ("summary",),
    "team": ("team",),
    "business-function": ("business_function",),
    "purposes": ("purposes", "purposes.statement"),
    "lawful-basis": ("purposes.lawful_basis", "purposes.internal_note"),
    "legitimate-interests": ("purposes.interest",),
    "joint-controllers": ("controller_roles", "controller_roles.organisation"),
    "people": ("data_holdings.people_category",),
    "data": ("data_holdings", "data_holdings.data_category", "data_holdings.detail"),
    "recipients": ("disclosures", "disclosures.recipient", "disclosures.purpose"),
    "third-countries": ("transfers", "transfers.destination", "transfers.mechanism"),
    "safeguards": ("transfers.safeguards",),
    "retention": ("retention_rules", "retention_rules.minimum_period", "retention_rules.trigger"),
    "security": ("security_measures", "security_measures.description"),
    "article-9": ("conditions", "conditions.article_9", "conditions.explanation"),
    "schedule-1": ("conditions.schedule_1",),
    "automated-decisions": ("automated_decisions", "automated_decisions_detail"),
    "sources": ("data_sources", "data_sources.organisation", "data_sources.detail"),
    "location": ("data_location",),
    "dpia-required": ("dpia_status",),
    "follows-policy": ("follows_retention_policy",),
    "why-not-followed": ("why_not_followed",),
    INTERNAL_NOTE: ("internal_note",),
}


def field_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return what the file calls each field, from the titles of the columns by target."""
    return {
        field: titles[target]
        for target, fields in {**_FIELDS, **_described()}.items()
        if target in titles
        for field in fields
    }


def _described() -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {
        target: (field,) for target, field in described_targets().items()
    }
    for each in described_part_fields():
        fields[each.target] = (f"{each.part}.{each.column.name}",)
    return fields


def entry(row: EntryRow, register: Register, known: Names) -> FileRow:
    """Return the row of an entry with those of its parts that the file has columns for.

    Problems and notes are told. What has no place of its own goes to the internal note.
    """
    read_purposes(row, register)
    read_conditions(row)
    read_data(row, register, known)
    read_roles(row, known)
    read_recipients(row, register, known)
    read_sources(row, register, known)
    read_retention(row)
    read_security(row)
    read_transfers(row, known)
    read_impact_assessment(row)
    read_automated_decisions(row)
    read_policy(row)
    read_papers(row)
    read_described_parts(row, register, known)
    _read_texts(row)
    _write_note(row)
    titles = field_titles(row.titles)
    return FileRow("activities", row.values, replace(row.place, titles=titles))


def _read_texts(row: EntryRow) -> None:
    if row.there is None or row.said("team"):
        row.values["team"] = row.team.code
    for target, field in (
        ("business-function", "business_function"),
        ("location", "data_location"),
        *described_targets().items(),
    ):
        if row.has(target):
            row.values[field] = row.said(target)
    if summary := row.said("summary"):
        row.values["summary"] = summary
    elif row.there is None:
        purposes = lines(row.text("purposes"))
        row.values["summary"] = "\n".join(purposes) or row.values["title"]
        row.note(
            "New entries without a summary have their purposes there. Write one before they are "
            "approved."
        )


def _write_note(row: EntryRow) -> None:
    """Put what has no other place into the internal note, below what stands there, once."""
    if row.has(INTERNAL_NOTE):
        said = [f"{title}: {text}" for title, text in row.texts.get(INTERNAL_NOTE, ())]
    else:
        said = [row.there.internal_note] if row.there and row.there.internal_note else []
    note = "\n".join(said)
    for text in dict.fromkeys(row.left):
        if text not in note:
            note = f"{note}\n{text}".strip("\n")
    if row.has(INTERNAL_NOTE) or row.left:
        row.values["internal_note"] = note
