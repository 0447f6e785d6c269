"""Data that leaves the United Kingdom: UK GDPR Articles 30(1)(e) and 44A to 49, DPA Part 3."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity

from .reading import Mechanism, under_part_3
from .rules import Group, Problem, Severity

TRANSFERS = Group[ActivityDocument]("Transfers abroad")

_Position = ProcessingActivity.TransfersPosition


def unnamed_transfers(document: ActivityDocument) -> bool:
    """Say whether the entry says there are transfers and names none."""
    return document.transfers_position.code == _Position.LISTED and not document.transfers


def without_safeguards(document: ActivityDocument) -> Iterator[tuple[int, str]]:
    """Yield the position and destination of transfers that rest on safeguards and name none."""
    for index, part in enumerate(document.transfers):
        on_its_own = part.mechanism.code in (Mechanism.ADEQUACY, Mechanism.DEROGATION)
        if not on_its_own and not part.safeguards.strip():
            yield index, part.destination


@TRANSFERS.rule(
    "R30-1e",
    "UK GDPR Article 30(1)(e); DPA 2018 section 61(2)(h)",
    Severity.BLOCKING,
    "Where there are transfers, the country or organisation is named.",
    mend="transfers",
)
def transfers_named(document: ActivityDocument) -> Iterator[Problem]:
    if unnamed_transfers(document):
        yield Problem(
            "The entry says that data leaves the United Kingdom. Add each country or organisation."
        )


@TRANSFERS.rule(
    "R30-1e-answer",
    "UK GDPR Article 30(1)(e); DPA 2018 section 61(2)(h)",
    Severity.BLOCKING,
    "Where transfers are listed, the record says that there are some.",
    mend="transfers_position",
)
def answer_agrees(document: ActivityDocument) -> Iterator[Problem]:
    if document.transfers and document.transfers_position.code != _Position.LISTED:
        yield Problem(
            f"The answer on transfers abroad is “{document.transfers_position.name}”, but some "
            "are listed. Correct the answer, or take them out."
        )


@TRANSFERS.rule(
    "R30-1e-safeguards",
    "UK GDPR Articles 30(1)(e) and 49(1)",
    Severity.BLOCKING,
    "A transfer that relies on an exception has its safeguards documented.",
    mend="transfers",
)
def exception_safeguarded(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.transfers):
        if part.mechanism.code == Mechanism.DEROGATION and not part.safeguards.strip():
            yield Problem(f"Describe the safeguards for the transfer to {part.destination}.", index)


@TRANSFERS.rule(
    "R46-safeguards",
    "UK GDPR Articles 13(1)(f) and 46; DPA 2018 sections 61(2)(i) and 75",
    Severity.WARNING,
    "A transfer that rests on safeguards says what they are and where people find them.",
    mend="transfers",
)
def safeguards_described(document: ActivityDocument) -> Iterator[Problem]:
    for index, destination in without_safeguards(document):
        yield Problem(
            f"Say which safeguards protect what goes to {destination}, and where people can read "
            "them.",
            index,
        )


@TRANSFERS.rule(
    "R44A-regime",
    "UK GDPR Article 44A; DPA 2018 section 73",
    Severity.BLOCKING,
    "A transfer rests on the law that governs the entry.",
    mend="transfers",
)
def mechanism_of_the_regime(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.transfers):
        if (part.mechanism.code == Mechanism.PART_3) != under_part_3(document):
            yield Problem(
                f"The transfer to {part.destination} rests on “{part.mechanism.name}”, which does "
                f"not go with {document.legal_regime.name}. Choose another ground.",
                index,
            )
