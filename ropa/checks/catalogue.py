"""All rules as one page for people, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ropa.documents.description import description_of
from ropa.documents.schema import ActivityDocument

from . import ACTIVITY_GROUPS, NOTICE_GROUPS
from .document_facts import (
    acts_as_controller,
    acts_as_processor,
    keeps_principles,
    tells_people,
)
from .rules import RuleGroup, every_document

# Which entries or notices a rule is asked of, where it is not asked of all.
_ASKED_OF = {
    acts_as_controller: "Asked where the body is the controller.",
    acts_as_processor: "Asked where the body is a processor.",
    every_document: "Asked of controllers and processors alike.",
    tells_people: "Asked of privacy notices.",
    keeps_principles: "Asked of appropriate policy documents.",
}

# Where staff mend each field: a chapter of the entry’s page, or another page.
ENTRY_PLACES = {
    name: field.chapter.title
    for name, field in description_of(ActivityDocument).fields.items()
    if field.chapter
}
NOTICE_PLACES = {
    "organisation": "The organisation’s page",
    "regulator": "The regulator’s page",
    "activities": "The entry’s page",
    "principles": "Principles",
    "sections": "Sections",
}

_OPENING = """\
# The checks

Every entry and every notice is checked against these rules. What breaks a rule that **must** hold
stops an entry from being approved, or a notice from being published;
[decision 10](decisions/0010-which-checks-block.md) says which rules those are.

This page is made from the rules in `ropa/checks/` by `manage.py describe_checks`.
"""


def catalogue_markdown() -> str:
    """Return the page that lists every rule: its number, what must hold, the law, how much depends
    on it, and where to mend it."""
    return "\n".join(
        (
            _OPENING,
            "## Entries",
            "",
            *(line for group in ACTIVITY_GROUPS for line in _table(group, ENTRY_PLACES)),
            "## Notices",
            "",
            *(line for group in NOTICE_GROUPS for line in _table(group, NOTICE_PLACES)),
        )
    )


def _table(group: RuleGroup[Any], places: dict[str, str]) -> Iterator[str]:
    yield f"### {group.title}"
    yield ""
    if group.applies_to is not every_document:
        yield _ASKED_OF[group.applies_to]
        yield ""
    yield "| rule | what must hold | the law | how much depends on it | where to mend it |"
    yield "| --- | --- | --- | --- | --- |"
    for rule in group.rules:
        asked = "" if rule.applies_to is group.applies_to else _ASKED_OF[rule.applies_to]
        holds = " ".join(filter(None, (rule.title, rule.explanation, asked)))
        yield (
            f"| {rule.id} | {holds} | {rule.citation} | {rule.severity.value} "
            f"| {places[rule.mend]} |"
        )
    yield ""
