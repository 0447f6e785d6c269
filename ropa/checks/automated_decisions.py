"""Decisions by computer: UK GDPR Articles 22A to 22D, DPA 2018 sections 50A to 50D."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument, AutomatedDecisionDocument
from ropa.models import AutomatedDecision
from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import Article9, LawfulBasis, Sensitivity

from .document_facts import acts_as_controller, code_of, conditions_for, under_part_3
from .rules import RuleGroup, RuleProblem, Severity

AUTOMATED_DECISIONS = RuleGroup[ActivityDocument](
    "Automated decisions", applies_to=acts_as_controller
)

_Answer = Entry.AutomatedDecisions
_Involvement = AutomatedDecision.Involvement
_Significance = AutomatedDecision.Significance

_SAFEGUARDS = (
    ("people_are_told", "tell people about it"),
    ("people_are_heard", "let them have their say"),
    ("a_person_steps_in", "let them get a person to look at it"),
    ("can_be_contested", "let them contest it"),
)


def _is_solely(part: AutomatedDecisionDocument) -> bool:
    return part.involvement.code == _Involvement.SOLELY


def _significant_and_sole(
    document: ActivityDocument,
) -> Iterator[tuple[int, AutomatedDecisionDocument]]:
    """The decisions that Articles 22B and 22C are about, each with its position."""
    for index, part in enumerate(document.decisions_made):
        if _is_solely(part) and part.significance.code == _Significance.SIGNIFICANT:
            yield index, part


@AUTOMATED_DECISIONS.rule(
    "R22A-listed",
    "UK GDPR Articles 13(2)(f) and 22A; DPA 2018 section 50A",
    Severity.WARNING,
    "Where a computer decides, each decision is recorded.",
    mend="decisions_made",
)
def decisions_listed(document: ActivityDocument) -> Iterator[RuleProblem]:
    decides = document.automated_decisions.code == _Answer.DECISIONS
    if decides and not any(map(_is_solely, document.decisions_made)):
        yield RuleProblem(
            "Record each decision that a computer alone takes: what is decided, whether it is "
            "significant, and on which data."
        )


@AUTOMATED_DECISIONS.rule(
    "R22A-answer",
    "UK GDPR Articles 5(1)(a), 13(2)(f) and 22A; DPA 2018 section 50A",
    Severity.WARNING,
    "The answer on automated decisions agrees with the decisions recorded.",
    mend="automated_decisions",
)
def answer_agrees(document: ActivityDocument) -> Iterator[RuleProblem]:
    answer = document.automated_decisions
    sole = any(map(_is_solely, document.decisions_made))
    if sole and answer.code != _Answer.DECISIONS:
        yield RuleProblem(
            f"A computer alone takes a decision below, but the answer is “{answer.name}”. Choose "
            f"“{_Answer.DECISIONS.label}”, or say that a person decides."
        )
    elif document.decisions_made and answer.code in (_Answer.NONE, _Answer.UNKNOWN):
        yield RuleProblem(
            f"A computer helps to decide below, but the answer is “{answer.name}”. Choose another "
            "answer, or take the decision out."
        )


@AUTOMATED_DECISIONS.rule(
    "R22A-significant",
    "UK GDPR Article 22A(1)(b); DPA 2018 section 50A(1)(b)",
    Severity.WARNING,
    "It is recorded whether a decision by a computer alone is significant for people.",
    mend="decisions_made",
)
def significance_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    """What the law allows, and which safeguards it asks for, depends on it."""
    for index, part in enumerate(document.decisions_made):
        if _is_solely(part) and part.significance.code == _Significance.UNKNOWN:
            yield RuleProblem(f"Say whether this is significant for people: {part.decision}", index)


@AUTOMATED_DECISIONS.rule(
    "R22A-data",
    "UK GDPR Articles 22B(1) and 30(1)(c); DPA 2018 sections 50B(1) and 61(2)(f)",
    Severity.WARNING,
    "It is recorded on which of the entry’s data a decision rests.",
    mend="decisions_made",
)
def data_stated(document: ActivityDocument) -> Iterator[RuleProblem]:
    held = {part.data.code for part in document.data_holdings}
    for index, part in enumerate(document.decisions_made):
        others = [data.name for data in part.data_categories if data.code not in held]
        if not part.data_categories:
            yield RuleProblem(f"Say on which data this decision rests: {part.decision}", index)
        elif others:
            yield RuleProblem(
                f"The decision rests on data that this entry does not list: {'; '.join(others)}. "
                "Add the data to the entry, or take it out of the decision.",
                index,
            )


@AUTOMATED_DECISIONS.rule(
    "R22-logic",
    "UK GDPR Articles 13(2)(f), 14(2)(g) and 15(1)(h)",
    Severity.WARNING,
    "How a significant decision by a computer alone works, and what it means, is told.",
    mend="decisions_made",
)
def logic_told(document: ActivityDocument) -> Iterator[RuleProblem]:
    if under_part_3(document):
        return
    for index, part in _significant_and_sole(document):
        missing = [
            words
            for words, text in (
                ("how it works", part.logic),
                ("what it means for people", part.effect),
            )
            if not text.strip()
        ]
        if missing:
            yield RuleProblem(f"Say in plain words {' and '.join(missing)}: {part.decision}", index)


@AUTOMATED_DECISIONS.rule(
    "R22B-special",
    "UK GDPR Article 22B(1) to (3)",
    Severity.BLOCKING,
    "No computer alone takes a significant decision on special category data, unless people agree "
    "or the law allows it.",
    mend="decisions_made",
)
def no_sole_decision_on_special_data(document: ActivityDocument) -> Iterator[RuleProblem]:
    """It may with explicit consent (Article 9(2)(a)), or where a contract needs it or a law that is
    named requires or allows it, in the substantial public interest (Article 9(2)(g))."""
    if under_part_3(document) or _special_data_allowed(document):
        return
    for index, part in _significant_and_sole(document):
        special = [
            data.name
            for data in part.data_categories
            if data.sensitivity.code == Sensitivity.SPECIAL
        ]
        if special:
            yield RuleProblem(
                f"A computer alone takes a significant decision on {'; '.join(special)}. Have a "
                "person decide, take that data out of the decision, or rely on explicit consent "
                "or on substantial public interest with a law or contract.",
                index,
            )


def _special_data_allowed(document: ActivityDocument) -> bool:
    grounds = {code_of(part.article_9) for _, part in conditions_for(document, Sensitivity.SPECIAL)}
    by_contract = any(part.lawful_basis.code == LawfulBasis.CONTRACT for part in document.purposes)
    by_law = document.power_uses or any(part.provisions for part in document.purposes)
    in_public_interest = Article9.SUBSTANTIAL_PUBLIC_INTEREST in grounds
    return Article9.EXPLICIT_CONSENT in grounds or bool(
        in_public_interest and (by_contract or by_law)
    )


@AUTOMATED_DECISIONS.rule(
    "R22B-ea",
    "UK GDPR Article 22B(4)",
    Severity.BLOCKING,
    "No computer alone takes a significant decision in reliance on a recognised legitimate "
    "interest.",
    mend="decisions_made",
)
def no_sole_decision_on_recognised_interest(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Nor where another purpose of the entry relies on one: every purpose applies to all of it.
    Where that is not so, make two entries."""
    reliant = [
        part.statement
        for part in document.purposes
        if part.lawful_basis.code == LawfulBasis.RECOGNISED_INTEREST
    ]
    for index, part in _significant_and_sole(document) if reliant else ():
        yield RuleProblem(
            f"A computer alone takes a significant decision, {part.decision}, which may never "
            f"rest on a recognised legitimate interest. Choose another basis for “{reliant[0]}”, "
            "or have a person decide.",
            index,
        )


@AUTOMATED_DECISIONS.rule(
    "R22C",
    "UK GDPR Article 22C(1) and (2); DPA 2018 section 50C",
    Severity.WARNING,
    "A significant decision by a computer alone has the four safeguards.",
    mend="decisions_made",
)
def safeguards_in_place(document: ActivityDocument) -> Iterator[RuleProblem]:
    """For law enforcement, section 50C lets a body hold some of them back in certain cases: this
    asks it to look again."""
    for index, part in _significant_and_sole(document):
        missing = [words for name, words in _SAFEGUARDS if not getattr(part, name)]
        if missing:
            yield RuleProblem(
                f"Safeguards are missing for this decision: {part.decision}. The law asks you to "
                f"{'; '.join(missing)}.",
                index,
            )
