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
PUBLIC = "public"


@dataclass(frozen=True)
class Content:
    """What some entries say together. Lists are in the order of the entries."""

    entries: tuple[Entry, ...]
    law_enforcement: tuple[Entry, ...]
    purposes: tuple[grounds.Purpose, ...]
    conditions: tuple[grounds.Condition, ...]
    people: tuple[flows.PeopleGroup, ...]
    internal_recipients: tuple[safeguards.Note, ...]
    sharing_notes: tuple[safeguards.Note, ...]
    recipients: tuple[flows.Recipient, ...]
    sources: tuple[flows.SourceGroup, ...]
    channels: tuple[flows.Channel, ...]
    retention: tuple[safeguards.Retention, ...]
    providing: tuple[safeguards.Position, ...]
    powers: tuple[grounds.PowerGroup, ...]
    controllers: tuple[roles.Controller, ...]
    rights: Rights
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
    def organisations(self) -> tuple[OrganisationDocument, ...]:
        """The organisations with a role, each once."""
        return roles.organisations(self.controllers)

    @property
    def rights_contacts(self) -> tuple[RightsContact, ...]:
        """The organisations that answer for the information, each once."""
        return rights_contacts(self.controllers)

    @property
    def sole_controller(self) -> OrganisationDocument | None:
        """The one organisation that is the only controller of everything, if there is one."""
        only = self.controllers[0] if len(self.controllers) == 1 else None
        return only.organisation if only and only.is_sole else None

    def sources_in(self, group: str) -> tuple[flows.Source, ...]:
        """Return the sources in one group, such as `AUTHORITY`."""
        return tuple(
            source for part in self.sources if part.group.code == group for source in part.sources
        )


def content_of(activities: Sequence[ActivityDocument]) -> Content:
    """Return what the activities say together."""
    return Content(
        entries=tuple(entry_of(activity) for activity in activities),
        law_enforcement=tuple(
            entry_of(activity)
            for activity in activities
            if activity.legal_regime.code == LAW_ENFORCEMENT
        ),
        purposes=grounds.purposes(activities),
        conditions=grounds.conditions(activities),
        people=flows.people_groups(activities),
        internal_recipients=safeguards.internal_recipients(activities),
        sharing_notes=safeguards.sharing_notes(activities),
        recipients=flows.recipients(activities),
        sources=flows.source_groups(activities),
        channels=flows.channels(activities),
        retention=safeguards.retention(activities),
        providing=safeguards.providing(activities),
        powers=grounds.power_groups(activities),
        controllers=roles.controllers(activities),
        rights=rights(activities),
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
