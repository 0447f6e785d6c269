"""What a section of a notice says: its entries merged, every fact once and never typed twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .merged import flows, grounds, roles, safeguards
from .merged.entries import Entry, entry_of
from .merged.rights import Rights, rights
from .rights_contacts import RightsContact, rights_contacts
from .schema import (
    ActivityDocument,
    ContactDocument,
    DataCategoryDocument,
    NoticeDocument,
    OrganisationDocument,
    SectionDocument,
)

LAW_ENFORCEMENT = "dpa-part-3"
AUTHORITY = "authority"


@dataclass(frozen=True)
class MergedEntries:
    """What some entries say together that every page about them needs. Lists are in the order of
    the entries; within an entry each purpose, recipient and right goes for all its people and data.
    """

    entries: tuple[Entry, ...]
    purposes: tuple[grounds.Purpose, ...]
    internal_recipients: tuple[safeguards.Note, ...]
    recipients: tuple[flows.Recipient, ...]
    sources: tuple[flows.SourceGroup, ...]
    retention: tuple[safeguards.Retention, ...]
    controllers: tuple[roles.Controller, ...]
    rights: Rights

    @property
    def organisations(self) -> tuple[OrganisationDocument, ...]:
        """The organisations with a role, each once."""
        return roles.organisations(self.controllers)

    @property
    def rights_contacts(self) -> tuple[RightsContact, ...]:
        """The organisations that answer for the information, each once."""
        return rights_contacts(self.controllers)


@dataclass(frozen=True)
class Content(MergedEntries):
    """All that some entries say together."""

    law_enforcement: tuple[Entry, ...]
    conditions: tuple[grounds.Condition, ...]
    people: tuple[flows.PeopleGroup, ...]
    sharing_notes: tuple[safeguards.Note, ...]
    channels: tuple[flows.Channel, ...]
    providing: tuple[safeguards.Position, ...]
    powers: tuple[grounds.PowerGroup, ...]
    automated_decisions: tuple[safeguards.Position, ...]
    transfers_positions: tuple[safeguards.Position, ...]
    transfers: tuple[flows.Transfer, ...]
    security: tuple[safeguards.Security, ...]
    notes: tuple[safeguards.Note, ...] = ()

    @property
    def data_categories(self) -> tuple[DataCategoryDocument, ...]:
        """Every category of data, each once, whoever it is about."""
        return flows.data_categories(self.people)

    @property
    def sole_controller(self) -> OrganisationDocument | None:
        """The one organisation that is the only controller of everything, if there is one."""
        only = self.controllers[0] if len(self.controllers) == 1 else None
        return only.organisation if only and only.is_sole else None


def merged_entries(activities: Sequence[ActivityDocument]) -> MergedEntries:
    """Return what every page about the activities needs of them."""
    return MergedEntries(
        entries=tuple(entry_of(activity) for activity in activities),
        purposes=grounds.purposes(activities),
        internal_recipients=safeguards.internal_recipients(activities),
        recipients=flows.recipients(activities),
        sources=flows.source_groups(activities),
        retention=safeguards.retention(activities),
        controllers=roles.controllers(activities),
        rights=rights(activities),
    )


def content_of(activities: Sequence[ActivityDocument]) -> Content:
    """Return all that the activities say together."""
    return Content(
        **vars(merged_entries(activities)),
        law_enforcement=tuple(
            entry_of(activity)
            for activity in activities
            if activity.legal_regime.code == LAW_ENFORCEMENT
        ),
        conditions=grounds.conditions(activities),
        people=flows.people_groups(activities),
        sharing_notes=safeguards.sharing_notes(activities),
        channels=flows.channels(activities),
        providing=safeguards.providing(activities),
        powers=grounds.power_groups(activities),
        automated_decisions=safeguards.automated_decisions(activities),
        transfers_positions=safeguards.transfers_positions(activities),
        transfers=flows.transfers(activities),
        security=safeguards.security(activities),
        notes=safeguards.further_notes(activities),
    )


def section_content(notice: NoticeDocument, section: SectionDocument) -> Content:
    """Return what a section says. Raises `KeyError` if the notice lacks one of its activities."""
    activities = {item.document.reference: item.document for item in notice.activities}
    return content_of([activities[reference] for reference in section.activities])


def notice_content(notice: NoticeDocument) -> Content:
    """Return what all activities of a notice say together."""
    return content_of([item.document for item in notice.activities])


def gaps(content: Content, contacts: Sequence[ContactDocument] = ()) -> tuple[str, ...]:
    """Return everything still to be supplied, in the words that say what is missing."""
    stated = (
        *(part.to_be_supplied for part in content.retention),
        *(part.to_be_supplied for part in content.security),
        *(point.to_be_supplied for point in contacts),
    )
    open_questions = (
        ("whether people must give the information", content.providing),
        ("whether decisions are made by automated means", content.automated_decisions),
        ("whether information goes abroad", content.transfers_positions),
    )
    return (
        *dict.fromkeys(text for text in stated if text),
        *(
            question
            for question, answers in open_questions
            if any(answer.is_gap for answer in answers)
        ),
    )
