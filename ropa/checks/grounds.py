"""The lawful basis of each purpose: UK GDPR Article 6(1)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ControllerRole
from ropa.models.grounds import (
    BASIS_TO_BE_SUPPLIED,
    LAW_ENFORCEMENT_BASES,
    FurtherUse,
    LawfulBasis,
)

from .document_facts import (
    Paper,
    acts_as_controller,
    controllers_with_role,
    has_paper,
    rests_on_consent,
    under_part_3,
)
from .rules import RuleGroup, RuleProblem, Severity, every_document

GROUNDS = RuleGroup[ActivityDocument](
    "The lawful basis of each purpose", applies_to=acts_as_controller
)

_LAID_DOWN_BY_LAW = (LawfulBasis.LEGAL_OBLIGATION, LawfulBasis.PUBLIC_TASK)
_NOT_FOR_PUBLIC_TASKS = (LawfulBasis.RECOGNISED_INTEREST, LawfulBasis.LEGITIMATE_INTERESTS)


@GROUNDS.rule(
    "R6-basis",
    "UK GDPR Articles 5(2) and 6(1); DPA 2018 section 35(2)",
    Severity.BLOCKING,
    "The lawful basis of every purpose is supplied.",
    mend="purposes",
    applies_to=every_document,
)
def basis_supplied(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Whoever acts for others need not record one, and records no empty one either."""
    for index, part in enumerate(document.purposes):
        if part.lawful_basis.code == BASIS_TO_BE_SUPPLIED:
            yield RuleProblem(f"Choose the lawful basis: “{part.statement}”.", index)


@GROUNDS.rule(
    "R6-regime",
    "UK GDPR Article 6(1); DPA 2018 section 35(2)",
    Severity.BLOCKING,
    "The lawful basis belongs to the law that governs the entry.",
    mend="purposes",
)
def basis_of_the_regime(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Law enforcement takes a basis of section 35(2), everything else one of Article 6(1)."""
    expected = "section 35(2)" if under_part_3(document) else "Article 6(1)"
    for index, part in enumerate(document.purposes):
        basis = part.lawful_basis.code
        if basis == BASIS_TO_BE_SUPPLIED:
            continue
        if (basis in LAW_ENFORCEMENT_BASES) != under_part_3(document):
            yield RuleProblem(
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
def law_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.purposes):
        if part.lawful_basis.code in _LAID_DOWN_BY_LAW and not part.provisions:
            yield RuleProblem(
                f"Name the law that gives the task or duty: “{part.statement}”.", index
            )


@GROUNDS.rule(
    "R6-obligation",
    "UK GDPR Article 6(1)(c) and (3)",
    Severity.WARNING,
    "A legal obligation rests on law, not on guidance alone.",
    mend="purposes",
)
def obligation_in_law(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Guidance says how to meet a duty, and lays none down. What a body states itself stands as it
    states it: this asks it to look again."""
    for index, part in enumerate(document.purposes):
        is_obligation = part.lawful_basis.code == LawfulBasis.LEGAL_OBLIGATION
        if is_obligation and part.provisions and not any(law.label for law in part.provisions):
            yield RuleProblem(
                f"Name the provision that obliges you to “{part.statement}”, or choose another "
                "basis: guidance, or a law as a whole, lays down no obligation of this kind.",
                index,
            )


@GROUNDS.rule(
    "R6-authority",
    "UK GDPR Article 6(1), second subparagraph",
    Severity.WARNING,
    "A public authority does not rely on legitimate interests for its tasks.",
    mend="purposes",
)
def no_interests_of_authorities(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Neither (ea) nor (f) is open to public authorities for their tasks. Outside those they are,
    so this asks for a second look."""
    bodies = controllers_with_role(document, *ControllerRole.CONTROLLERS)
    authority = next(
        (part.organisation.name for _, part in bodies if part.organisation.is_public_authority), ""
    )
    for index, part in enumerate(document.purposes):
        if authority and part.lawful_basis.code in _NOT_FOR_PUBLIC_TASKS:
            yield RuleProblem(
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
def interest_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A notice must tell people which interest it is, so publishing stops where this is missing."""
    for index, part in enumerate(document.purposes):
        if part.lawful_basis.code == LawfulBasis.LEGITIMATE_INTERESTS and not part.interest.strip():
            yield RuleProblem(f"Say which interest is pursued: “{part.statement}”.", index)


@GROUNDS.rule(
    "R6-ea",
    "UK GDPR Article 6(1)(ea) and Annex 1",
    Severity.BLOCKING,
    "A recognised legitimate interest is one of Annex 1.",
    mend="purposes",
)
def recognised_interest_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A notice has to name it."""
    for index, part in enumerate(document.purposes):
        recognised = part.lawful_basis.code == LawfulBasis.RECOGNISED_INTEREST
        if recognised and part.recognised_interest is None:
            yield RuleProblem(f"Choose the condition of Annex 1: “{part.statement}”.", index)


@GROUNDS.rule(
    "R8A-why",
    "UK GDPR Articles 5(1)(b) and 8A",
    Severity.WARNING,
    "Where information is used for more than what it was collected for, the record says why it may "
    "be.",
    mend="purposes",
)
def further_use_explained(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Where that was assessed, the record says how the assessment came out."""
    for index, part in enumerate(document.purposes):
        if not part.original_purpose.strip():
            continue
        if part.further_use is None:
            yield RuleProblem(
                "Say why information that was collected for another purpose may be used to "
                f"“{part.statement}”.",
                index,
            )
        elif part.further_use.code == FurtherUse.ASSESSED and not part.compatibility.strip():
            yield RuleProblem(
                f"Say why it is compatible to “{part.statement}” with information that was "
                "collected for another purpose.",
                index,
            )


@GROUNDS.rule(
    "R6-assessment",
    "UK GDPR Articles 5(2) and 6(1)(f)",
    Severity.WARNING,
    "Legitimate interests have been weighed, and the record says where the assessment is.",
    mend="supporting_documents",
)
def interests_assessed(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Article 6(1)(f) holds only unless people’s own interests override, so somebody must have
    weighed them. A recognised legitimate interest needs no such assessment."""
    interests = (part.lawful_basis.code for part in document.purposes)
    weighed = has_paper(document, Paper.INTERESTS_ASSESSMENT)
    if LawfulBasis.LEGITIMATE_INTERESTS in interests and not weighed:
        yield RuleProblem(
            "Say where the legitimate interests assessment is. "
            "If there is none yet, it must be written."
        )


@GROUNDS.rule(
    "R7-1",
    "UK GDPR Articles 7(1) and 9(2)(a)",
    Severity.WARNING,
    "Where consent is relied on, the record says where consent is recorded.",
    mend="supporting_documents",
)
def consent_recorded(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Explicit consent to special category data counts as well: Article 9(2)(a)."""
    if rests_on_consent(document) and not has_paper(document, Paper.CONSENT_RECORD):
        yield RuleProblem("Say where people’s consent is recorded: you must be able to show it.")
