"""What cannot be had on paper, and what to do instead."""

from __future__ import annotations

# So many entries are typeset at most, and for so many seconds.
MOST_ENTRIES = 100
LONGEST = 600

_INSTEAD = "Choose a part of the register, such as a team, or the workbook (XLSX), which has no limit."


class NotOnPaper(Exception):
    """A PDF of a report cannot be made. The message says why and what to do, to who asked."""


class TooLarge(NotOnPaper):
    """There is more in the report than can be typeset."""


def check_size(entries: int) -> None:
    """Raise `TooLarge` if so many entries are too many."""
    if entries > MOST_ENTRIES:
        raise TooLarge(f"A PDF holds at most {MOST_ENTRIES} entries, and these are more. {_INSTEAD}")


def took_too_long() -> TooLarge:
    """Return what to raise when typesetting has not ended in time."""
    return TooLarge(f"It could not be typeset within {LONGEST // 60} minutes. {_INSTEAD}")
