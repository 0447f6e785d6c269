"""Gaps that the record states itself: facts still missing or to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity as Entry

from .reading import contact_gaps, needs_policy
from .rules import Group, Problem, Severity

GAPS = Group[ActivityDocument]("Gaps, and answers to confirm")


@GAPS.rule(
    "G-controllers",
    "UK GDPR Article 30(1)(a); DPA 2018 section 61(2)(a) to (c)",
    Severity.WARNING,
    "How to reach the organisations is supplied.",
    mend="controllers",
)
def contacts_supplied(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.controllers):
        for message in contact_gaps(part.organisation):
            yield Problem(message, index)


@GAPS.rule(
    "G-retention",
    "UK GDPR Article 30(1)(f); DPA 2018 section 61(2)(j)",
    Severity.WARNING,
    "How long everything is kept is supplied.",
    mend="retention_rules",
)
def retention_supplied(document: ActivityDocument) -> Iterator[Problem]:
    for index, rule in enumerate(document.retention_rules):
        if rule.to_be_supplied:
            yield Problem(
                f"How long {rule.covers} is kept is still to be supplied: {rule.to_be_supplied}",
                index,
            )


@GAPS.rule(
    "G-security",
    "UK GDPR Article 30(1)(g); DPA 2018 section 61(2)(k)",
    Severity.WARNING,
    "How the data is protected is supplied.",
    mend="security_measures",
)
def security_supplied(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.security_measures):
        if part.to_be_supplied:
            yield Problem(
                f"{part.kind.name} protection is still to be supplied: {part.to_be_supplied}",
                index,
            )


@GAPS.rule(
    "C-purposes",
    "UK GDPR Articles 5(2) and 6(1); DPA 2018 section 35(2)",
    Severity.WARNING,
    "The lawful basis of every purpose is confirmed.",
    mend="purposes",
)
def bases_confirmed(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.purposes):
        if part.for_confirmation:
            yield Problem(
                f"Confirm the lawful basis “{part.lawful_basis.name}”: {part.statement}", index
            )


@GAPS.rule(
    "C-conditions",
    "UK GDPR Articles 5(2), 9 and 10; DPA 2018 section 35(3)",
    Severity.WARNING,
    "Every condition for sensitive data is confirmed.",
    mend="conditions",
)
def conditions_confirmed(document: ActivityDocument) -> Iterator[Problem]:
    for index, part in enumerate(document.conditions):
        if part.for_confirmation:
            named = (part.article_9, part.schedule_1, part.schedule_8)
            names = "; ".join(term.name for term in named if term)
            yield Problem(
                f"Confirm the condition for {part.covers.name.lower()} data: {names}", index
            )


@GAPS.rule(
    "Q-providing",
    "UK GDPR Article 13(2)(e)",
    Severity.WARNING,
    "The record says whether people must give the data.",
    mend="providing",
)
def providing_answered(document: ActivityDocument) -> Iterator[Problem]:
    if document.providing.code == Entry.Providing.UNKNOWN:
        yield Problem("Say whether people must give the data.")


@GAPS.rule(
    "Q-automated",
    "UK GDPR Articles 13(2)(f) and 22A to 22D; DPA 2018 section 61(2)(g)",
    Severity.WARNING,
    "The record says whether there are automated decisions or profiling.",
    mend="automated_decisions",
)
def automated_decisions_answered(document: ActivityDocument) -> Iterator[Problem]:
    if document.automated_decisions.code == Entry.AutomatedDecisions.UNKNOWN:
        yield Problem("Say whether there are automated decisions or profiling.")


@GAPS.rule(
    "Q-transfers",
    "UK GDPR Article 30(1)(e); DPA 2018 section 61(2)(h)",
    Severity.WARNING,
    "The record says whether data leaves the United Kingdom.",
    mend="transfers_position",
)
def transfers_answered(document: ActivityDocument) -> Iterator[Problem]:
    unknown = document.transfers_position.code == Entry.TransfersPosition.UNKNOWN
    if unknown and not document.transfers:
        yield Problem("Say whether data leaves the United Kingdom.")


@GAPS.rule(
    "Q-policy",
    "UK GDPR Article 5(2); DPA 2018 Schedule 1 paragraph 41(c)",
    Severity.WARNING,
    "The record says whether a policy document is required, and followed.",
    mend="follows_retention_policy",
)
def policy_answered(document: ActivityDocument) -> Iterator[Problem]:
    """Where one is certainly required, the rules on sensitive data ask this."""
    unknown = document.follows_retention_policy.code == Entry.FollowsPolicy.UNKNOWN
    if unknown and not needs_policy(document):
        yield Problem(
            "Say whether data is kept and erased as a policy document says, or that none is "
            "required."
        )


@GAPS.rule(
    "R35-1",
    "UK GDPR Article 35(1); DPA 2018 section 64(1)",
    Severity.WARNING,
    "It is decided whether an impact assessment (DPIA) is needed.",
    mend="dpia_status",
)
def assessment_decided(document: ActivityDocument) -> Iterator[Problem]:
    if document.dpia_status.code == Entry.DpiaStatus.NOT_ASSESSED:
        yield Problem("Decide whether an impact assessment (DPIA) is needed.")
