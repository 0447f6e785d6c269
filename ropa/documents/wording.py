"""Facts into plain words: periods, lists of names, and how long something is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .schema import RetentionDocument

_PERIOD = re.compile(
    r"P(?:(?P<year>[0-9]{1,18})Y)?(?:(?P<month>[0-9]{1,18})M)?(?:(?P<week>[0-9]{1,18})W)?(?:(?P<day>[0-9]{1,18})D)?"
)

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘(])")


def joined(names: Sequence[str], conjunction: str = "and") -> str:
    """Return names as a list in a sentence: “a”, “a and b”, “a, b and c”."""
    *first, last = names or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def period_in_words(period: str) -> str:
    """Return an ISO 8601 period in words: `P1Y6M` is “1 year and 6 months”.

    Raises `ValueError` if it is not a period of whole numbers.
    """
    return joined([f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in _units(period)])


def every(period: str) -> str:
    """Return how often something comes round: `P1Y` is “every year”, `P2Y` “every 2 years”.

    Raises `ValueError` if it is not a period of whole numbers.
    """
    units = _units(period)
    once = len(units) == 1 and units[0][0] == 1
    return f"every {units[0][1] if once else period_in_words(period)}"


def retention_sentences(rule: RetentionDocument) -> tuple[str, ...]:
    """Return how long something is kept, in whole sentences.

    Empty for a gap: then `rule.to_be_supplied` says what is missing.
    """
    sentences = [
        _floor(rule),
        _schedule(rule),
        rule.extension.strip(),
        f"After that it is {lower_first(rule.end_action.name)}." if rule.end_action else "",
        f"We look at it again {every(rule.review_interval)}." if rule.review_interval else "",
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _floor(rule: RetentionDocument) -> str:
    opening = "Usually at least" if rule.is_usual else "At least"
    if rule.minimum_period and rule.trigger:
        return f"{opening} {period_in_words(rule.minimum_period)} after {rule.trigger}."
    if rule.minimum_period:
        return f"{opening} {period_in_words(rule.minimum_period)}."
    if rule.trigger:
        return f"{opening} until {rule.trigger}."
    return ""


def _schedule(rule: RetentionDocument) -> str:
    if not rule.schedule_reference:
        return ""
    if rule.minimum_period or rule.trigger:
        return f"Retention schedule: {rule.schedule_reference.rstrip('.')}."
    return f"As long as set out in {rule.schedule_reference.rstrip('.')}."


def _units(period: str) -> list[tuple[int, str]]:
    match = _PERIOD.fullmatch(period)
    found = match.groupdict() if match else {}
    units = [(int(count), unit) for unit, count in found.items() if count]
    if not units:
        raise ValueError(f"“{period}” is not an ISO 8601 period such as P3Y.")
    return units


def first_sentence(text: str) -> str:
    """Return the first sentence of what somebody wrote, to stand for the rest of it."""
    paragraph = " ".join(text.strip().partition("\n\n")[0].split())
    return _SENTENCE_ENDS.split(paragraph, maxsplit=1)[0]


def lower_first(text: str) -> str:
    """Return the text with its first letter small, to stand within a sentence."""
    return text[:1].lower() + text[1:]
