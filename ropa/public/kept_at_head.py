"""Keeping what is made from the whole register: one a process, made anew when the register has a
newer version."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from ropa.models import Version

# The sequence and the row hash of the newest version.
Head = tuple[int, str]


class CachedAtHead[Made]:
    """What was made from the last state of the register that this process was asked about."""

    def __init__(self, make: Callable[[Head | None], Made]) -> None:
        self._make = make
        self._made: tuple[Head | None, Made] | None = None
        self._making = Lock()

    def at(self, head: Head | None) -> Made:
        """Return what is made from the register whose newest version is `head`.

        Whoever asks while it is being made waits for it, so that it is made once.
        """
        with self._making:
            if self._made is None or self._made[0] != head:
                # What is out of date makes room before the next is made.
                self._made = None
                self._made = (head, self._make(head))
            return self._made[1]


def newest_head() -> Head | None:
    """Return what names the state of the register, in one query.

    The hash of the row is part of it: a restored database may count from the same number.
    """
    newest = Version.objects.order_by("-sequence").values_list("sequence", "row_hash")
    return newest.first()
