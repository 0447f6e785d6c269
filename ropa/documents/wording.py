"""Word periods, lists of names and retention rules in plain English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from ropa.models import RetentionRule

from .schema import RetentionDocument

_PERIOD = re.compile(
    r"P(?:(?P<year>[0-9]{1,18})Y)?(?:(?P<month>[0-9]{1,18})M)?(?:(?P<week>[0-9]{1,18})W)?(?:(?P<day>[0-9]{1,18})D)?"
)

Limit = RetentionRule.Limit

_BEFORE_PERIOD: dict[str, str] = {
    Limit.AT_LEAST: "at least",
    Limit.EXACTLY: "for",
    Limit.AT_MOST: "for at most",
}
_UNTIL: dict[str, str] = {
    Limit.AT_LEAST: "at least until {}",
    Limit.EXACTLY: "until {}",
    Limit.AT_MOST: "until {} at the latest",
}

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘(])")


# Of what is still to be supplied or confirmed, everybody but staff reads this.
NOT_SAID = "We have not said this yet"


def joined_names(names: Sequence[str], conjunction: str = "and") -> str:
    """Return names as a list in a sentence: “a”, “a and b”, “a, b and c”."""
    *first, last = names or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


class _OfAKind(Protocol):
    @property
    def is_policy_document(self) -> bool: ...


def notices_in_words(notices: Iterable[_OfAKind]) -> str:
    """Return how many there are of each kind, as rows or documents: “2 privacy notices and 1 policy
    document”; of one kind, that alone."""
    kinds = Counter(each.is_policy_document for each in notices)
    return kinds_in_words(kinds[False], kinds[True])


def kinds_in_words(privacy_notices: int, policy_documents: int) -> str:
    """Return how many there are of each kind, in words: of one kind, that alone."""
    counted = ((privacy_notices, "privacy notice"), (policy_documents, "policy document"))
    return (
        " and ".join(
            f"{number} {name}{'' if number == 1 else 's'}" for number, name in counted if number
        )
        or "0 privacy notices"
    )


def running_text(sentences: Sequence[str]) -> str:
    """Return sentences one after the other; what is of several lines stands by itself."""
    told = ""
    for sentence in sentences:
        between = "\n\n" if "\n" in sentence else " "
        told = f"{told}{between}{sentence}" if told else sentence
    return told


def period_in_words(period: str) -> str:
    """Return an ISO 8601 period in words: `P1Y6M` is “1 year and 6 months”.

    Raises `ValueError` if it is not a period of whole numbers.
    """
    return joined_names(
        [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in _units(period)]
    )


def interval_in_words(period: str) -> str:
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
        limit_sentence(rule),
        _schedule_sentence(rule),
        rule.extension.strip(),
        _reason_sentence(rule),
        _end_sentence(rule),
        f"We look at it again {interval_in_words(rule.review_interval)}."
        if rule.review_interval
        else "",
    ]
    return tuple(sentence for sentence in sentences if sentence)


def period_sentence(rule: RetentionDocument) -> str:
    """Return how long something is kept, or where that is set out; nothing for a gap."""
    return " ".join(filter(None, (limit_sentence(rule), _schedule_sentence(rule))))


def limit_sentence(rule: RetentionDocument) -> str:
    """Return how long something is kept: a period, from an event or not, or until an event; nothing
    if the rule says neither."""
    limit = rule.limit.code
    if limit == Limit.FOR_EVER:
        words = "for ever, in the archive" if rule.end_action else "for ever"
    elif rule.minimum_period:
        since = f" after {rule.trigger}" if rule.trigger else ""
        words = f"{_BEFORE_PERIOD[limit]} {period_in_words(rule.minimum_period)}{since}"
    elif rule.trigger:
        words = _UNTIL[limit].format(rule.trigger)
    else:
        return ""
    return upper_first(f"usually {words}." if rule.is_usual else f"{words}.")


def _end_sentence(rule: RetentionDocument) -> str:
    if rule.end_action is None or rule.limit.code == Limit.FOR_EVER:
        return ""
    return f"After that it is {lower_first(rule.end_action.name)}."


def _reason_sentence(rule: RetentionDocument) -> str:
    reason = rule.reason.strip().rstrip(".") if not rule.to_be_supplied else ""
    return f"We keep it this long because {reason}." if reason else ""


def _schedule_sentence(rule: RetentionDocument) -> str:
    if not rule.schedule_reference:
        return ""
    if limit_sentence(rule):
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


def upper_first(text: str) -> str:
    """Return the text with its first letter capital, to begin a sentence."""
    return text[:1].upper() + text[1:]
