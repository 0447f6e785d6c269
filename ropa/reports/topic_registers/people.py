"""What concerns people most: data about children, and what computers decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ropa.checks.document_facts import concerns_children
from ropa.dates import day_in_words
from ropa.documents.decision_wording import data_name
from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import (
    ActivityDocument,
    AutomatedDecisionDocument,
    HoldingDocument,
    PeopleDocument,
)
from ropa.documents.wording import upper_first
from ropa.models import ProcessingActivity
from ropa.models.activity_rules import AGES_OF_CHILDREN

from ..columns_words import lines, specified
from .definitions import LinkedPart, MissingFact, TopicColumn, TopicRegister

_Automated = ProcessingActivity.AutomatedDecisions


@dataclass(frozen=True)
class _Children:
    """A group of children in an entry, and what is held about them."""

    people: PeopleDocument
    holdings: tuple[HoldingDocument, ...]
    document: ActivityDocument


def _children(document: ActivityDocument) -> Iterator[_Children]:
    groups: dict[str, list[HoldingDocument]] = {}
    for part in document.data_holdings:
        if part.people.are_children:
            groups.setdefault(part.people.code, []).append(part)
    for holdings in groups.values():
        yield _Children(holdings[0].people, tuple(holdings), document)


def _held(part: _Children) -> str:
    return lines(
        specified(data_name(each.data), each.detail, *labelled_notes(each))
        for each in part.holdings
    )


def _purposes(part: _Children) -> str:
    return lines(each.statement for each in part.document.purposes)


def _bases(part: _Children) -> str:
    return lines(dict.fromkeys(each.lawful_basis.name for each in part.document.purposes))


def _choices(part: _Children) -> str:
    return lines(
        specified(
            upper_first(each.choice),
            f"from the age of {each.from_age}" if each.from_age is not None else "",
        )
        for each in part.document.people_choices
    )


def _about_children_alone(document: ActivityDocument) -> ActivityDocument:
    held = tuple(part for part in document.data_holdings if part.people.are_children)
    return document.model_copy(update={"data_holdings": held})


# The age groups of the Children’s code (the Information Commissioner’s code of practice under DPA
# 2018 section 123, annex B): from which age on, and what it calls them.
_AGE_GROUPS = (
    (0, "0 to 5: before and at the beginning of reading"),
    (6, "6 to 9: core primary school years"),
    (10, "10 to 12: transition years"),
    (13, "13 to 15: early teens"),
    (16, "16 to 17: approaching adulthood"),
)


def _age_groups(part: _Children) -> str:
    """The age groups of the children, if the entry says how old they are."""
    youngest, oldest = part.document.children_youngest, part.document.children_oldest
    if youngest is None and oldest is None:
        return ""
    last_ages = (*(first - 1 for first, _ in _AGE_GROUPS[1:]), AGES_OF_CHILDREN[1])
    return lines(
        name
        for (first, name), last in zip(_AGE_GROUPS, last_ages, strict=True)
        if last >= (youngest or 0) and first <= (oldest or AGES_OF_CHILDREN[1])
    )


def _considered(part: _Children) -> str:
    document = part.document
    return lines((day_in_words(document.children_considered_on), document.children_considered_by))


def _lacks_ages(document: ActivityDocument) -> bool:
    ages = (document.children_youngest, document.children_oldest)
    return concerns_children(document) and ages == (None, None)


def _lacks_consideration(document: ActivityDocument) -> bool:
    return concerns_children(document) and document.children_considered_on is None


CHILDREN = TopicRegister(
    name="children",
    title="Children’s data",
    summary="Which information is held about children and young people, what it is used for, and "
    "which choices are recorded. Their rights are on the page of each entry.",
    citation="UK GDPR Articles 8, 12(1) and 25, and recital 38",
    parts=_children,
    linked=LinkedPart(
        ("dpv:hasDataSubject", "dpv:hasPersonalData", "ropa:hasHolding"), _about_children_alone
    ),
    columns=(
        TopicColumn("Children", lambda part: part.people.name),
        TopicColumn("Who they are", lambda part: part.people.description),
        TopicColumn("Age groups", _age_groups),
        TopicColumn("What is held", _held),
        TopicColumn("What it is used for", _purposes),
        TopicColumn("Lawful basis", _bases),
        TopicColumn("Choices recorded for them", _choices),
        TopicColumn("Computer decisions", lambda part: part.document.automated_decisions.name),
        TopicColumn("How they are told", lambda part: part.document.how_children_are_told),
        TopicColumn("Protection considered", _considered, is_public=False),
    ),
    missing=(
        MissingFact("Entries about children that do not say how old they are", _lacks_ages),
        MissingFact(
            "Entries about children whose protection nobody has considered",
            _lacks_consideration,
            is_public=False,
        ),
    ),
)


def _safeguards(decision: AutomatedDecisionDocument) -> str:
    return lines(
        words
        for words, is_so in (
            ("People are told", decision.people_are_told),
            ("People can have their say", decision.people_are_heard),
            ("A person steps in if asked", decision.a_person_steps_in),
            ("People can contest it", decision.can_be_contested),
        )
        if is_so
    )


def _not_said(document: ActivityDocument) -> bool:
    return document.automated_decisions.code == _Automated.UNKNOWN


def _not_listed(document: ActivityDocument) -> bool:
    made = document.automated_decisions.code in (_Automated.DECISIONS, _Automated.PROFILING)
    return made and not document.decisions_made


AUTOMATED_DECISIONS = TopicRegister(
    name="automated-decisions",
    title="Automated decisions",
    summary="What computers decide about people or help to decide, how they do it, and what "
    "protects people.",
    citation="UK GDPR Articles 13(2)(f), 14(2)(g) and 22A to 22D; DPA 2018 sections 49 and 50",
    parts=lambda document: document.decisions_made,
    linked=LinkedPart(("ropa:hasDecision",)),
    columns=(
        TopicColumn("What is decided", lambda part: upper_first(part.decision)),
        TopicColumn("Who decides", lambda part: part.involvement.name),
        TopicColumn("Is it significant?", lambda part: part.significance.name),
        TopicColumn("What it means for people", lambda part: part.effect),
        TopicColumn("How it works", lambda part: part.logic),
        TopicColumn("On which data", lambda part: lines(map(data_name, part.data_categories))),
        TopicColumn("What protects people", _safeguards),
        TopicColumn("Record of the tool", lambda part: part.tool_record),
        TopicColumn("Notes", lambda part: lines(labelled_notes(part))),
    ),
    missing=(
        MissingFact("Entries that do not say whether a computer decides", _not_said),
        MissingFact("Entries with automated decisions that are not listed one by one", _not_listed),
    ),
)
