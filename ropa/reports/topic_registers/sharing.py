"""Who gets data: those who work for the controllers, and everybody it is shared with."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.checks.document_facts import states_recipients
from ropa.dates import day_in_words
from ropa.documents.acting_for import processors
from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import (
    ActivityDocument,
    AgreementDocument,
    ControllerDocument,
    DisclosureDocument,
    Term,
)
from ropa.documents.wording import joined_names, upper_first
from ropa.models import ProcessingActivity

from ..columns_words import lines, power
from .definitions import LinkedPart, MissingFact, TopicColumn, TopicRegister

_OWN_COLUMNS = ("works_for", "task", "place")
_Position = ProcessingActivity.AutomatedDecisions
_NO_DECISIONS = Term(code=_Position.NONE.value, name=str(_Position.NONE.label))


def _processors(document: ActivityDocument) -> Iterator[ControllerDocument]:
    """Who works for the controllers; where the body is a processor itself, those that it uses."""
    return (part for part in processors(document) if part.works_for or not document.is_processor)


def _works_for(part: ControllerDocument) -> str:
    return part.works_for.name if part.works_for else "The controllers"


def _agreement(part: ControllerDocument | DisclosureDocument, in_words: str) -> str:
    return lines((part.under_agreement.name if part.under_agreement else "", in_words))


def _where_kept(part: ControllerDocument | DisclosureDocument) -> str:
    return part.under_agreement.location if part.under_agreement else ""


def _days(agreement: AgreementDocument | None) -> str:
    if agreement is None:
        return ""
    said = (
        ("Signed on", agreement.signed_on),
        ("Ends on", agreement.ends_on),
        ("Reviewed next on", agreement.review_due_on),
    )
    return lines(f"{what} {day_in_words(on)}" for what, on in said if on)


def _due_diligence(part: ControllerDocument) -> str:
    return lines((day_in_words(part.due_diligence_on), part.due_diligence_by))


def _lacks_task(document: ActivityDocument) -> bool:
    return any(not (part.task or part.scope).strip() for part in _processors(document))


def _lacks_place(document: ActivityDocument) -> bool:
    return any(not part.place.strip() for part in _processors(document))


def _lacks_contract(document: ActivityDocument) -> bool:
    return any(
        not part.arrangement.strip() and part.under_agreement is None
        for part in _processors(document)
    )


def _lacks_due_diligence(document: ActivityDocument) -> bool:
    return any(part.due_diligence_on is None for part in _processors(document))


def _processors_alone(document: ActivityDocument) -> ActivityDocument:
    return document.model_copy(update={"controllers": tuple(_processors(document))})


PROCESSORS = TopicRegister(
    name="processors",
    title="Processors",
    summary="Who works on the data for those who answer for it, on what, and where. Contracts are "
    "for staff alone.",
    citation="UK GDPR Articles 28 and 30(1)(d); DPA 2018 sections 59 and 61(2)(e)",
    parts=_processors,
    linked=LinkedPart(("dpv:hasDataProcessor", "prov:qualifiedAttribution"), _processors_alone),
    columns=(
        TopicColumn("Processor", lambda part: part.organisation.name),
        TopicColumn("Works for", _works_for),
        TopicColumn("On what", lambda part: upper_first(part.task or part.scope)),
        TopicColumn("Where", lambda part: upper_first(part.place)),
        TopicColumn("Contract", lambda part: _agreement(part, part.arrangement), is_public=False),
        TopicColumn("Dates", lambda part: _days(part.under_agreement), is_public=False),
        TopicColumn("Where it is kept", _where_kept, is_public=False),
        TopicColumn("Due diligence", _due_diligence, is_public=False),
        TopicColumn("Notes", lambda part: lines(labelled_notes(part, without=_OWN_COLUMNS))),
    ),
    missing=(
        MissingFact("Entries that do not say what a processor does", _lacks_task),
        MissingFact("Entries that do not say where a processor works", _lacks_place),
        MissingFact(
            "Entries that name a processor without a contract", _lacks_contract, is_public=False
        ),
        MissingFact(
            "Entries that name a processor without due diligence",
            _lacks_due_diligence,
            is_public=False,
        ),
    ),
    of_processors=True,
)


def _recipient(part: DisclosureDocument) -> str:
    names = [body.name for body in part.including]
    return (
        f"{part.recipient.name}, including {joined_names(names)}" if names else part.recipient.name
    )


def _lacks_law(document: ActivityDocument) -> bool:
    return any(part.gateway is None for part in document.disclosures)


def _lacks_agreement(document: ActivityDocument) -> bool:
    return any(
        not part.agreement.strip() and part.under_agreement is None for part in document.disclosures
    )


def _sharing_alone(document: ActivityDocument) -> ActivityDocument:
    """The entry without the other things that are done with data, and whom they lead to."""
    others = ("channels", "data_holdings", "data_sources", "transfers")
    return document.model_copy(
        update={
            **dict.fromkeys(others, ()),
            "internal_recipients": "",
            "automated_decisions": _NO_DECISIONS,
        }
    )


SHARING = TopicRegister(
    name="sharing",
    title="Sharing register",
    summary="Everybody outside whom data is shared with: why, how often, and the law recorded for "
    "that sharing.",
    citation="UK GDPR Article 30(1)(d); DPA 2018 section 61(2)(e)",
    parts=lambda document: document.disclosures,
    linked=LinkedPart(("dpv:hasRecipient", "dpv:hasProcessing"), _sharing_alone),
    columns=(
        TopicColumn("Recipient", _recipient),
        TopicColumn("Why", lambda part: upper_first(part.purpose)),
        TopicColumn("How often", lambda part: part.frequency.name),
        TopicColumn("Law", lambda part: power(part.gateway) if part.gateway else ""),
        TopicColumn("Detail", lambda part: part.detail),
        TopicColumn("Agreement", lambda part: _agreement(part, part.agreement), is_public=False),
        TopicColumn("Dates", lambda part: _days(part.under_agreement), is_public=False),
        TopicColumn("Where it is kept", _where_kept, is_public=False),
        TopicColumn("Notes", lambda part: lines(labelled_notes(part))),
    ),
    missing=(
        MissingFact(
            "Entries that do not say whom the data is shared with",
            lambda document: not states_recipients(document),
        ),
        MissingFact(
            "Entries that share without a law recorded for it", _lacks_law, is_public=False
        ),
        MissingFact("Entries that share without an agreement", _lacks_agreement, is_public=False),
    ),
)
