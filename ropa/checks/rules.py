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
class Place:
    """Where to mend something: a field of the document and, in a list, the position of the part.

    `index` is `None` for a plain field, and where the list as a whole is at fault.
    """

    field: str
    index: int | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong, in words, and in which part of the list that the rule looks at.

    `subject` is the reference of the entry it is about, where the document is a notice.
    """

    message: str
    index: int | None = None
    subject: str = ""


@dataclass(frozen=True)
class Rule[D: Document]:
    """One thing the law asks for. `title` says what must hold, `mend` in which field to mend it."""

    id: str
    citation: str
    severity: Severity
    title: str
    mend: str
    explanation: str
    examine: Callable[[D], Iterable[Problem]] = field(repr=False)

    def findings(self, document: D) -> tuple[Finding, ...]:
        """Return everything in `document` that breaks this rule."""
        return tuple(
            Finding(self, problem.message, Place(self.mend, problem.index), problem.subject)
            for problem in self.examine(document)
        )


@dataclass(frozen=True)
class Finding:
    """A place where a document breaks a rule, and what to do about it, in plain English."""

    rule: Rule[Any]
    message: str
    place: Place
    subject: str = ""


@dataclass(frozen=True)
class Group[D: Document]:
    """Rules about one subject, in the order people read them."""

    title: str
    rules: list[Rule[D]] = field(default_factory=list)

    def rule(
        self, rule_id: str, citation: str, severity: Severity, title: str, *, mend: str
    ) -> Callable[[Callable[[D], Iterable[Problem]]], Rule[D]]:
        """Return a decorator that makes a function a rule of this group.

        The function yields the problems it sees in a document. Its docstring, if any, explains
        the rule.
        """

        def register(examine: Callable[[D], Iterable[Problem]]) -> Rule[D]:
            explanation = " ".join((inspect.getdoc(examine) or "").split())
            rule = Rule(rule_id, citation, severity, title, mend, explanation, examine)
            self.rules.append(rule)
            return rule

        return register
