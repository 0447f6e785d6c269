"""The day that rules are asked on, and until when their answers hold.

What a rule finds may change by the day alone: an agreement ends, a review falls due. A rule
compares days with `today()`, and that day remembers what it was compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from django.utils import timezone


class WatchedDay(date):
    """A day. `next_look` is the first later one on which a comparison with it may come out
    otherwise, or `None` if none can."""

    next_look: date | None = None

    def __lt__(self, other: Any) -> bool:
        return self._note(other) and super().__lt__(other)

    def __le__(self, other: Any) -> bool:
        return self._note(other) and super().__le__(other)

    def __gt__(self, other: Any) -> bool:
        return self._note(other) and super().__gt__(other)

    def __ge__(self, other: Any) -> bool:
        return self._note(other) and super().__ge__(other)

    # Differences of days change each day: a rule compares days instead.
    __sub__ = None  # type: ignore[assignment]
    __rsub__ = None

    def _note(self, other: date) -> bool:
        if (days := other.toordinal() - self.toordinal()) >= 0:
            look = date.fromordinal(self.toordinal() + max(days, 1))
            if self.next_look is None or look.toordinal() < self.next_look.toordinal():
                self.next_look = look
        return True


_watched: ContextVar[WatchedDay | None] = ContextVar("watched_day", default=None)


def today() -> date:
    """Return the day on which the rules are asked."""
    return _watched.get() or timezone.localdate()


@contextmanager
def watching_the_day() -> Iterator[WatchedDay]:
    """Have what the rules compare with today noted on the day that this yields."""
    day = timezone.localdate()
    watched = WatchedDay(day.year, day.month, day.day)
    token = _watched.set(watched)
    try:
        yield watched
    finally:
        _watched.reset(token)
