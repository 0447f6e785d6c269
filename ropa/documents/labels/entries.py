"""What people call the fields of an entry and its parts, and how each part is known again."""

from __future__ import annotations

from ropa.documents.schema import (
    ActivityDocument,
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

from .shape import Field, describe

NOTE = Field("Note for staff", "the note for staff on {item}")
GAP = "Still to be supplied"
CONFIRM = Field("Needs confirming", "whether {item} needs confirming")
INCLUDING = Field("Including", "the bodies included")

describe(
    ActivityDocument,
    {
        "reference": "Reference",
        "title": "Title",
        "summary": "Summary",
        "legal_regime": "Which law applies",
        "is_public": "Public",
        "team": "Team",
        "business_function": "Business function",
        "controllers": "Who is responsible",
        "purposes": Field("What it is for", "the purposes"),
        "conditions": Field(
            "Grounds for sensitive information", "the grounds for sensitive information"
        ),
        "data_holdings": Field("Whose information, and which", "the information held"),
        "data_sources": "Where it comes from",
        "channels": Field("How it reaches us", "the ways it reaches us"),
        "internal_recipients": "Who sees it inside the organisation",
        "sharing_note": "About sharing in general",
        "disclosures": "Who we share it with",
        "retention_rules": "How long it is kept",
        "power_uses": Field("What the law requires or allows", "the powers used"),
        "providing": "Whether people must give it",
        "if_not_provided": "What follows if they do not",
        "automated_decisions": "Automated decisions",
        "automated_decisions_detail": "How automated decisions work and what they mean",
        "transfers_position": "Whether it goes abroad",
        "transfers": Field("Transfers abroad", "the transfers abroad"),
        "security_measures": "How it is protected",
        "rights": Field("Rights people have", "the rights people have"),
        "dpia_status": "Impact assessment (DPIA)",
        "follows_retention_policy": "Kept and erased as the policy says",
        "why_not_followed": "Why the policy is not followed",
        "data_location": "Where the data is kept",
        "supporting_documents": "Supporting documents",
        "internal_note": "Note for staff",
    },
    identity=("reference",),
    name=("title",),
)
describe(
    ControllerDocument,
    {
        "organisation": "Organisation",
        "role": Field("Role", "the role of {item}"),
        "scope": Field("Of which data", "the data {item} is responsible for"),
        "essence": Field("Who does what, and whom to turn to", "who does what with {item}"),
        "arrangement": "Agreement",
    },
    identity=("organisation.code",),
    name=("organisation.name",),
)
describe(
    PurposeDocument,
    {
        "statement": Field("Purpose", "the purpose"),
        "lawful_basis": "Lawful basis",
        "provisions": Field("Under which law", "the law it rests on"),
        "interest": "Legitimate interest",
        "for_confirmation": CONFIRM,
        "internal_note": NOTE,
    },
    identity=("statement",),
    name=("statement",),
    likeness=("statement",),
    quoted=True,
)
describe(
    ConditionDocument,
    {
        "covers": "For which data",
        "article_9": "Article 9 condition",
        "schedule_1": "Schedule 1 condition",
        "schedule_8": "Schedule 8 condition",
        "explanation": Field("Why it is met", "why the condition for {item} is met"),
        "for_confirmation": CONFIRM,
        "internal_note": NOTE,
    },
    identity=("covers.code",),
    name=("covers.name",),
)
describe(
    HoldingDocument,
    {"people": "About whom", "data": "Which information", "detail": "Detail"},
    identity=("people.code", "data.code"),
    name=("people.name", "data.name"),
)
describe(
    SourceDocument,
    {
        "group": "Kind of source",
        "origin": "Source",
        "including": INCLUDING,
        "detail": "Detail",
        "are_people": "People rather than a body",
    },
    identity=("group.code", "origin.code"),
    name=("group.name", "origin.name"),
)
describe(
    ChannelDocument,
    {"channel": "Way", "detail": "Detail"},
    identity=("channel.code",),
    name=("channel.name",),
)
describe(
    DisclosureDocument,
    {
        "recipient": "Recipient",
        "including": INCLUDING,
        "purpose": Field("Why", "why we share with {item}"),
        "gateway": Field("Power to share", "the power to share with {item}"),
        "frequency": Field("How often", "how often we share with {item}"),
        "detail": "Detail",
        "agreement": "Sharing agreement",
    },
    identity=("recipient.code",),
    name=("recipient.name",),
)
describe(
    RetentionDocument,
    {
        "covers": Field("What is kept", "what is kept"),
        "minimum_period": Field("At least", "how long we keep {lowered}", period=True),
        "is_usual": Field("Usually", "whether the period for {lowered} is only the usual one"),
        "trigger": Field("From when", "from when we count how long we keep {lowered}"),
        "extension": Field("When it is kept longer", "when we keep {lowered} longer"),
        "end_action": Field("What happens at the end", "what happens to {lowered} at the end"),
        "review_interval": Field(
            "Looked at again every", "how often we look at {lowered} again", period=True
        ),
        "schedule_reference": Field("Retention schedule", "the retention schedule for {lowered}"),
        "to_be_supplied": GAP,
        "internal_note": NOTE,
    },
    identity=("covers",),
    name=("covers",),
    likeness=("covers",),
    quoted=True,
)
describe(
    PowerUseDocument,
    {
        "power": "Power",
        "held_by": "Whose",
        "applied_through": "Applied through",
        "explanation": Field("What it means here", "what “{item}” means here"),
    },
    identity=("power.code", "held_by.code"),
    name=("power.name", "held_by.name"),
)
describe(
    TransferDocument,
    {
        "destination": "Where to",
        "recipient": "Recipient",
        "mechanism": "What allows it",
        "safeguards": "Safeguards",
    },
    identity=("destination", "recipient.code"),
    name=("destination", "recipient.name"),
    likeness=("destination",),
)
describe(
    SecurityDocument,
    {"kind": "Kind", "description": "What is done", "to_be_supplied": GAP},
    identity=("kind.code",),
    name=("kind.name",),
)
describe(
    SupportingDocumentDocument,
    {"kind": "Kind", "title": "Title", "location": "Where it is"},
    identity=("title",),
    name=("title",),
    likeness=("title",),
    quoted=True,
)
