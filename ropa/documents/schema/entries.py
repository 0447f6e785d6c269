"""The entry of the record: one processing activity with all its parts."""

from __future__ import annotations

from typing import Annotated

from ropa.digits import FrozenReference
from ropa.documents.chapters import Chapter
from ropa.documents.classification import Document
from ropa.documents.description import describes, internal, worded
from ropa.models import ProcessingActivity

from .parts import (
    ChannelDocument,
    ConditionDocument,
    ControllerDocument,
    DisclosureDocument,
    HoldingDocument,
    PowerUseDocument,
    PurposeDocument,
    RetentionDocument,
    SecurityDocument,
    SourceDocument,
    SupportingDocumentDocument,
    TransferDocument,
)
from .shared import RightDocument, Term


@describes(ProcessingActivity, identity=("reference",), name=("title",))
class ActivityDocument(Document):
    """One processing activity with all its parts (Article 30(1), DPA 2018 section 61)."""

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
