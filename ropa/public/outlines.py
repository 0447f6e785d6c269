"""The outline of a frozen document: what lists of notices and entries need of it, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from ropa.digits import FrozenReference
from ropa.documents.schema import PRIVACY_NOTICE, Term
from ropa.models import ProcessingActivity, Version

from .addresses import section_address


class Outline(BaseModel):
    """Part of a frozen document: fields not named here are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class NamedOutline(Outline):
    """Anything with a code and the name people read."""

    code: str
    name: str


class OrganisationOutline(NamedOutline):
    """An organisation, and the short name people call it by, if it has one."""

    short_name: str

    @property
    def display_name(self) -> str:
        """What people call it."""
        return self.short_name or self.name


class PeopleOutline(NamedOutline):
    """A category of people."""

    are_children: bool


class AudienceOutline(Outline):
    """A group of readers whom a section speaks to."""

    slug: str
    heading: str
    people: PeopleOutline


class SectionOutline(Outline):
    """A section of a notice: its readers, and the references of its entries in order."""

    slug: str
    title: str
    audiences: tuple[AudienceOutline, ...]
    activities: tuple[FrozenReference, ...]
    annexes: dict[str, Any]


class ActivityIdentity(Outline):
    """What an entry is called."""

    reference: FrozenReference
    title: str


class ApprovedOutline(Outline):
    """An approved version of an entry, as a notice contains it."""

    number: int
    document: ActivityIdentity


class NoticeOutline(Outline):
    """What lists say about a published notice."""

    slug: str
    title: str
    summary: str
    applies_to: str
    organisation: OrganisationOutline
    sections: tuple[SectionOutline, ...]
    activities: tuple[ApprovedOutline, ...]
    kind: Term = PRIVACY_NOTICE
    published: datetime | None = None

    @classmethod
    def of(cls, version: Version) -> Self:
        """Return the outline of a frozen notice."""
        outline = cls.model_validate_json(version.frozen_text)
        return outline.model_copy(update={"published": version.created_at})

    @property
    def is_policy_document(self) -> bool:
        """Whether it says how the principles are kept, and not what people are to know."""
        return self.kind.code != PRIVACY_NOTICE.code

    def sections_with(self, reference: str) -> tuple[SectionOutline, ...]:
        """Return the sections that an entry is part of."""
        return tuple(section for section in self.sections if reference in section.activities)

    def address_of(self, section: str, anchor: str = "") -> str:
        """Return the address of one of its sections, named by slug, or of a part of that."""
        return section_address(self.slug, section, anchor, alone=len(self.sections) == 1)


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
class Publisher:
    """An organisation and the notices it publishes."""

    organisation: OrganisationOutline
    notices: tuple[NoticeOutline, ...]


def by_organisation(notices: Sequence[NoticeOutline]) -> tuple[Publisher, ...]:
    """Return the notices under the organisation that publishes each, by its name."""
    organisations = {notice.organisation.code: notice.organisation for notice in notices}
    return tuple(
        Publisher(
            organisation,
            tuple(notice for notice in notices if notice.organisation.code == organisation.code),
        )
        for organisation in sorted(organisations.values(), key=lambda each: each.display_name)
    )
