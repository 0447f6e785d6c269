"""Days and ages of children as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from ..short_texts import told_once

_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b(?: of\b)?", re.IGNORECASE)
_AGES = re.compile(
    r"(?:(?:from )?(?P<from>[0-9]{1,2})\s*(?:-|–|to|and|until)\s*(?P<to>[0-9]{1,2})"
    r"|(?:under|below)\s*(?P<under>[0-9]{1,2})s?"
    r"|(?:up to|at most)\s*(?P<most>[0-9]{1,2})"
    r"|(?P<least>[0-9]{1,2})\s*(?:\+|and (?:over|above|older)|or (?:over|older)))",
    re.IGNORECASE,
)
_AROUND_AGES = re.compile(
    r"^(?:children|young people|pupils)?\s*(?:aged?|ages|of|between)*\s*"
    r"|\s*(?:years?|yrs?)?(?: old)?$",
    re.IGNORECASE,
)
OLDEST_CHILD = 17


@told_once
def parse_day(text: str) -> date | None:
    """Return the day that a text names, day before month; None if it names none, or a year below
    1000."""
    plain = " ".join(_ORDINAL.sub("", text).replace(",", " ").split())
    for form in _FORMS:
        try:
            found = datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return found if found.year >= 1000 else None
    return None


def parse_ages(text: str) -> tuple[int | None, int | None] | None:
    """Return the ages, in years, of the youngest and the oldest children that a text names; None
    for one that it leaves open, and None altogether if it names no ages of children."""
    match = _AGES.fullmatch(_AROUND_AGES.sub("", text.strip()))
    if match is None:
        return None
    ages = {name: int(age) for name, age in match.groupdict().items() if age is not None}
    youngest = ages.get("from", ages.get("least", 0))
    oldest = ages.get("to", ages.get("most", ages.get("under", OLDEST_CHILD + 1) - 1))
    if not youngest <= oldest or youngest > OLDEST_CHILD or oldest < 1:
        return None
    return youngest or None, oldest if oldest < OLDEST_CHILD else None
