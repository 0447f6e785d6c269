"""The public record of processing: one row an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ropa.digits import FrozenReference
from ropa.documents.damage import undamaged
from ropa.models import ProcessingActivity

from .outlines import NamedOutline, OrganisationOutline, Outline
from .published_versions import newest_activities


class PurposeOutline(Outline):
    """A purpose and its lawful basis."""

    statement: str
    lawful_basis: NamedOutline


class ControllerOutline(Outline):
    """An organisation and its role."""

    organisation: OrganisationOutline
    role: NamedOutline


class ActivityOutline(Outline):
    """What the record's list says about an entry."""

    reference: FrozenReference
    title: str
    controllers: tuple[ControllerOutline, ...]
    purposes: tuple[PurposeOutline, ...]
    # Entries that were frozen before there was a choice say nothing.
    capacity: NamedOutline | None = None

    @property
    def is_processor(self) -> bool:
        """Whether the body works on the data for others, who decide about it."""
        capacity = ProcessingActivity.Capacity.PROCESSOR
        return self.capacity is not None and self.capacity.code == capacity

    @property
    def bases(self) -> tuple[str, ...]:
        """The lawful bases, each once."""
        return tuple(dict.fromkeys(purpose.lawful_basis.name for purpose in self.purposes))

    @property
    def organisations(self) -> tuple[OrganisationOutline, ...]:
        """The organisations with a role in it, each once."""
        return tuple(
            {role.organisation.code: role.organisation for role in self.controllers}.values()
        )


@dataclass(frozen=True)
class RecordRow:
    """An entry in the list, with its newest version."""

    activity: ActivityOutline
    number: int
    approved: datetime


def rows() -> tuple[RecordRow, ...]:
    """Return every public entry as last approved, by reference."""
    found = (
        RecordRow(
            ActivityOutline.model_validate_json(version.frozen_text),
            version.number,
            version.created_at,
        )
        for version in undamaged(newest_activities())
    )
    return tuple(sorted(found, key=lambda row: row.activity.reference))


def organisations(rows: Sequence[RecordRow]) -> tuple[OrganisationOutline, ...]:
    """Return the organisations with a role in any of the entries, each once, by name."""
    named = {
        organisation.code: organisation
        for row in rows
        for organisation in row.activity.organisations
    }
    return tuple(sorted(named.values(), key=lambda organisation: organisation.display_name))


def of_organisation(rows: Sequence[RecordRow], code: str) -> tuple[RecordRow, ...]:
    """Return the entries in which an organisation has a role."""
    return tuple(
        row
        for row in rows
        if code in {organisation.code for organisation in row.activity.organisations}
    )
