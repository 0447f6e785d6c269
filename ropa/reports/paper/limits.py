"""The limits of reports as PDF, and what to do beyond them."""

from __future__ import annotations

# So many characters of HTML are typeset at most. They make about 300 pages, or 100 entries of 30
# parts each, which take 40 seconds of one core and 700 MB.
MOST_CHARACTERS = 1_500_000
_PAGES = 300
# Typesetting is stopped after so many seconds, however busy the machine is.
LONGEST = 300

_INSTEAD = "Choose a part of the register, such as a team, or the workbook (XLSX) for all of it."


class NotOnPaper(Exception):
    """A PDF of a report cannot be made. The message says why and what to do, to who asked."""


class TooLarge(NotOnPaper):
    """There is more in the report than can be typeset."""


def check_length(characters: int) -> None:
    """Raise `TooLarge` if so many characters of HTML are too many."""
    if characters > MOST_CHARACTERS:
        raise TooLarge(
            f"A PDF holds about {_PAGES} pages at most, and this would be longer. {_INSTEAD}"
        )


def took_too_long() -> TooLarge:
    """Return what to raise when typesetting has not ended in time."""
    return TooLarge(f"The PDF could not be made within {LONGEST // 60} minutes. {_INSTEAD}")
