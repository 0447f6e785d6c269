"""The chapters of an entry's page, in the order in which its document is read."""

from .activity_parts import (
    Channels,
    Conditions,
    ControllerRoles,
    DataHoldings,
    DataSources,
    Disclosures,
    PowerUses,
    Purposes,
    RetentionRules,
    SecurityMeasures,
    SupportingDocuments,
    Transfers,
)
from .chapters import Chapter

ENTRY = (
    Chapter(
        "This entry",
        "One activity: every purpose below applies to all of its data and everyone who gets it. "
        "Where that is not so, make two entries.",
        fields=(
            ("reference", "team"),
            "title",
            "summary",
            ("legal_regime", "is_public"),
            "business_function",
        ),
    ),
    Chapter(
        "Who is responsible",
        "The organisation that decides why and how, or those that decide together, and the "
        "processors that act for them.",
        parts=(ControllerRoles,),
    ),
    Chapter(
        "Why, and on what ground",
        "Each purpose with its lawful basis, and the law that gives the task or duty.",
        parts=(Purposes,),
    ),
    Chapter(
        "Sensitive data",
        "The extra condition the law asks for when there is special category or criminal-offence "
        "data.",
        parts=(Conditions,),
    ),
    Chapter(
        "Which data, about whom",
        "One row for each category of data about each category of people. The public reads them "
        "as lists, people by people.",
        parts=(DataHoldings,),
    ),
    Chapter(
        "Where it comes from",
        "The people themselves, your own staff, or an organisation or other people.",
        parts=(DataSources,),
    ),
    Chapter(
        "How it reaches you",
        "By which ways, and whether people must give it.",
        fields=("providing", "if_not_provided"),
        parts=(Channels,),
    ),
    Chapter(
        "Who gets it",
        "Inside the organisation first, then everyone outside it: each with the reason and, where "
        "there is one, the power to share.",
        fields=("internal_recipients", "sharing_note"),
        parts=(Disclosures,),
    ),
    Chapter(
        "How long it is kept",
        "The public reads each rule as a sentence: “At least 3 years after the case is closed.”",
        fields=("follows_retention_policy", "why_not_followed"),
        parts=(RetentionRules,),
    ),
    Chapter(
        "Powers and duties",
        "The statutory powers this activity relies on, and whose they are.",
        parts=(PowerUses,),
    ),
    Chapter(
        "Automated decisions",
        "Decisions or profiles made by a computer.",
        fields=("automated_decisions", "automated_decisions_detail"),
    ),
    Chapter(
        "Transfers abroad",
        "Anything that leaves the United Kingdom.",
        fields=("transfers_position",),
        parts=(Transfers,),
    ),
    Chapter(
        "Protection",
        "How the data is protected, in general terms. The public reads the measures, never where "
        "the data is kept.",
        fields=("data_location",),
        parts=(SecurityMeasures,),
    ),
    Chapter(
        "Papers, review and notes",
        "For staff and auditors only. The public never reads this chapter.",
        fields=("dpia_status", ("last_reviewed_on", "review_due_on"), "internal_note"),
        parts=(SupportingDocuments,),
    ),
)
