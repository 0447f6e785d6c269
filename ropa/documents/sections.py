"""The content of a section of a notice, merged from the documents of its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ropa.models.grounds import LegalRegime

from .merged import choices, decisions, flows, grounds, roles, safeguards
from .merged.entries import EntryReference, entry_reference
from .merged.rights import MergedRights, merged_rights
from .rights_contacts import RightsContact, rights_contacts
from .schema import (
    ActivityDocument,
    ContactDocument,
    DataCategoryDocument,
    NoticeDocument,
    OrganisationDocument,
    SectionDocument,
)

PUBLIC_AUTHORITIES = "authority"


@dataclass(frozen=True)
class MergedEntries:
    """What some entries say together that every page about them needs. Lists are in the order of
    the entries; within an entry each purpose, recipient and right goes for all its people and data.
    """

    entries: tuple[EntryReference, ...]
    purposes: tuple[grounds.MergedPurpose, ...]
    internal_recipients: tuple[safeguards.MergedNote, ...]
    recipients: tuple[flows.MergedRecipient, ...]
    sharing_notes: tuple[safeguards.MergedNote, ...]
    sources: tuple[flows.SourceGroup, ...]
    retention: tuple[safeguards.MergedRetention, ...]
    controllers: tuple[roles.MergedController, ...]
    rights: MergedRights
    choices: tuple[choices.MergedChoice, ...]
    decisions: tuple[decisions.MergedDecision, ...]

    @property
    def organisations(self) -> tuple[OrganisationDocument, ...]:
        """The organisations with a role, each once."""
        return roles.organisations_of(self.controllers)

    @property
    def processors(self) -> tuple[OrganisationDocument, ...]:
        """The organisations that work on the data for others, each once."""
        return roles.organisations_of([role for role in self.controllers if role.is_processor])

    @property
    def processors_in_use(self) -> tuple[roles.ProcessorInUse, ...]:
        """The organisations that work for the controllers, each with those that it uses."""
        return roles.processors_in_use(self.controllers)

    @property
    def rights_contacts(self) -> tuple[RightsContact, ...]:
        """The organisations that answer for the information, each once."""
        return rights_contacts(self.controllers)


@dataclass(frozen=True)
class EntriesContent(MergedEntries):
    """All that some entries say together."""

    law_enforcement: tuple[EntryReference, ...]
    conditions: tuple[grounds.MergedCondition, ...]
    people: tuple[flows.PeopleGroup, ...]
    channels: tuple[flows.MergedChannel, ...]
    providing: tuple[safeguards.MergedAnswer, ...]
    powers: tuple[grounds.PowerGroup, ...]
    automated_decisions: tuple[safeguards.MergedAnswer, ...]
    transfers_positions: tuple[safeguards.MergedAnswer, ...]
    transfers: tuple[flows.MergedTransfer, ...]
    security: tuple[safeguards.MergedSecurity, ...]
    notes: tuple[safeguards.MergedNote, ...] = ()

    @property
    def data_categories(self) -> tuple[DataCategoryDocument, ...]:
        """Every category of data, each once, whoever it is about."""
        return flows.data_categories(self.people)

    @property
    def sole_controller(self) -> OrganisationDocument | None:
        """The one organisation that is the only controller of everything, if there is one."""
        answering = [role for role in self.controllers if not role.is_processor]
        only = answering[0] if len(answering) == 1 else None
        everywhere = only and only.is_sole and len(only.entries) == len(self.entries)
        return only.organisation if only and everywhere else None


def merged_entries(activities: Sequence[ActivityDocument]) -> MergedEntries:
    """Return what every page about the activities needs of them, merged."""
    return MergedEntries(
        entries=tuple(entry_reference(activity) for activity in activities),
        purposes=grounds.merged_purposes(activities),
        internal_recipients=safeguards.merged_internal_recipients(activities),
        recipients=flows.merged_recipients(activities),
        sharing_notes=safeguards.merged_sharing_notes(activities),
        sources=flows.source_groups(activities),
        retention=safeguards.merged_retention(activities),
        controllers=roles.merged_controllers(activities),
        rights=merged_rights(activities),
        choices=choices.merged_choices(activities),
        decisions=decisions.merged_decisions(activities),
    )


def entries_content(
    activities: Sequence[ActivityDocument], on: date | None = None
) -> EntriesContent:
    """Return everything that the activities say, merged, as read `on` a day if it is given."""
    return EntriesContent(
        **vars(merged_entries(activities)),
        law_enforcement=tuple(
            entry_reference(activity)
            for activity in activities
            if activity.legal_regime.code == LegalRegime.LAW_ENFORCEMENT
        ),
        conditions=grounds.merged_conditions(activities),
        people=flows.people_groups(activities),
        channels=flows.merged_channels(activities),
        providing=safeguards.answers_on_providing(activities),
        powers=grounds.power_groups(activities),
        automated_decisions=safeguards.answers_on_automated_decisions(activities),
        transfers_positions=safeguards.answers_on_transfers(activities),
        transfers=flows.merged_transfers(activities),
        security=safeguards.merged_security(activities),
        notes=safeguards.merged_notes(activities, on),
    )


def section_content(
    notice: NoticeDocument, section: SectionDocument, on: date | None = None
) -> EntriesContent:
    """Return what a section says, as `entries_content` does. Raises `KeyError` if the notice lacks
    one of its activities."""
    activities = {item.document.reference: item.document for item in notice.activities}
    return entries_content([activities[reference] for reference in section.activities], on)


def notice_content(notice: NoticeDocument) -> EntriesContent:
    """Return what all activities of a notice say together."""
    return entries_content([item.document for item in notice.activities])


def leaves_open(content: MergedEntries) -> bool:
    """Say whether a page about the entries has to tell people that something is not said yet."""
    if not content.controllers or not content.rights.rights:
        return True
    if any(rule.to_be_supplied for rule in content.retention) or not content.retention:
        return True
    return isinstance(content, EntriesContent) and bool(gap_texts(content) or not content.security)


def gap_texts(content: EntriesContent, contacts: Sequence[ContactDocument] = ()) -> tuple[str, ...]:
    """Return a text for each fact that is missing, such as “whether information goes abroad”."""
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
