"""Parse the choices people make for a report into a `Selection`, or say what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import QuerySet

from ropa import permissions
from ropa.documents.status import State, activity_statuses
from ropa.models import ProcessingActivity

from .choices import (
    CONTROLLER,
    LAW,
    NEVER_APPROVED,
    STATES,
    STATUS,
    TEAM,
    ReportChoice,
    report_choices,
)
from .entry_filters import entry_filters
from .formats import Format
from .instants import DayOrMinute, NotAnInstant
from .selection import Selection

CONTENT, AT, SINCE = "content", "at", "since"
APPROVED, DRAFT, PUBLIC_CONTENT = "approved", "draft", "public"
CONTENTS = {
    APPROVED: "What was approved",
    DRAFT: "What stands in the register now, approved or not",
    PUBLIC_CONTENT: "Of what was approved, only what the public may read",
}

# What was chosen, as text, by the name of the question. What is empty was not chosen.
type Choices = Mapping[str, Sequence[str]]

# So many entries are looked at together to tell how they stand.
_BATCH = 200


class InvalidChoices(Exception):
    """Choices make no sense. `problems` says of each question what is wrong and what to do."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


def selection_of(
    choices: Choices, *, by: Any = None, asked: Iterable[ReportChoice] | None = None
) -> Selection:
    """Return what was chosen. `by` is who chose; `asked` are the questions, if they are known.

    Raises `InvalidChoices`.
    """
    known = {each.name: each for each in (report_choices(by) if asked is None else asked)}
    given = {
        name: found
        for name, answers in choices.items()
        if (found := [answer.strip() for answer in answers if answer.strip()])
    }
    problems = {
        question.name: problem
        for question in known.values()
        if (problem := question.problem(given.get(question.name, ())))
    }
    content = given.get(CONTENT, [APPROVED])[-1]
    if content not in CONTENTS:
        problems[CONTENT] = f"“{content[:80]}” is no content. Choose one of: {', '.join(CONTENTS)}."
    at, since = _instant(given, AT, problems), _instant(given, SINCE, problems)
    states = [STATES[code] for code in given.get(STATUS, ()) if code in STATES]
    for name, problem in _contradictions(content, at, since, given, states):
        problems.setdefault(name, problem)
    if problems:
        raise InvalidChoices(problems)
    return Selection(
        is_draft=content == DRAFT,
        is_public=content == PUBLIC_CONTENT,
        at=at,
        teams=frozenset(given.get(TEAM, ())),
        controllers=frozenset(given.get(CONTROLLER, ())),
        legal_regime=given[LAW][0] if LAW in given else "",
        references=_references(given, states, at, by),
        changed_since=since,
        chosen=tuple(
            (known[name].label, known[name].describe(given[name]))
            for name in (*(each.name for each in entry_filters()), STATUS)
            if name in given
        ),
    )


def format_problem(kind: Format, selection: Selection) -> str:
    """Return why a selection cannot be had in a form, and what to do; empty if it can."""
    if selection.is_public and not kind.public:
        return f"{kind.title} is not made of what the public may read. Choose another form."
    if selection.is_draft and not kind.takes_drafts:
        return f"{kind.title} holds only what was approved. Choose that, or another form."
    if kind.needs_everything and not selection.is_whole:
        return f"{kind.title} holds the whole register. Choose no part of it, or another form."
    return ""


def _instant(given: Choices, name: str, problems: dict[str, str]) -> datetime | None:
    """The end of what was named as the day it is to be as at; of that since when, the start."""
    if name not in given:
        return None
    try:
        named = DayOrMinute.of(given[name][-1])
    except NotAnInstant as error:
        problems[name] = str(error)
        return None
    return named.ended if name == AT else named.began


def _contradictions(
    content: str,
    at: datetime | None,
    since: datetime | None,
    given: Choices,
    states: Sequence[State],
) -> Iterable[tuple[str, str]]:
    if at is not None and content == DRAFT:
        yield (
            AT,
            "Drafts are not kept for past days. Choose what was approved, or leave the day empty.",
        )
    if at is not None and content == PUBLIC_CONTENT:
        yield (
            AT,
            "What was taken out of the public record is out of it for past days as well. Choose "
            "what was approved, or leave the day empty.",
        )
    if at is not None and states:
        yield (
            STATUS,
            "How an entry stands is known for now alone. Leave this out, or leave the day empty.",
        )
    if at is not None and since is not None and since > at:
        yield SINCE, "That is after the day as at which you want the register. Choose one before."
    if len(set(given.get(LAW, ()))) > 1:
        yield LAW, "An entry is under one law or the other. Choose one, or leave this out."
    if content in {APPROVED, PUBLIC_CONTENT} and states and NEVER_APPROVED.issuperset(states):
        names = " and ".join(f"“{state.label}”" for state in states)
        yield (
            STATUS,
            f"No approved content stands at {names}. Choose another, or what stands in the "
            "register now.",
        )


def _references(
    given: Choices, states: Sequence[State], at: datetime | None, by: Any
) -> frozenset[str] | None:
    """The entries behind what is not in their documents; `None` if nothing of it was chosen."""
    found = [
        frozenset[str]().union(*(each.references(code, at) for code in given[each.name]))
        for each in entry_filters()
        if each.name in given
    ]
    if states:
        found.append(frozenset(_standing_at(states, by)))
    return frozenset.intersection(*found) if found else None


def _standing_at(states: Sequence[State], by: Any) -> Iterable[str]:
    rows: QuerySet[ProcessingActivity] = ProcessingActivity.objects.order_by("reference")
    if by is not None:
        rows = permissions.rows(by, rows)
    for some in batched(list(rows), _BATCH):
        statuses = activity_statuses(some)
        for row in some:
            if statuses[row.pk].state in states:
                yield row.reference
