"""The lawful basis of each purpose: UK GDPR Article 6(1)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ControllerRole
from ropa.models.grounds import LAW_ENFORCEMENT_BASES, LawfulBasis

from .reading import Paper, has_paper, under_part_3, with_role
from .rules import Group, Problem, Severity

GROUNDS = Group[ActivityDocument]("The lawful basis of each purpose")

_LAID_DOWN_BY_LAW = (LawfulBasis.LEGAL_OBLIGATION, LawfulBasis.PUBLIC_TASK)
_NOT_FOR_PUBLIC_TASKS = (LawfulBasis.RECOGNISED_INTEREST, LawfulBasis.LEGITIMATE_INTERESTS)


@GROUNDS.rule(
    "R6-regime",
    "UK GDPR Article 6(1); DPA 2018 section 35(2)",
    Severity.BLOCKING,
    "The lawful basis belongs to the law that governs the entry.",
    mend="purposes",
)
def basis_of_the_regime(document: ActivityDocument) -> Iterator[Problem]:
    """Law enforcement takes a basis of section 35(2), everything else one of Article 6(1)."""
    expected = "section 35(2)" if under_part_3(document) else "Article 6(1)"
    for index, part in enumerate(document.purposes):
        if (part.lawful_basis.code in LAW_ENFORCEMENT_BASES) != under_part_3(document):
            yield Problem(
                f"Choose a lawful basis of {expected} for “{part.statement}”: "
                f"this entry falls under {document.legal_regime.name}.",
                index,
            )


@GROUNDS.rule(
    "R6-provision",
    "UK GDPR Article 6(3); DPA 2018 section 8",
    Severity.BLOCKING,
    "A legal obligation or public task names the law that lays it down.",
    mend="purposes",
)
def law_named(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.purposes):
        if part.lawful_basis.code in _LAID_DOWN_BY_LAW and not part.provisions:
            yield Problem(f"Name the law that gives the task or duty: “{part.statement}”.", index)


@GROUNDS.rule(
    "R6-authority",
    "UK GDPR Article 6(1), second subparagraph",
    Severity.WARNING,
    "A public authority does not rely on legitimate interests for its tasks.",
    mend="purposes",
)
def no_interests_of_authorities(document: ActivityDocument) -> Iterator[Problem]:
    """Neither (ea) nor (f) is open to public authorities for their tasks. Outside those they are,
    so this asks for a second look."""
    bodies = with_role(document, *ControllerRole.CONTROLLERS)
    authority = next(
        (part.organisation.name for _, part in bodies if part.organisation.is_public_authority), ""
    )
    for index, part in enumerate(document.purposes):
        if authority and part.lawful_basis.code in _NOT_FOR_PUBLIC_TASKS:
            yield Problem(
                f"{authority} is a public authority and may not rely on “"
                f"{part.lawful_basis.name}” for its tasks. Choose another basis for "
                f"“{part.statement}”, unless this is not one of its tasks.",
                index,
            )


@GROUNDS.rule(
    "R6-interest",
    "UK GDPR Articles 6(1)(f) and 13(1)(d)",
    Severity.WARNING,
    "Legitimate interests are named.",
    mend="purposes",
)
def interest_named(document: ActivityDocument) -> Iterator[Problem]:
    """A notice must tell people which interest it is, so publishing stops where this is missing."""
    for index, part in enumerate(document.purposes):
        if part.lawful_basis.code == LawfulBasis.LEGITIMATE_INTERESTS and not part.interest.strip():
            yield Problem(f"Say which interest is pursued: “{part.statement}”.", index)


@GROUNDS.rule(
    "R7-1",
    "UK GDPR Article 7(1)",
    Severity.WARNING,
    "Where consent is relied on, the record says where consent is recorded.",
    mend="supporting_documents",
)
def consent_recorded(document: ActivityDocument) -> Iterator[Problem]:
    consented = any(part.lawful_basis.code == LawfulBasis.CONSENT for part in document.purposes)
    if consented and not has_paper(document, Paper.CONSENT_RECORD):
        yield Problem("Say where people’s consent is recorded: you must be able to show it.")
