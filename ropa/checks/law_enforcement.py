"""What law enforcement asks for beyond every record: DPA 2018 sections 35, 42 and 61."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity
from ropa.models.grounds import LawfulBasis, Sensitivity

from .document_facts import (
    acts_as_controller,
    conditions_for,
    is_sensitive_processing,
    under_part_3,
)
from .policy import departure_unexplained, policy_missing, policy_unanswered
from .rules import RuleGroup, RuleProblem, Severity

LAW_ENFORCEMENT = RuleGroup[ActivityDocument]("Law enforcement", applies_to=acts_as_controller)

_Automated = ProcessingActivity.AutomatedDecisions


@LAW_ENFORCEMENT.rule(
    "S61-2g",
    "DPA 2018 section 61(2)(g)",
    Severity.BLOCKING,
    "Profiling for law enforcement is described.",
    mend="automated_decisions_detail",
)
def profiling_described(document: ActivityDocument) -> Iterator[RuleProblem]:
    there_is = document.automated_decisions.code in (_Automated.PROFILING, _Automated.DECISIONS)
    described = document.automated_decisions_detail.strip()
    if under_part_3(document) and there_is and not described:
        yield RuleProblem("Describe how the profiling or automated decisions work.")


@LAW_ENFORCEMENT.rule(
    "S61-2i",
    "DPA 2018 sections 35(2) and 61(2)(i)",
    Severity.BLOCKING,
    "Each law enforcement purpose names the law it is based on.",
    mend="purposes",
)
def legal_basis_named(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Section 35(2) asks for a law even where people consent."""
    if not under_part_3(document):
        return
    for index, part in enumerate(document.purposes):
        if not part.provisions:
            yield RuleProblem(f"Name the law this purpose is based on: “{part.statement}”.", index)


@LAW_ENFORCEMENT.rule(
    "S35-condition",
    "DPA 2018 sections 35(3) to (5) and 42(4)(a)",
    Severity.BLOCKING,
    "Sensitive processing has people’s consent or a Schedule 8 condition.",
    mend="conditions",
)
def schedule_8_condition(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Special category data makes the processing sensitive; offence data alone does not."""
    consent = any(part.lawful_basis.code == LawfulBasis.LE_CONSENT for part in document.purposes)
    stated = any(part.schedule_8 for _, part in conditions_for(document, Sensitivity.SPECIAL))
    if is_sensitive_processing(document) and not consent and not stated:
        yield RuleProblem(
            "This entry holds special category data for law enforcement. Choose the Schedule 8 "
            "condition that lets you."
        )


@LAW_ENFORCEMENT.rule(
    "S35-offence",
    "DPA 2018 section 35(8)",
    Severity.WARNING,
    "Offence data alone carries no Schedule 8 condition.",
    mend="conditions",
)
def no_condition_for_offences(document: ActivityDocument) -> Iterator[RuleProblem]:
    if not under_part_3(document):
        return
    for index, _ in conditions_for(document, Sensitivity.CRIMINAL):
        yield RuleProblem(
            "Law enforcement needs no condition for criminal-offence data. Take it out, or say "
            "that it is for special category data.",
            index,
        )


@LAW_ENFORCEMENT.rule(
    "S42-policy",
    "DPA 2018 sections 35(4)(b), 35(5)(c) and 42(1) to (3)",
    Severity.WARNING,
    "The policy document for sensitive processing is on file.",
    mend="supporting_documents",
)
def policy_on_file(document: ActivityDocument) -> Iterator[RuleProblem]:
    if is_sensitive_processing(document):
        yield from policy_missing(document)


@LAW_ENFORCEMENT.rule(
    "S42-4c",
    "DPA 2018 section 42(4)(c)",
    Severity.WARNING,
    "For sensitive processing, the record says whether data is kept and erased by the policy.",
    mend="follows_retention_policy",
)
def policy_followed(document: ActivityDocument) -> Iterator[RuleProblem]:
    if is_sensitive_processing(document):
        yield from policy_unanswered(document)


@LAW_ENFORCEMENT.rule(
    "S42-4c-reason",
    "DPA 2018 section 42(4)(c)",
    Severity.WARNING,
    "Where the policy for sensitive processing is not followed, the record says why.",
    mend="why_not_followed",
)
def departure_explained(document: ActivityDocument) -> Iterator[RuleProblem]:
    if is_sensitive_processing(document):
        yield from departure_unexplained(document)
