"""Gaps that the record states itself: facts still missing or to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity as Entry

from .document_facts import (
    acts_as_controller,
    comes_from_people_themselves,
    contact_gaps,
    needs_policy,
    under_part_3,
)
from .rules import RuleGroup, RuleProblem, Severity

GAPS = RuleGroup[ActivityDocument]("Gaps, and answers to confirm")


@GAPS.rule(
    "G-controllers",
    "UK GDPR Article 30(1)(a); DPA 2018 section 61(2)(a) to (c)",
    Severity.WARNING,
    "How to reach the organisations is supplied.",
    mend="controllers",
)
def contacts_supplied(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.controllers):
        for message in contact_gaps(part.organisation):
            yield RuleProblem(message, index)


@GAPS.rule(
    "G-retention",
    "UK GDPR Article 30(1)(f); DPA 2018 section 61(2)(j)",
    Severity.WARNING,
    "How long everything is kept is supplied.",
    mend="retention_rules",
)
def retention_supplied(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, rule in enumerate(document.retention_rules):
        if rule.to_be_supplied:
            yield RuleProblem(
                f"How long {rule.covers} is kept is still to be supplied: {rule.to_be_supplied}",
                index,
            )


@GAPS.rule(
    "G-security",
    "UK GDPR Article 30(1)(g) and (2)(d); DPA 2018 section 61(2)(k) and (4)(f)",
    Severity.WARNING,
    "How the data is protected is supplied.",
    mend="security_measures",
)
def security_supplied(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.security_measures):
        if part.to_be_supplied:
            yield RuleProblem(
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
def bases_confirmed(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.purposes):
        if part.is_inferred:
            yield RuleProblem(
                f"Confirm the lawful basis “{part.lawful_basis.name}”: {part.statement}", index
            )


@GAPS.rule(
    "C-conditions",
    "UK GDPR Articles 5(2), 9 and 10; DPA 2018 section 35(3)",
    Severity.WARNING,
    "Every condition for sensitive data is confirmed.",
    mend="conditions",
)
def conditions_confirmed(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.conditions):
        if part.is_inferred:
            named = (part.article_9, part.schedule_1, part.schedule_8)
            names = "; ".join(term.name for term in named if term)
            yield RuleProblem(
                f"Confirm the condition for {part.covers.name.lower()} data: {names}", index
            )


# What else may be the register’s reading: the rule, its citation, what must hold, the field, what
# is to be confirmed, and what a part of the field is called.
_CONFIRMED: tuple[tuple[str, str, str, str, str, Callable[[Any], str]], ...] = (
    (
        "C-controllers",
        "UK GDPR Articles 5(2) and 30(1)(a); DPA 2018 section 61(2)(a) and (b)",
        "Who is responsible is confirmed by the organisation.",
        "controllers",
        "who is responsible",
        lambda part: part.organisation.name,
    ),
    (
        "C-data",
        "UK GDPR Articles 5(2) and 30(1)(c); DPA 2018 section 61(2)(f)",
        "Which data is held about whom is confirmed by the organisation.",
        "data_holdings",
        "that you hold",
        lambda part: f"{part.data.name} about {part.people.name}",
    ),
    (
        "C-sources",
        "UK GDPR Articles 5(2) and 14(2)(f)",
        "Where data comes from is confirmed by the organisation.",
        "data_sources",
        "that data comes from",
        lambda part: (part.origin or part.group).name,
    ),
    (
        "C-sharing",
        "UK GDPR Articles 5(2) and 30(1)(d); DPA 2018 section 61(2)(e)",
        "Why and how often data is shared is confirmed by the organisation.",
        "disclosures",
        "why and how often you share with",
        lambda part: part.recipient.name,
    ),
    (
        "C-transfers",
        "UK GDPR Articles 5(2) and 44A; DPA 2018 section 73",
        "What allows transfers abroad is confirmed by the organisation.",
        "transfers",
        "what allows the transfer to",
        lambda part: part.destination,
    ),
    (
        "C-retention",
        "UK GDPR Articles 5(1)(e) and 5(2); DPA 2018 section 39",
        "How long data is kept is confirmed by the organisation.",
        "retention_rules",
        "how long you keep",
        lambda part: part.covers,
    ),
    (
        "C-powers",
        "UK GDPR Articles 5(2) and 6(3); DPA 2018 section 35(2)",
        "The powers and duties relied on are confirmed by the organisation.",
        "power_uses",
        "that the law gives this",
        lambda part: part.power.name,
    ),
    (
        "C-choices",
        "UK GDPR Articles 5(2) and 12(2)",
        "What people can choose is confirmed by the organisation.",
        "people_choices",
        "that people can",
        lambda part: part.choice,
    ),
    (
        "C-decisions",
        "UK GDPR Articles 5(2) and 13(2)(f); DPA 2018 section 61(2)(g)",
        "What a computer decides is confirmed by the organisation.",
        "decisions_made",
        "what a computer decides",
        lambda part: part.decision,
    ),
)


def _confirmed(
    field: str, what: str, named: Callable[[Any], str]
) -> Callable[[ActivityDocument], Iterator[RuleProblem]]:
    """Return the rule that what stands in a field is confirmed."""
    return lambda document: _to_confirm(what, getattr(document, field), named)


for _rule, _citation, _title, _field, _what, _named in _CONFIRMED:
    GAPS.rule(_rule, _citation, Severity.WARNING, _title, mend=_field)(
        _confirmed(_field, _what, _named)
    )


@GAPS.rule(
    "C-contacts",
    "UK GDPR Articles 5(2) and 30(1)(a); DPA 2018 section 61(2)(a)",
    Severity.WARNING,
    "How to reach those who are responsible is confirmed by them.",
    mend="controllers",
)
def contacts_confirmed(document: ActivityDocument) -> Iterator[RuleProblem]:
    for part in document.controllers:
        yield from _to_confirm(
            f"how people reach {part.organisation.name}",
            part.organisation.contact_points,
            lambda point: point.subject.name,
        )


@GAPS.rule(
    "Q-providing",
    "UK GDPR Article 13(2)(e)",
    Severity.WARNING,
    "The record says whether people must give the data.",
    mend="providing",
    applies_to=acts_as_controller,
)
def providing_answered(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Law enforcement is not asked: section 44 tells people nothing of the kind."""
    if not under_part_3(document) and document.providing.code == Entry.Providing.UNKNOWN:
        yield RuleProblem("Say whether people must give the data.")


@GAPS.rule(
    "Q-asked",
    "UK GDPR Articles 13(2)(e) and 14(2)(f)",
    Severity.WARNING,
    "Where people are not asked for the data, they are not its source.",
    mend="providing",
)
def asked_where_they_are_the_source(document: ActivityDocument) -> Iterator[RuleProblem]:
    not_asked = document.providing.code == Entry.Providing.NOT_ASKED
    if not_asked and comes_from_people_themselves(document):
        yield RuleProblem(
            "The people themselves are named as a source. Say whether they must give the data."
        )


@GAPS.rule(
    "Q-automated",
    "UK GDPR Articles 13(2)(f) and 22A to 22D; DPA 2018 section 61(2)(g)",
    Severity.WARNING,
    "The record says whether there are automated decisions or profiling.",
    mend="automated_decisions",
    applies_to=acts_as_controller,
)
def automated_decisions_answered(document: ActivityDocument) -> Iterator[RuleProblem]:
    if document.automated_decisions.code == Entry.AutomatedDecisions.UNKNOWN:
        yield RuleProblem("Say whether there are automated decisions or profiling.")


@GAPS.rule(
    "Q-transfers",
    "UK GDPR Article 30(1)(e) and (2)(c); DPA 2018 section 61(2)(h) and (4)(e)",
    Severity.WARNING,
    "The record says whether data leaves the United Kingdom.",
    mend="transfers_position",
)
def transfers_answered(document: ActivityDocument) -> Iterator[RuleProblem]:
    unknown = document.transfers_position.code == Entry.TransfersPosition.UNKNOWN
    if unknown and not document.transfers:
        yield RuleProblem("Say whether data leaves the United Kingdom.")


@GAPS.rule(
    "Q-policy",
    "UK GDPR Article 5(2); DPA 2018 Schedule 1 paragraph 41(c)",
    Severity.WARNING,
    "The record says whether a policy document is required, and followed.",
    mend="follows_retention_policy",
    applies_to=acts_as_controller,
)
def policy_answered(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Where one is certainly required, the rules on sensitive data ask this."""
    unknown = document.follows_retention_policy.code == Entry.FollowsPolicy.UNKNOWN
    if unknown and not needs_policy(document):
        yield RuleProblem(
            "Say whether data is kept and erased as a policy document says, or that none is "
            "required."
        )


@GAPS.rule(
    "R35-1",
    "UK GDPR Article 35(1); DPA 2018 section 64(1)",
    Severity.WARNING,
    "It is decided whether an impact assessment (DPIA) is needed.",
    mend="dpia_status",
    applies_to=acts_as_controller,
)
def assessment_decided(document: ActivityDocument) -> Iterator[RuleProblem]:
    if document.dpia_status.code == Entry.DpiaStatus.NOT_ASSESSED:
        yield RuleProblem("Decide whether an impact assessment (DPIA) is needed.")


@GAPS.rule(
    "R35-1-begun",
    "UK GDPR Article 35(1); DPA 2018 section 64(1)",
    Severity.WARNING,
    "An impact assessment (DPIA) that is required has begun.",
    mend="dpia_status",
    applies_to=acts_as_controller,
)
def assessment_begun(document: ActivityDocument) -> Iterator[RuleProblem]:
    """It comes before the processing."""
    if document.dpia_status.code == Entry.DpiaStatus.REQUIRED:
        yield RuleProblem(
            "An impact assessment (DPIA) is required and not begun. Begin it: it comes before the "
            "processing."
        )


@GAPS.rule(
    "R35-1-reason",
    "UK GDPR Articles 5(2) and 35(1); DPA 2018 sections 34(3) and 64(1)",
    Severity.WARNING,
    "Where no impact assessment (DPIA) is required, the record says why.",
    mend="dpia_reason",
    applies_to=acts_as_controller,
)
def assessment_not_needed_for_a_reason(document: ActivityDocument) -> Iterator[RuleProblem]:
    no_need = document.dpia_status.code == Entry.DpiaStatus.NOT_REQUIRED
    if no_need and not document.dpia_reason.strip():
        yield RuleProblem("Say why no impact assessment (DPIA) is required.")


def _to_confirm[Part: Any](
    what: str, parts: Iterable[Part], named: Callable[[Part], str]
) -> Iterator[RuleProblem]:
    """One problem for all that is the register’s reading in a list."""
    names = [named(part) for part in parts if part.is_inferred]
    if names:
        yield RuleProblem(f"Confirm {what}: {'; '.join(names)}. It is the register’s reading.")
