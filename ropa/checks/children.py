"""Data about children: UK GDPR Articles 12(1) and 25, and recital 38."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument

from .document_facts import acts_as_controller, concerns_children, under_part_3
from .rules import RuleGroup, RuleProblem, Severity

CHILDREN = RuleGroup[ActivityDocument]("Children", applies_to=acts_as_controller)


@CHILDREN.rule(
    "R25-1A",
    "UK GDPR Articles 5(2), 25(1) and 25(1A), and recital 38",
    Severity.WARNING,
    "Where data is about children, somebody considered the higher protection they need.",
    mend="children_considered_on",
)
def protection_considered(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Children merit specific protection: they may know less of the risks, and need different
    things at different ages. Article 25(1A) says so of online services that children are likely to
    use; of everything else it is asked as good practice."""
    if under_part_3(document) or not concerns_children(document):
        return
    if document.children_considered_on is None:
        yield RuleProblem(
            "This entry is about children. Consider how they are best protected and supported, and "
            "say when that was considered."
        )
    elif not document.children_considered_by.strip():
        yield RuleProblem("Say which office or role considered how children are protected.")


@CHILDREN.rule(
    "R5-1d-children",
    "UK GDPR Article 5(1)(d); DPA 2018 section 38(1)(a)",
    Severity.WARNING,
    "Ages of children are said only where data is held about children.",
    mend="children_youngest",
)
def ages_belong_to_children(document: ActivityDocument) -> Iterator[RuleProblem]:
    """The public reads how old the children are that an entry is about."""
    ages = (document.children_youngest, document.children_oldest)
    if ages != (None, None) and not concerns_children(document):
        yield RuleProblem(
            "This says how old the children are, and no group of children is among the people it "
            "is about. Name the group, or take the ages out."
        )
