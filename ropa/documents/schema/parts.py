"""The parts of an entry: who, why, which data, from where, to whom, for how long, how protected."""

from __future__ import annotations

from typing import Annotated, Any

from ropa.documents.classification import Document
from ropa.documents.description import describes, internal, worded
from ropa.models import (
    CollectionChannel,
    Condition,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PowerUse,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    SupportingDocument,
    Transfer,
)

from .shared import (
    GAP,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)

_NOTE = internal("Note for staff", "the note for staff on {item}")
_CONFIRM = internal("Needs confirming", "whether {item} needs confirming")


@describes(ControllerRole, identity=("organisation.code",), name=("organisation.name",))
class ControllerDocument(Document):
    """An organisation's role: controller of what, or processor."""

    organisation: Annotated[OrganisationDocument, worded("Organisation")]
    role: Annotated[Term, worded("Role", "the role of {item}", beside="organisation")]
    scope: Annotated[str, worded("Of which data", "the data {item} is responsible for")]
    essence: Annotated[
        str, worded("Who does what, and whom to turn to", "who does what with {item}")
    ]
    arrangement: Annotated[str, internal("Agreement")]


@describes(
    Purpose,
    identity=("statement",),
    name=("statement",),
    likeness=("statement",),
    quoted=True,
)
class PurposeDocument(Document):
    """A purpose and its lawful basis."""

    statement: Annotated[str, worded("Purpose", "the purpose")]
    lawful_basis: Annotated[Term, worded("Lawful basis")]
    provisions: Annotated[
        tuple[ProvisionDocument, ...], worded("Under which law", "the law it rests on")
    ]
    interest: Annotated[str, worded("Legitimate interest")]
    for_confirmation: Annotated[bool, _CONFIRM]
    internal_note: Annotated[str, _NOTE]


@describes(Condition, identity=("covers.code",), name=("covers.name",))
class ConditionDocument(Document):
    """The condition for special category or criminal-offence data."""

    covers: Annotated[Term, worded("For which data")]
    article_9: Annotated[Term | None, worded("Article 9 condition")]
    schedule_1: Annotated[Term | None, worded("Schedule 1 condition")]
    schedule_8: Annotated[Term | None, worded("Schedule 8 condition")]
    explanation: Annotated[str, worded("Why it is met", "why the condition for {item} is met")]
    for_confirmation: Annotated[bool, _CONFIRM]
    internal_note: Annotated[str, _NOTE]


@describes(DataHolding, identity=("people.code", "data.code"), name=("people.name", "data.name"))
class HoldingDocument(Document):
    """A category of data held about a category of people."""

    people: Annotated[PeopleDocument, worded("About whom", of=("people_category",))]
    data: Annotated[DataCategoryDocument, worded("Which information", of=("data_category",))]
    detail: Annotated[str, worded("Detail")]


def _origin(row: DataSource) -> Any:
    return row.organisation or row.people_category


def _kind_of_origin(document: SourceDocument) -> str:
    return "people_category" if document.are_people else "organisation"


def _are_people(row: DataSource) -> bool:
    return row.people_category is not None


@describes(DataSource, identity=("group.code", "origin.code"), name=("group.name", "origin.name"))
class SourceDocument(Document):
    """Where data comes from: a body, or people. `origin` is absent for the people themselves and
    own staff."""

    group: Annotated[Term, worded("Kind of source")]
    origin: Annotated[
        Term | None,
        worded(
            "Source",
            of=("organisation", "people_category"),
            made=_origin,
            chosen=_kind_of_origin,
        ),
    ]
    including: Annotated[tuple[Term, ...], worded("Including", "the bodies included")]
    detail: Annotated[str, worded("Detail")]
    # Versions 1 and 2 did not say: codes of bodies and of people could be alike.
    are_people: Annotated[bool, worded("People rather than a body", made=_are_people)] = False


@describes(CollectionChannel, identity=("channel.code",), name=("channel.name",))
class ChannelDocument(Document):
    channel: Annotated[Term, worded("Way")]
    detail: Annotated[str, worded("Detail")]


@describes(Disclosure, identity=("recipient.code",), name=("recipient.name",))
class DisclosureDocument(Document):
    """Sharing with one recipient."""

    recipient: Annotated[Term, worded("Recipient")]
    including: Annotated[
        tuple[Term, ...], worded("Including", "the bodies included", after="purpose")
    ]
    purpose: Annotated[str, worded("Why", "why we share with {item}")]
    gateway: Annotated[
        PowerDocument | None, worded("Power to share", "the power to share with {item}")
    ]
    frequency: Annotated[
        Term, worded("How often", "how often we share with {item}", beside="recipient")
    ]
    detail: Annotated[str, worded("Detail")]
    agreement: Annotated[str, internal("Sharing agreement")]


@describes(RetentionRule, identity=("covers",), name=("covers",), likeness=("covers",), quoted=True)
class RetentionDocument(Document):
    """How long something is kept; periods are ISO 8601 durations."""

    covers: Annotated[str, worded("What is kept", "what is kept")]
    minimum_period: Annotated[str, worded("At least", "how long we keep {lowered}", period=True)]
    is_usual: Annotated[
        bool,
        worded(
            "Usually",
            "whether the period for {lowered} is only the usual one",
            beside="minimum_period",
        ),
    ]
    trigger: Annotated[str, worded("From when", "from when we count how long we keep {lowered}")]
    extension: Annotated[str, worded("When it is kept longer", "when we keep {lowered} longer")]
    end_action: Annotated[
        Term | None, worded("What happens at the end", "what happens to {lowered} at the end")
    ]
    review_interval: Annotated[
        str,
        worded(
            "Looked at again every",
            "how often we look at {lowered} again",
            period=True,
            beside="end_action",
        ),
    ]
    schedule_reference: Annotated[
        str, worded("Retention schedule", "the retention schedule for {lowered}")
    ]
    to_be_supplied: Annotated[str, worded(GAP, after="covers")]
    internal_note: Annotated[str, _NOTE]


@describes(PowerUse, identity=("power.code", "held_by.code"), name=("power.name", "held_by.name"))
class PowerUseDocument(Document):
    power: Annotated[PowerDocument, worded("Power")]
    held_by: Annotated[Term, worded("Whose")]
    applied_through: Annotated[
        ProvisionDocument | None, worded("Applied through", beside="held_by")
    ]
    explanation: Annotated[str, worded("What it means here", "what “{item}” means here")]


@describes(
    Transfer,
    identity=("destination", "recipient.code"),
    name=("destination", "recipient.name"),
    likeness=("destination",),
)
class TransferDocument(Document):
    destination: Annotated[str, worded("Where to")]
    recipient: Annotated[Term | None, worded("Recipient", beside="destination")]
    mechanism: Annotated[Term, worded("What allows it")]
    safeguards: Annotated[str, worded("Safeguards")]


@describes(SecurityMeasure, identity=("kind.code",), name=("kind.name",))
class SecurityDocument(Document):
    kind: Annotated[Term, worded("Kind")]
    description: Annotated[str, worded("What is done")]
    to_be_supplied: Annotated[str, worded(GAP)]


@describes(
    SupportingDocument, identity=("title",), name=("title",), likeness=("title",), quoted=True
)
class SupportingDocumentDocument(Document):
    kind: Annotated[Term, internal("Kind")]
    title: Annotated[str, internal("Title")]
    location: Annotated[str, internal("Where it is")]
