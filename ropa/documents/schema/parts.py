"""The parts of an entry: who, why, which data, from where, to whom, for how long, how protected."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ropa.documents.classification import Document
from ropa.documents.description import describes, internal, public, worded
from ropa.models import (
    AutomatedDecision,
    CollectionChannel,
    Condition,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PeopleChoice,
    PowerUse,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    SupportingDocument,
    SystemUse,
    Transfer,
)

from .shared import (
    GAP,
    AgreementDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    SystemDocument,
    Term,
    inferred,
)

_NOTE = internal("Note for staff", "the note for staff on {item}")
# Documents up to version 3 of the schema said of two parts, for staff, what `is_inferred` says now.
_CONFIRM = internal("Needs confirming", "whether {item} needs confirming", given=True)


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
    under_agreement: Annotated[
        AgreementDocument | None,
        internal(
            "Under which agreement",
            "the agreement with {item}",
            after="arrangement",
            since=4,
            spellings=("Contract title", "Title of contract", "Data processing agreement"),
        ),
    ] = None
    works_for: Annotated[
        Term | None, public("Works for", "for whom {item} works", after="role", since=4)
    ] = None
    task: Annotated[
        str,
        public(
            "For",
            "for what we use {item}",
            after="works_for",
            since=4,
            spellings=("Categories of processing", "Category of processing"),
        ),
    ] = ""
    place: Annotated[str, public("In", "where {item} works on the data", after="task", since=4)] = (
        ""
    )
    due_diligence_on: Annotated[
        date | None,
        internal(
            "Due diligence done on",
            "when due diligence was done on {item}",
            after="under_agreement",
            since=4,
        ),
    ] = None
    due_diligence_by: Annotated[
        str,
        internal(
            "Due diligence done by",
            "who did due diligence on {item}",
            beside="due_diligence_on",
            since=4,
        ),
    ] = ""
    is_inferred: Annotated[bool, inferred("the role of {item}")] = False


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
    recognised_interest: Annotated[
        Term | None, public("Recognised legitimate interest", since=4)
    ] = None
    original_purpose: Annotated[
        str, public("Collected at first to", "what it was collected for before: {item}", since=4)
    ] = ""
    further_use: Annotated[
        Term | None,
        public("Why it may be used for this too", "why it may be used as well: {item}", since=4),
    ] = None
    compatibility: Annotated[
        str, internal("Why the new use is compatible", since=4, after="further_use")
    ] = ""
    internal_note: Annotated[str, _NOTE]
    for_confirmation: Annotated[bool, _CONFIRM] = False
    is_inferred: Annotated[bool, inferred("the ground for {item}")] = False


@describes(Condition, identity=("covers.code",), name=("covers.name",))
class ConditionDocument(Document):
    """The condition for special category or criminal-offence data."""

    covers: Annotated[Term, worded("For which data")]
    article_9: Annotated[Term | None, worded("Article 9 condition")]
    schedule_1: Annotated[Term | None, worded("Schedule 1 condition")]
    schedule_8: Annotated[Term | None, worded("Schedule 8 condition")]
    explanation: Annotated[str, worded("Why it is met", "why the condition for {item} is met")]
    internal_note: Annotated[str, _NOTE]
    for_confirmation: Annotated[bool, _CONFIRM] = False
    is_inferred: Annotated[bool, inferred("the condition for {item}")] = False


@describes(DataHolding, identity=("people.code", "data.code"), name=("people.name", "data.name"))
class HoldingDocument(Document):
    """A category of data held about a category of people."""

    people: Annotated[PeopleDocument, worded("About whom", of=("people_category",))]
    data: Annotated[DataCategoryDocument, worded("Which information", of=("data_category",))]
    detail: Annotated[str, worded("Detail")]
    is_inferred: Annotated[bool, inferred("that {item} is held")] = False


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
    is_inferred: Annotated[bool, inferred("what is said of {item}")] = False


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
    under_agreement: Annotated[
        AgreementDocument | None,
        internal(
            "Under which agreement",
            "the agreement to share with {item}",
            since=4,
            spellings=("Information sharing agreement", "Data sharing agreement", "DSA", "ISA"),
        ),
    ] = None
    is_inferred: Annotated[bool, inferred("what is said of sharing with {item}")] = False


_AT_LEAST = Term(code=RetentionRule.Limit.AT_LEAST.value, name=RetentionRule.Limit.AT_LEAST.label)


@describes(RetentionRule, identity=("covers",), name=("covers",), likeness=("covers",), quoted=True)
class RetentionDocument(Document):
    """How long something is kept; periods are ISO 8601 durations."""

    covers: Annotated[str, worded("What is kept", "what is kept")]
    minimum_period: Annotated[str, worded("Period", "how long we keep {lowered}", period=True)]
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
    limit: Annotated[
        Term,
        worded(
            "Kept", "whether we keep {lowered} at least or at most so long", after="covers", since=4
        ),
    ] = _AT_LEAST
    reason: Annotated[
        str, worded("Why this long", "why we keep {lowered} this long", after="extension", since=4)
    ] = ""
    is_inferred: Annotated[bool, inferred("how long we keep {lowered}")] = False


@describes(PowerUse, identity=("power.code", "held_by.code"), name=("power.name", "held_by.name"))
class PowerUseDocument(Document):
    power: Annotated[PowerDocument, worded("Power")]
    held_by: Annotated[Term, worded("Whose")]
    applied_through: Annotated[
        ProvisionDocument | None, worded("Applied through", beside="held_by")
    ]
    explanation: Annotated[str, worded("What it means here", "what “{item}” means here")]
    is_inferred: Annotated[bool, inferred("what is said of {item}")] = False


@describes(PeopleChoice, identity=("choice",), name=("choice",), likeness=("choice",), quoted=True)
class PeopleChoiceDocument(Document):
    """A choice people have about a use of their data. `only_for` names purposes, one a line."""

    kind: Annotated[Term, worded("Kind of choice")]
    choice: Annotated[str, worded("What people can choose")]
    how: Annotated[str, worded("How to say so")]
    by_when: Annotated[str, worded("By when")]
    from_age: Annotated[int | None, worded("From which age", beside="by_when")]
    consequence: Annotated[str, worded("What follows")]
    only_for: Annotated[str, worded("For which uses")]
    contact: Annotated[str, worded("Whom to tell")]
    url: Annotated[str, worded("Web address", beside="contact")]
    is_inferred: Annotated[bool, inferred("what is said of “{item}”")] = False


@describes(
    AutomatedDecision,
    identity=("decision",),
    name=("decision",),
    likeness=("decision",),
    quoted=True,
)
class AutomatedDecisionDocument(Document):
    """What a computer decides about people, or helps to decide, and what protects them."""

    decision: Annotated[str, worded("What is decided")]
    involvement: Annotated[Term, worded("Who decides")]
    significance: Annotated[Term, worded("Is it significant for people?", beside="involvement")]
    effect: Annotated[str, worded("What it means for people")]
    logic: Annotated[str, worded("How it works")]
    data_categories: Annotated[
        tuple[DataCategoryDocument, ...],
        worded("On which data", "the data that the decision rests on"),
    ]
    people_are_told: Annotated[bool, worded("People are told")]
    people_are_heard: Annotated[bool, worded("People can have their say", beside="people_are_told")]
    a_person_steps_in: Annotated[bool, worded("People can get a person to look at it")]
    can_be_contested: Annotated[bool, worded("People can contest it", beside="a_person_steps_in")]
    tool_record: Annotated[str, worded("Record of the tool")]
    is_inferred: Annotated[bool, inferred("what is said of “{item}”")] = False


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
    assessment: Annotated[
        str, internal("Assessment", "the assessment of the transfer to {item}", since=4)
    ] = ""
    assessed_on: Annotated[
        date | None,
        internal(
            "Assessed on",
            "when the transfer to {item} was assessed",
            beside="assessment",
            since=4,
        ),
    ] = None
    is_inferred: Annotated[bool, inferred("what is said of {item}")] = False


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


@describes(SystemUse, identity=("system.code",), name=("system.name",))
class SystemUseDocument(Document):
    """A system that the entry uses, for staff alone."""

    system: Annotated[SystemDocument, internal("System")]
    detail: Annotated[str, internal("What for", "what {item} is used for")]
