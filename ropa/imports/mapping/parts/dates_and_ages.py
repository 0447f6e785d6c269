"""When an activity runs, of which ages its children are, and whether people must give the data.

Sources: UK GDPR Articles 8, 13(2)(e) and 25.
"""

from __future__ import annotations

import re

from ropa.models import ProcessingActivity

from ..cells.answers import ShortAnswer, short_answer
from ..cells.dates import parse_ages, parse_day
from ..entry_row import EntryRow

Providing = ProcessingActivity.Providing
_DAYS = {
    "begins-on": "begins_on",
    "ends-on": "ends_on",
    "children-considered-on": "children_considered_on",
    "last-reviewed-on": "last_reviewed_on",
    "review-due-on": "review_due_on",
}
_NONE_SAID = {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE, ShortAnswer.UNKNOWN}
_PROVIDING: tuple[tuple[Providing, str], ...] = (
    (Providing.NOT_ASKED, r"\bnot asked\b"),
    (Providing.MIXED, r"\bmix|\bsome\b|\bpart(?:ly|s)?\b|\bboth\b"),
    (Providing.CONTRACT, r"\bcontract"),
    (
        Providing.VOLUNTARY,
        r"\bvoluntar|\boptional|\bmay choose\b|\bnot (?:required|mandatory)\b|^no\b",
    ),
    (
        Providing.REQUIRED,
        r"\bstatutory|\bmandatory|\brequired\b|\blaw\b|\blegal|\bcompulsory|^yes\b",
    ),
)


def read_dates_and_ages(row: EntryRow) -> None:
    """Read the days, the ages of children, and whether people must give the data."""
    for target, field in _DAYS.items():
        if row.has(target):
            _read_day(row, target, field)
    _read_ages(row)
    _read_providing(row)


def _read_day(row: EntryRow, target: str, field: str) -> None:
    text = row.content(target)
    day = parse_day(text)
    if text and day is None and short_answer(text) not in _NONE_SAID:
        row.gap(target, "Write a day, for example 31/03/2026.")
        return
    row.values[field] = day


def _read_ages(row: EntryRow) -> None:
    if not row.has("children-ages"):
        return
    text = row.content("children-ages")
    ages = parse_ages(text) if text else (None, None)
    if ages is None:
        row.gap("children-ages", "Write the ages of the children in years, for example “5 to 16”.")
        return
    row.values["children_youngest"], row.values["children_oldest"] = ages


def _read_providing(row: EntryRow) -> None:
    text = row.content("providing")
    if not text:
        return
    by_label = {str(each.label).casefold(): each for each in Providing}
    found = by_label.get(text.casefold()) or next(
        (kind for kind, words in _PROVIDING if re.search(words, text, re.IGNORECASE)), None
    )
    if found is None:
        if short_answer(text) is not ShortAnswer.UNKNOWN:
            row.gap("providing", "Say whether the law or a contract requires it, or people choose.")
        return
    row.values["providing"] = found.value
    if text.casefold() not in by_label and len(text.split()) > 1:
        row.add_to_note("providing", text)
