"""The schema of the frozen record.

A document says what was true when it was frozen, in full: it carries names, labels and addresses
with it and needs no other table to be read. Field order is the order people read.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ropa.digits import FrozenReference

from .classification import INTERNAL, PUBLIC, Document

SCHEMA_VERSION = 3


class Term(Document):
    """Anything with a stable code and the name people read."""

    code: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC]


class ContactDocument(Document):
    """Where people reach an organisation, and for what."""

    subject: Annotated[Term, PUBLIC]
    name: Annotated[str, PUBLIC]
    email: Annotated[str, PUBLIC]
    telephone: Annotated[str, PUBLIC]
    address: Annotated[str, PUBLIC]
    url: Annotated[str, PUBLIC]
    to_be_supplied: Annotated[str, PUBLIC]


class OrganisationDocument(Document):
    """An organisation people may have to turn to: a controller, publisher or regulator."""

    code: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC]
    short_name: Annotated[str, PUBLIC]
    description: Annotated[str, PUBLIC]
    website: Annotated[str, PUBLIC]
    privacy_notice_url: Annotated[str, PUBLIC]
    contact_points: Annotated[tuple[ContactDocument, ...], PUBLIC]
    # Version 1 did not say.
    is_public_authority: Annotated[bool, PUBLIC] = False


class ProvisionDocument(Document):
    """A provision with its citation and public address."""

    code: Annotated[str, PUBLIC]
    citation: Annotated[str, PUBLIC]
    label: Annotated[str, PUBLIC]
    legislation: Annotated[Term, PUBLIC]
    subject: Annotated[str, PUBLIC]
    url: Annotated[str, PUBLIC]
    verified_on: Annotated[date | None, PUBLIC]


class PowerDocument(Document):
    """What a provision lets or makes somebody do, and the offence that backs it."""

    code: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC]
    kind: Annotated[Term, PUBLIC]
    provision: Annotated[ProvisionDocument, PUBLIC]
    offence: Annotated[ProvisionDocument | None, PUBLIC]


class ControllerDocument(Document):
    """An organisation's role: controller of what, or processor."""

    organisation: Annotated[OrganisationDocument, PUBLIC]
    role: Annotated[Term, PUBLIC]
    scope: Annotated[str, PUBLIC]
    essence: Annotated[str, PUBLIC]
    arrangement: Annotated[str, INTERNAL]


class PurposeDocument(Document):
    """A purpose and its lawful basis."""

    statement: Annotated[str, PUBLIC]
    lawful_basis: Annotated[Term, PUBLIC]
    provisions: Annotated[tuple[ProvisionDocument, ...], PUBLIC]
    interest: Annotated[str, PUBLIC]
    for_confirmation: Annotated[bool, INTERNAL]
    internal_note: Annotated[str, INTERNAL]


class ConditionDocument(Document):
    """The condition for special category or criminal-offence data."""

    covers: Annotated[Term, PUBLIC]
    article_9: Annotated[Term | None, PUBLIC]
    schedule_1: Annotated[Term | None, PUBLIC]
    schedule_8: Annotated[Term | None, PUBLIC]
    explanation: Annotated[str, PUBLIC]
    for_confirmation: Annotated[bool, INTERNAL]
    internal_note: Annotated[str, INTERNAL]


class DataCategoryDocument(Document):
    code: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC]
    description: Annotated[str, PUBLIC]
    sensitivity: Annotated[Term, PUBLIC]


class PeopleDocument(Document):
    code: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC]
    description: Annotated[str, PUBLIC]
    are_children: Annotated[bool, PUBLIC]


class HoldingDocument(Document):
    """A category of data held about a category of people."""

    people: Annotated[PeopleDocument, PUBLIC]
    data: Annotated[DataCategoryDocument, PUBLIC]
    detail: Annotated[str, PUBLIC]


class SourceDocument(Document):
    """Where data comes from: a body, or people. `origin` is absent for the people themselves and
    own staff."""

    group: Annotated[Term, PUBLIC]
    origin: Annotated[Term | None, PUBLIC]
    including: Annotated[tuple[Term, ...], PUBLIC]
    detail: Annotated[str, PUBLIC]
    # Versions 1 and 2 did not say: codes of bodies and of people could be alike.
    are_people: Annotated[bool, PUBLIC] = False


class ChannelDocument(Document):
    channel: Annotated[Term, PUBLIC]
    detail: Annotated[str, PUBLIC]


class DisclosureDocument(Document):
    """Sharing with one recipient."""

    recipient: Annotated[Term, PUBLIC]
    including: Annotated[tuple[Term, ...], PUBLIC]
    purpose: Annotated[str, PUBLIC]
    gateway: Annotated[PowerDocument | None, PUBLIC]
    frequency: Annotated[Term, PUBLIC]
    detail: Annotated[str, PUBLIC]
    agreement: Annotated[str, INTERNAL]


class RetentionDocument(Document):
    """How long something is kept; periods are ISO 8601 durations."""

    covers: Annotated[str, PUBLIC]
    minimum_period: Annotated[str, PUBLIC]
    is_usual: Annotated[bool, PUBLIC]
    trigger: Annotated[str, PUBLIC]
    extension: Annotated[str, PUBLIC]
    end_action: Annotated[Term | None, PUBLIC]
    review_interval: Annotated[str, PUBLIC]
    schedule_reference: Annotated[str, PUBLIC]
    to_be_supplied: Annotated[str, PUBLIC]
    internal_note: Annotated[str, INTERNAL]


class PowerUseDocument(Document):
    power: Annotated[PowerDocument, PUBLIC]
    held_by: Annotated[Term, PUBLIC]
    applied_through: Annotated[ProvisionDocument | None, PUBLIC]
    explanation: Annotated[str, PUBLIC]


class TransferDocument(Document):
    destination: Annotated[str, PUBLIC]
    recipient: Annotated[Term | None, PUBLIC]
    mechanism: Annotated[Term, PUBLIC]
    safeguards: Annotated[str, PUBLIC]


class SecurityDocument(Document):
    kind: Annotated[Term, PUBLIC]
    description: Annotated[str, PUBLIC]
    to_be_supplied: Annotated[str, PUBLIC]


class SupportingDocumentDocument(Document):
    kind: Annotated[Term, INTERNAL]
    title: Annotated[str, INTERNAL]
    location: Annotated[str, INTERNAL]


class RightDocument(Document):
    """A right people have here, and how to use it."""

    code: Annotated[str, PUBLIC]
    name: Annotated[str, PUBLIC]
    explanation: Annotated[str, PUBLIC]
    citation: Annotated[str, PUBLIC]


class ActivityDocument(Document):
    """One processing activity with all its parts (Article 30(1), DPA 2018 section 61)."""

    reference: Annotated[FrozenReference, PUBLIC]
    title: Annotated[str, PUBLIC]
    summary: Annotated[str, PUBLIC]
    legal_regime: Annotated[Term, PUBLIC]
    is_public: Annotated[bool, INTERNAL]
    team: Annotated[Term, INTERNAL]
    business_function: Annotated[str, INTERNAL]
    controllers: Annotated[tuple[ControllerDocument, ...], PUBLIC]
    purposes: Annotated[tuple[PurposeDocument, ...], PUBLIC]
    conditions: Annotated[tuple[ConditionDocument, ...], PUBLIC]
    data_holdings: Annotated[tuple[HoldingDocument, ...], PUBLIC]
    data_sources: Annotated[tuple[SourceDocument, ...], PUBLIC]
    channels: Annotated[tuple[ChannelDocument, ...], PUBLIC]
    internal_recipients: Annotated[str, PUBLIC]
    sharing_note: Annotated[str, PUBLIC]
    disclosures: Annotated[tuple[DisclosureDocument, ...], PUBLIC]
    retention_rules: Annotated[tuple[RetentionDocument, ...], PUBLIC]
    power_uses: Annotated[tuple[PowerUseDocument, ...], PUBLIC]
    providing: Annotated[Term, PUBLIC]
    if_not_provided: Annotated[str, PUBLIC]
    automated_decisions: Annotated[Term, PUBLIC]
    automated_decisions_detail: Annotated[str, PUBLIC]
    transfers_position: Annotated[Term, PUBLIC]
    transfers: Annotated[tuple[TransferDocument, ...], PUBLIC]
    security_measures: Annotated[tuple[SecurityDocument, ...], PUBLIC]
    rights: Annotated[tuple[RightDocument, ...], PUBLIC]
    dpia_status: Annotated[Term, INTERNAL]
    follows_retention_policy: Annotated[Term, INTERNAL]
    why_not_followed: Annotated[str, INTERNAL]
    data_location: Annotated[str, INTERNAL]
    supporting_documents: Annotated[tuple[SupportingDocumentDocument, ...], INTERNAL]
    internal_note: Annotated[str, INTERNAL]


class AudienceDocument(Document):
    """What one group of readers is told."""

    slug: Annotated[str, PUBLIC]
    heading: Annotated[str, PUBLIC]
    people: Annotated[PeopleDocument, PUBLIC]
    text: Annotated[str, PUBLIC]


class SectionDocument(Document):
    """A section of a notice. `activities` names entries of `NoticeDocument.activities`.

    `annexes` holds what other applications add about the section, each under its own key.
    """

    slug: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC]
    covers: Annotated[str, PUBLIC]
    why: Annotated[str, PUBLIC]
    audiences: Annotated[tuple[AudienceDocument, ...], PUBLIC]
    activities: Annotated[tuple[FrozenReference, ...], PUBLIC]
    annexes: Annotated[dict[str, Any], PUBLIC]
    internal_note: Annotated[str, INTERNAL]


class ApprovedActivity(Document):
    """An approved version of an activity, as a notice contains it."""

    number: Annotated[int, PUBLIC]
    digest: Annotated[str, PUBLIC]
    document: Annotated[ActivityDocument, PUBLIC]


class NoticeDocument(Document):
    """A privacy notice made of approved activities."""

    slug: Annotated[str, PUBLIC]
    title: Annotated[str, PUBLIC]
    organisation: Annotated[OrganisationDocument, PUBLIC]
    applies_to: Annotated[str, PUBLIC]
    summary: Annotated[str, PUBLIC]
    introduction: Annotated[str, PUBLIC]
    sections: Annotated[tuple[SectionDocument, ...], PUBLIC]
    activities: Annotated[tuple[ApprovedActivity, ...], PUBLIC]
    regulator: Annotated[OrganisationDocument | None, PUBLIC]
    team: Annotated[Term, INTERNAL]
    internal_note: Annotated[str, INTERNAL]
