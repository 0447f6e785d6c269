"""The entry of the record: one processing activity with all its parts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ropa.digits import FrozenReference
from ropa.documents.chapters import Chapter
from ropa.documents.classification import Document
from ropa.documents.description import describes, internal, worded
from ropa.models import ProcessingActivity

from .parts import (
    AutomatedDecisionDocument,
    ChannelDocument,
    ConditionDocument,
    ControllerDocument,
    DisclosureDocument,
    HoldingDocument,
    PeopleChoiceDocument,
    PowerUseDocument,
    PurposeDocument,
    RetentionDocument,
    SecurityDocument,
    SourceDocument,
    SupportingDocumentDocument,
    SystemUseDocument,
    TransferDocument,
)
from .shared import RightDocument, Term

# What an entry says that does not say it: the capacity came with version 4 of the schema.
AS_CONTROLLER = Term(
    code=ProcessingActivity.Capacity.CONTROLLER.value,
    name=str(ProcessingActivity.Capacity.CONTROLLER.label),
)


@describes(ProcessingActivity, identity=("reference",), name=("title",))
class ActivityDocument(Document):
    """One processing activity with all its parts (Article 30, DPA 2018 section 61)."""

    reference: Annotated[FrozenReference, worded("Reference", chapter=Chapter.ENTRY)]
    title: Annotated[str, worded("Title", chapter=Chapter.ENTRY)]
    summary: Annotated[str, worded("Summary", chapter=Chapter.ENTRY)]
    legal_regime: Annotated[Term, worded("Which law applies", chapter=Chapter.ENTRY)]
    is_public: Annotated[bool, internal("Public", chapter=Chapter.ENTRY, beside="legal_regime")]
    team: Annotated[Term, internal("Team", chapter=Chapter.ENTRY, beside="reference")]
    business_function: Annotated[str, internal("Business function", chapter=Chapter.ENTRY)]
    controllers: Annotated[
        tuple[ControllerDocument, ...],
        worded("Who is responsible", of=("controller_roles",), chapter=Chapter.RESPONSIBLE),
    ]
    purposes: Annotated[
        tuple[PurposeDocument, ...],
        worded("What it is for", "the purposes", chapter=Chapter.PURPOSES),
    ]
    conditions: Annotated[
        tuple[ConditionDocument, ...],
        worded(
            "Grounds for sensitive information",
            "the grounds for sensitive information",
            chapter=Chapter.SENSITIVE,
        ),
    ]
    data_holdings: Annotated[
        tuple[HoldingDocument, ...],
        worded("Whose information, and which", "the information held", chapter=Chapter.DATA),
    ]
    data_sources: Annotated[
        tuple[SourceDocument, ...], worded("Where it comes from", chapter=Chapter.SOURCES)
    ]
    channels: Annotated[
        tuple[ChannelDocument, ...],
        worded("How it reaches us", "the ways it reaches us", chapter=Chapter.COLLECTION),
    ]
    internal_recipients: Annotated[
        str, worded("Who sees it inside the organisation", chapter=Chapter.SHARING)
    ]
    sharing_note: Annotated[str, worded("About sharing in general", chapter=Chapter.SHARING)]
    disclosures: Annotated[
        tuple[DisclosureDocument, ...], worded("Who we share it with", chapter=Chapter.SHARING)
    ]
    retention_rules: Annotated[
        tuple[RetentionDocument, ...], worded("How long it is kept", chapter=Chapter.RETENTION)
    ]
    power_uses: Annotated[
        tuple[PowerUseDocument, ...],
        worded("What the law requires or allows", "the powers used", chapter=Chapter.POWERS),
    ]
    providing: Annotated[Term, worded("Whether people must give it", chapter=Chapter.COLLECTION)]
    if_not_provided: Annotated[
        str, worded("What follows if they do not", chapter=Chapter.COLLECTION)
    ]
    automated_decisions: Annotated[Term, worded("Automated decisions", chapter=Chapter.AUTOMATED)]
    automated_decisions_detail: Annotated[
        str,
        worded("How automated decisions work and what they mean", chapter=Chapter.AUTOMATED),
    ]
    transfers_position: Annotated[Term, worded("Whether it goes abroad", chapter=Chapter.TRANSFERS)]
    transfers: Annotated[
        tuple[TransferDocument, ...],
        worded("Transfers abroad", "the transfers abroad", chapter=Chapter.TRANSFERS),
    ]
    security_measures: Annotated[
        tuple[SecurityDocument, ...], worded("How it is protected", chapter=Chapter.PROTECTION)
    ]
    rights: Annotated[
        tuple[RightDocument, ...],
        worded("Rights people have", "the rights people have", given=True),
    ]
    dpia_status: Annotated[Term, internal("Impact assessment (DPIA)", chapter=Chapter.PAPERS)]
    follows_retention_policy: Annotated[
        Term, internal("Kept and erased as the policy says", chapter=Chapter.RETENTION)
    ]
    why_not_followed: Annotated[
        str, internal("Why the policy is not followed", chapter=Chapter.RETENTION)
    ]
    data_location: Annotated[str, internal("Where the data is kept", chapter=Chapter.PROTECTION)]
    supporting_documents: Annotated[
        tuple[SupportingDocumentDocument, ...],
        internal("Supporting documents", chapter=Chapter.PAPERS),
    ]
    internal_note: Annotated[str, internal("Note for staff", chapter=Chapter.PAPERS)]
    dpia_reason: Annotated[
        str,
        internal(
            "Why an impact assessment is needed, or is not",
            since=4,
            chapter=Chapter.PAPERS,
            after="dpia_status",
        ),
    ] = ""
    dpia_decided_by: Annotated[
        str,
        internal(
            "Who decided on an impact assessment",
            since=4,
            chapter=Chapter.PAPERS,
            after="dpia_reason",
        ),
    ] = ""
    dpia_decided_on: Annotated[
        date | None,
        internal(
            "Impact assessment decided on",
            since=4,
            chapter=Chapter.PAPERS,
            beside="dpia_decided_by",
        ),
    ] = None
    dpia_review_on: Annotated[
        date | None,
        internal(
            "Impact assessment looked at again on",
            since=4,
            chapter=Chapter.PAPERS,
            beside="dpia_decided_on",
        ),
    ] = None
    people_choices: Annotated[
        tuple[PeopleChoiceDocument, ...],
        worded("Choices people have", "the choices people have", since=4, chapter=Chapter.CHOICES),
    ] = ()
    system_uses: Annotated[
        tuple[SystemUseDocument, ...],
        internal("Systems used", "the systems used", since=4, chapter=Chapter.PROTECTION),
    ] = ()
    capacity: Annotated[
        Term,
        worded("In what capacity we act", since=4, chapter=Chapter.ENTRY, beside="legal_regime"),
    ] = AS_CONTROLLER
    begins_on: Annotated[
        date | None,
        worded(
            "From when",
            "when this begins",
            since=4,
            chapter=Chapter.ENTRY,
            after="business_function",
        ),
    ] = None
    ends_on: Annotated[
        date | None,
        worded(
            "Until when",
            "when this ends",
            since=4,
            chapter=Chapter.ENTRY,
            beside="begins_on",
        ),
    ] = None
    follows: Annotated[
        Term | None,
        worded(
            "Follows",
            "which entry this follows",
            since=4,
            chapter=Chapter.ENTRY,
            after="begins_on",
        ),
    ] = None
    children_youngest: Annotated[
        int | None,
        worded(
            "Age of the youngest children",
            since=4,
            chapter=Chapter.DATA,
        ),
    ] = None
    children_oldest: Annotated[
        int | None,
        worded(
            "Age of the oldest children",
            since=4,
            chapter=Chapter.DATA,
            beside="children_youngest",
        ),
    ] = None
    how_children_are_told: Annotated[
        str,
        worded("How children are told", since=4, chapter=Chapter.DATA),
    ] = ""
    children_considered_on: Annotated[
        date | None,
        internal("Higher protection of children considered on", since=4, chapter=Chapter.DATA),
    ] = None
    children_considered_by: Annotated[
        str,
        internal(
            "Higher protection of children considered by",
            since=4,
            chapter=Chapter.DATA,
            beside="children_considered_on",
        ),
    ] = ""
    decisions_made: Annotated[
        tuple[AutomatedDecisionDocument, ...],
        worded(
            "Decisions a computer takes or helps to take",
            "the decisions a computer takes or helps to take",
            since=4,
            chapter=Chapter.AUTOMATED,
        ),
    ] = ()

    @property
    def is_processor(self) -> bool:
        """Whether the body works on the data for others, who decide about it (Article 30(2))."""
        return self.capacity.code == ProcessingActivity.Capacity.PROCESSOR
