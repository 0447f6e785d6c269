"""Sentences that fit: of several ways to say the same, the longest that is short enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ropa.documents.wording import joined_names, upper_first

from ..subjects.listing import counted
from .inquiries import MOST_SHORT_WORDS, MOST_WORDS

# So many things are named; of the rest, the number is told.
EXAMPLES = 3


def sentence(*ways: str) -> str:
    """Return the first of several ways to say something that has few enough words, or the last."""
    return upper_first(_first(ways, MOST_WORDS))


def short_sentence(*ways: str) -> str:
    """Return the same for one of the facts on one screen, with a full stop."""
    text = upper_first(_first(ways, MOST_SHORT_WORDS))
    return text if text.endswith((".", "!", "?")) else f"{text}."


def ways_to_name(names: Sequence[str], one: str, several: str) -> Iterator[str]:
    """Yield ways to name some things, from the longest: few are all named, of many some and their
    number."""
    if len(names) <= EXAMPLES:
        yield joined_names(names)
    number = counted(len(names), one, several)
    for some in range(min(EXAMPLES, len(names) - 1), 0, -1):
        yield f"{number}, among them {joined_names(names[:some])}"
    yield number


def _first(ways: Iterable[str], most: int) -> str:
    told = ""
    for told in ways:
        if len(told.split()) <= most:
            break
    return told
