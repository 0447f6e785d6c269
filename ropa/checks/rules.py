"""Rules, the findings they give, and the places where people put those right."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from ropa.documents.classification import Document


class Severity(Enum):
    """How much depends on it. The values are what staff read."""

    BLOCKING = "Must be put right"
    WARNING = "Should be put right"


@dataclass(frozen=True)
class FieldPlace:
    """Where to mend something: a field of the document and, in a list, the position of the part.

    `index` is `None` for a plain field, and where the list as a whole is at fault.
    """

    field: str
    index: int | None = None


@dataclass(frozen=True)
class RuleProblem:
    """What is wrong, in words, and in which part of the list that the rule looks at.

    `subject` is the reference of the entry it is about, where the document is a notice, and
    `within` the place in that entry.
    """

    message: str
    index: int | None = None
    subject: str = ""
    within: FieldPlace | None = None


def every_document(_: Document) -> bool:
    """Say that a rule concerns every document."""
    return True


@dataclass(frozen=True)
class Rule[D: Document]:
    """One thing the law asks for. `title` says what must hold, `mend` in which field to mend it,
    `applies_to` of which documents it is asked."""

    id: str
    citation: str
    severity: Severity
    title: str
    mend: str
    explanation: str
    examine: Callable[[D], Iterable[RuleProblem]] = field(repr=False)
    applies_to: Callable[[D], bool] = field(default=every_document, repr=False)

    def findings(self, document: D) -> tuple[Finding, ...]:
        """Return everything in `document` that breaks this rule; nothing if it is not asked of
        it."""
        if not self.applies_to(document):
            return ()
        return tuple(
            Finding(
                self,
                problem.message,
                FieldPlace(self.mend, problem.index),
                problem.subject,
                problem.within,
            )
            for problem in self.examine(document)
        )


@dataclass(frozen=True)
class Finding:
    """A place where a document breaks a rule, and what to do about it, in plain English.

    In a notice `subject` is the reference of the entry it is about, and `within` the place there.
    """

    rule: Rule[Any]
    message: str
    place: FieldPlace
    subject: str = ""
    within: FieldPlace | None = None


@dataclass(frozen=True)
class RuleGroup[D: Document]:
    """Rules about one subject, in the order people read them. Of which documents they are asked,
    `applies_to` says, but for a rule that says so itself."""

    title: str
    rules: list[Rule[D]] = field(default_factory=list)
    applies_to: Callable[[D], bool] = every_document

    def rule(
        self,
        rule_id: str,
        citation: str,
        severity: Severity,
        title: str,
        *,
        mend: str,
        applies_to: Callable[[D], bool] | None = None,
    ) -> Callable[[Callable[[D], Iterable[RuleProblem]]], Rule[D]]:
        """Return a decorator that makes a function a rule of this group.

        The function yields the problems it sees in a document. Its docstring, if any, explains
        the rule.
        """

        def register(examine: Callable[[D], Iterable[RuleProblem]]) -> Rule[D]:
            explanation = " ".join((inspect.getdoc(examine) or "").split())
            asked = applies_to or self.applies_to
            rule = Rule(rule_id, citation, severity, title, mend, explanation, examine, asked)
            self.rules.append(rule)
            return rule

        return register
