"""Conditions that stand in the cell of something else: of Schedule 1 beside those of Article 9, and
both beside the lawful basis.

Sources: UK GDPR Article 9(2); DPA 2018 section 10 and Schedule 1.
"""

from __future__ import annotations

import re

from .conditions import ARTICLE_9, PARAGRAPH, SCHEDULE, find_schedule_1_conditions
from .named_grounds import NamedGround

# What parts one statement of a cell from the next.
_STATEMENTS = re.compile(r"(\n|;)")
_OF_ANOTHER_LAW = re.compile(
    r"\b(?:sections?|ss?\.?|reg(?:ulation)?s?\.?|rules?|para(?:graph)?s?\.?)\s*$", re.IGNORECASE
)
_JOINS = re.compile(r"(?:\s*(?:[,;/&+(]|\s[–—-]|\b(?:and|with|under|plus)\b))+\s*$", re.IGNORECASE)
_JOINED = re.compile(r"^\s*(?:(?:[,;/&+)]|[–—-]\s|\b(?:and|with|plus)\b)\s*)+", re.IGNORECASE)


def take_conditions(text: str) -> tuple[str, list[NamedGround], list[NamedGround]]:
    """Return a text without the conditions that it names by number, and those of Article 9 and of
    Schedule 1."""
    left, schedule_1 = take_schedule_1(text)
    left, article_9 = take_article_9(left)
    return left, article_9, schedule_1


def take_schedule_1(text: str) -> tuple[str, list[NamedGround]]:
    """Return a text without the conditions of Schedule 1 that it names by the name of the
    Schedule, and these."""
    found: list[NamedGround] = []
    left = []
    for statement in _STATEMENTS.split(text):
        named = SCHEDULE.search(statement)
        if named:
            start, end = _schedule_1_reference(statement, named)
            conditions, _ = find_schedule_1_conditions(statement[start:end])
            if conditions and all(each.code for each in conditions):
                found += conditions
                left.append(_without(statement, start, end))
                continue
        left.append(statement)
    return _tidied("".join(left)), found


def take_article_9(text: str) -> tuple[str, list[NamedGround]]:
    """Return a text without the conditions of Article 9(2) that it names by their letters, and
    these. “Section 9(2)(a)” is one of another law."""
    found: list[NamedGround] = []
    left = text
    for match in reversed([*ARTICLE_9.finditer(text)]):
        if _OF_ANOTHER_LAW.search(text[: match.start()]):
            continue
        found.insert(0, NamedGround(f"9-2-{match['letter'].lower()}"))
        left = _without(left, match.start(), match.end())
    return _tidied(left), list(dict.fromkeys(found))


def _schedule_1_reference(statement: str, named: re.Match[str]) -> tuple[int, int]:
    """Where a reference to Schedule 1 begins and ends: with its last paragraph, or where none is
    named, with the statement."""
    last = max(
        (
            match.end()
            for match in PARAGRAPH.finditer(statement)
            if match.start() >= named.start() and match["number"]
        ),
        default=len(statement),
    )
    return named.start(), last


def _without(text: str, start: int, end: int) -> str:
    before, after = text[:start], text[end:]
    if not after.strip(" .)"):
        return _JOINS.sub("", before)
    if not before.strip():
        return _JOINED.sub("", after)
    return f"{_JOINS.sub('', before)}; {_JOINED.sub('', after)}"


def _tidied(text: str) -> str:
    """A text without empty statements."""
    lines = (
        "; ".join(filter(None, (part.strip() for part in line.split(";"))))
        for line in text.splitlines()
    )
    return "\n".join(filter(None, lines))
