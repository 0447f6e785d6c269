"""Data that leaves the United Kingdom: UK GDPR Articles 30(1)(e) and (2)(c) and 44A to 49, DPA Part
3. The law asks the same of controllers and processors."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity

from .document_facts import Mechanism, under_part_3
from .rules import RuleGroup, RuleProblem, Severity

TRANSFERS = RuleGroup[ActivityDocument]("Transfers abroad")

_Position = ProcessingActivity.TransfersPosition

# The first needs none; another rule asks the second for them; the third has to be settled first.
_WITHOUT_SAFEGUARDS = (Mechanism.ADEQUACY, Mechanism.DEROGATION, Mechanism.NOT_SETTLED)
# Those that rest on Article 46, for which the exporter makes the data protection test.
_TESTED = (
    Mechanism.IDTA,
    Mechanism.ADDENDUM,
    Mechanism.BINDING_RULES,
    Mechanism.PUBLIC_BODIES,
    Mechanism.CODE_OR_CERTIFICATION,
)


def unnamed_transfers(document: ActivityDocument) -> bool:
    """Say whether the entry says there are transfers and names none."""
    return document.transfers_position.code == _Position.LISTED and not document.transfers


def transfers_without_safeguards(document: ActivityDocument) -> Iterator[tuple[int, str]]:
    """Yield the position and destination of transfers that rest on safeguards and name none."""
    for index, part in enumerate(document.transfers):
        if part.mechanism.code not in _WITHOUT_SAFEGUARDS and not part.safeguards.strip():
            yield index, part.destination


@TRANSFERS.rule(
    "R30-1e",
    "UK GDPR Article 30(1)(e) and (2)(c); DPA 2018 section 61(2)(h) and (4)(e)",
    Severity.BLOCKING,
    "Where there are transfers, the country or organisation is named.",
    mend="transfers",
)
def transfers_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    if unnamed_transfers(document):
        yield RuleProblem(
            "The entry says that data leaves the United Kingdom. Add each country or organisation."
        )


@TRANSFERS.rule(
    "R30-1e-answer",
    "UK GDPR Article 30(1)(e) and (2)(c); DPA 2018 section 61(2)(h) and (4)(e)",
    Severity.BLOCKING,
    "Where transfers are listed, the record says that there are some.",
    mend="transfers_position",
)
def answer_agrees(document: ActivityDocument) -> Iterator[RuleProblem]:
    if document.transfers and document.transfers_position.code != _Position.LISTED:
        yield RuleProblem(
            f"The answer on transfers abroad is “{document.transfers_position.name}”, but some "
            "are listed. Correct the answer, or take them out."
        )


@TRANSFERS.rule(
    "R30-1e-safeguards",
    "UK GDPR Articles 30(1)(e) and (2)(c) and 49(1)",
    Severity.BLOCKING,
    "A transfer that relies on an exception has its safeguards documented.",
    mend="transfers",
)
def exception_safeguarded(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.transfers):
        if part.mechanism.code == Mechanism.DEROGATION and not part.safeguards.strip():
            yield RuleProblem(
                f"Describe the safeguards for the transfer to {part.destination}.", index
            )


@TRANSFERS.rule(
    "R46-safeguards",
    "UK GDPR Articles 13(1)(f) and 46; DPA 2018 sections 61(2)(i) and 75",
    Severity.WARNING,
    "A transfer that rests on safeguards says what they are and where people find them.",
    mend="transfers",
)
def safeguards_described(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, destination in transfers_without_safeguards(document):
        yield RuleProblem(
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
def mechanism_of_the_regime(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.transfers):
        if (part.mechanism.code == Mechanism.PART_3) != under_part_3(document):
            yield RuleProblem(
                f"The transfer to {part.destination} rests on “{part.mechanism.name}”, which does "
                f"not go with {document.legal_regime.name}. Choose another ground.",
                index,
            )


@TRANSFERS.rule(
    "R44A-settled",
    "UK GDPR Articles 30(1)(e) and (2)(c) and 44A; DPA 2018 section 73",
    Severity.WARNING,
    "What allows a transfer is settled.",
    mend="transfers",
)
def mechanism_settled(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.transfers):
        if part.mechanism.code == Mechanism.NOT_SETTLED:
            yield RuleProblem(f"Settle what allows the transfer to {part.destination}.", index)


@TRANSFERS.rule(
    "R46-tested",
    "UK GDPR Articles 5(2) and 46",
    Severity.WARNING,
    "A transfer that rests on safeguards was assessed, and the record says when.",
    mend="transfers",
)
def transfer_assessed(document: ActivityDocument) -> Iterator[RuleProblem]:
    """The exporter considers whether protection there is not materially lower."""
    for index, part in enumerate(document.transfers):
        if part.mechanism.code in _TESTED and part.assessed_on is None:
            yield RuleProblem(
                f"Say when the transfer to {part.destination} was assessed, and where the "
                "assessment is.",
                index,
            )
