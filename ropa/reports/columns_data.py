"""Cells about the data: whose and which it is, where it goes, how long it stays, how it is kept
safe."""

from __future__ import annotations

from ropa.documents.entry_wording import children_sentences
from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import (
    ActivityDocument,
    HoldingDocument,
    RetentionDocument,
    TransferDocument,
)
from ropa.documents.wording import joined_names, retention_sentences
from ropa.models import ProcessingActivity, Transfer
from ropa.models.grounds import Sensitivity

from .columns_words import NONE_RECORDED, recorded, specified, to_be_supplied, with_notes

Position = ProcessingActivity.TransfersPosition
EXCEPTION = Transfer.Mechanism.DEROGATION


def individuals(document: ActivityDocument) -> str:
    """Each category of people once, who they are, and whether they are children; then how old the
    children are, and how they are told."""
    people = {part.people.code: part.people for part in document.data_holdings}
    found = (
        with_notes(
            specified(each.name, "children or young people" if each.are_children else ""),
            each.description,
            *labelled_notes(each),
        )
        for each in people.values()
    )
    return recorded((*found, *children_sentences(document)))


def personal_data(document: ActivityDocument) -> str:
    """Each category of data once, how the law protects it where it is sensitive, what it means,
    about whom it is where the entry is about several categories of people, and the detail given."""
    by_category: dict[str, list[HoldingDocument]] = {}
    for part in document.data_holdings:
        by_category.setdefault(part.data.code, []).append(part)
    several = len({part.people.code for part in document.data_holdings}) > 1
    return recorded(_category(holdings, several) for holdings in by_category.values())


def transfers(document: ActivityDocument) -> str:
    """Each country or organisation outside the United Kingdom with the recipient there, what
    allows the transfer and its safeguards; or that there are none, or that this is still to be
    confirmed."""
    position = document.transfers_position
    if position.code == Position.LISTED:
        return recorded(map(_transfer, document.transfers))
    return recorded((position.name, *map(_transfer, document.transfers)))


def exceptional_transfers(document: ActivityDocument) -> str:
    """The safeguards of each transfer that rests on an exception of Article 49."""
    found = [
        with_notes(part.destination, part.safeguards.strip() or NONE_RECORDED)
        for part in document.transfers
        if part.mechanism.code == EXCEPTION
    ]
    position = document.transfers_position
    if not found and position.code == Position.UNKNOWN:
        return position.name
    return recorded(found)


def retention(document: ActivityDocument) -> str:
    """How long each thing is kept, in sentences, or what is still to be supplied about it."""
    return recorded(map(_retention, document.retention_rules))


def security(document: ActivityDocument) -> str:
    """How the data is protected, by technical and by organisational measures, or what is still to
    be supplied about it."""
    return recorded(
        with_notes(
            part.kind.name,
            part.description,
            to_be_supplied(part.to_be_supplied),
            *labelled_notes(part),
        )
        for part in document.security_measures
    )


def holds_special_category_data(document: ActivityDocument) -> bool:
    """Say whether any of the data is of a special category (Article 9(1), DPA section 35(8))."""
    return any(part.data.sensitivity.code == Sensitivity.SPECIAL for part in document.data_holdings)


def _category(holdings: list[HoldingDocument], several: bool) -> str:
    data = holdings[0].data
    ordinary = data.sensitivity.code == Sensitivity.ORDINARY
    sensitivity = "" if ordinary else data.sensitivity.name
    if several:
        people = [
            specified(part.people.name, part.detail, *labelled_notes(part)) for part in holdings
        ]
        about = f"About {joined_names(people)}"
        return with_notes(
            specified(data.name, sensitivity), data.description, about, *labelled_notes(data)
        )
    details = [note for part in holdings for note in (part.detail, *labelled_notes(part))]
    return with_notes(
        specified(data.name, sensitivity, *details), data.description, *labelled_notes(data)
    )


def _transfer(part: TransferDocument) -> str:
    where = f"{part.destination}, to {part.recipient.name}" if part.recipient else part.destination
    return with_notes(where, part.mechanism.name, part.safeguards, *labelled_notes(part))


def _retention(rule: RetentionDocument) -> str:
    return with_notes(
        rule.covers,
        *retention_sentences(rule),
        *labelled_notes(rule),
        to_be_supplied(rule.to_be_supplied),
    )
