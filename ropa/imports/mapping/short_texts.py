"""What a short text tells is told once: the cells of a spreadsheet say the same again and again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

# Long texts do not come again, and would fill the memory.
LONGEST_KEPT, MOST_KEPT = 200, 16_384


def told_once[Told](function: Callable[[str], Told]) -> Callable[[str], Told]:
    """Keep what a function of a text alone returns for short ones, which must be what nobody
    changes."""
    kept = lru_cache(maxsize=MOST_KEPT)(function)

    @wraps(function)
    def ask(text: str) -> Told:
        return kept(text) if len(text) <= LONGEST_KEPT else function(text)

    return ask
