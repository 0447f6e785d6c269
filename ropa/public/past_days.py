"""“What did this say on …?”: parse the day a reader typed, and find the version of that day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ropa.dates import day_in_words
from ropa.digits import whole_number
from ropa.models import Version

from .published_versions import ReadableVersion

FIELDS = ("day", "month", "year")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)
_SHORTEST_NAME = 3


class NoSuchDay(Exception):
    """No day was named that has come. The message says what to do, to people."""


@dataclass(frozen=True)
class DayAnswer:
    """What could be read on a day: `version`, or nothing. `words` say so.

    `because` is what was said when it ended, and `until_then` what could be read until the
    version came, if it came that day.
    """

    words: str
    version: Version | None = None
    because: str = ""
    until_then: Version | None = None


def asked_day(query: Mapping[str, str], today: date) -> date | None:
    """Return the day that a reader asked for, or `None` if they did not ask.

    Raises `NoSuchDay` if it is not a day, or has not come yet.
    """
    day, month, year = (query.get(name, "").strip() for name in FIELDS)
    if not (day or month or year):
        return None
    if not (day and month and year):
        raise NoSuchDay("Give the day, the month and the year, for example 27 3 2026.")
    try:
        asked = date(_number(year), _month(month), _number(day))
    except ValueError:
        raise NoSuchDay(
            "There is no such day. Give the day, the month and the year, for example 27 3 2026."
        ) from None
    if asked > today:
        raise NoSuchDay("That day is still to come. Choose today or an earlier day.")
    return asked


def on_day(reading: ReadableVersion, day: date) -> DayAnswer:
    """Return what could be read of a notice or an entry at the end of a day."""
    every = sorted((*reading.history, *reading.hidden), key=lambda version: version.number)
    by_then = [version for version in every if _day(version) <= day]
    day_text = day_in_words(day)
    if not by_then:
        first = every[0]
        since = f" The first version came on {_day_text(first)}." if first.is_public else ""
        return DayAnswer(f"On {day_text} this was not published yet.{since}")
    version = by_then[-1]
    if not version.is_public:
        return DayAnswer(f"On {day_text} this was not public.")
    if not version.is_in_force:
        ended = "been withdrawn" if version.notice_id else "ended"
        return DayAnswer(
            f"On {day_text} this no longer applied: it had {ended} on {_day_text(version)}.",
            because=version.change_note,
        )
    before = by_then[-2] if len(by_then) > 1 else None
    came_then = _day(version) == day and before is not None
    readable = came_then and before is not None and before.is_public and before.is_in_force
    return DayAnswer(
        f"On {day_text} version {version.number} {'came' if came_then else 'applied'}.",
        version,
        until_then=before if readable else None,
    )


def _day_text(version: Version) -> str:
    return day_in_words(_day(version))


def _day(version: Version) -> date:
    return timezone.localdate(version.created_at)


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError
    return int(text)


def _month(text: str) -> int:
    """The number of a month, given as a number, by name or by the beginning of its name."""
    if (number := whole_number(text)) is not None:
        return number
    if len(text) < _SHORTEST_NAME:
        raise ValueError
    # A name that begins no month raises what a number that is none would.
    return 1 + [month.startswith(text.lower()) for month in _MONTHS].index(True)
