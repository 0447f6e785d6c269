"""What short cells say: nothing, yes, no, that something does not apply or is not known."""

from __future__ import annotations

import re
from enum import Enum

from ..normalising import normalised

_NOTHING = {"", "n/a", "na", "n.a", "none", "nil", "-", "--", "none recorded", "not applicable"} | {
    "does not apply",
    "not recorded",
    "blank",
    "n / a",
}
_YES = {"yes", "y", "true", "x", "✓", "✔", "required"}
_NO = {"no", "n", "false", "not required", "none", "nil", "no.", "none recorded"}
_NOT_APPLICABLE = {"n/a", "na", "n.a", "n / a", "not applicable", "does not apply"}
_UNKNOWN = {
    "unknown",
    "tbc",
    "tbd",
    "to be confirmed",
    "not said yet",
    "still to be confirmed",
    "to be decided",
    "not known",
    "not sure",
    "don't know",
    "not yet decided",
    "to be determined",
    "under review",
}
_BEGINS = re.compile(r"(yes|no|n/a|y|n|tbc)\b\s*[-–—:,.;(]*\s*", re.IGNORECASE)


class ShortAnswer(Enum):
    """What a cell answers to a question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return (
        normalised(text) in _NOTHING
        or normalised(text.replace("(", "").replace(")", "")) in _NOTHING
    )


def short_answer(text: str) -> ShortAnswer | None:
    """Return what a cell answers, if it is an answer alone; `None` for any other text."""
    plain = normalised(text)
    if plain in _NOT_APPLICABLE:
        return ShortAnswer.NOT_APPLICABLE
    if plain in _YES:
        return ShortAnswer.YES
    if plain in _NO or plain == "-":
        return ShortAnswer.NO
    return ShortAnswer.UNKNOWN if plain in _UNKNOWN or set(plain) == {"?"} else None


def short_answer_and_rest(text: str) -> tuple[ShortAnswer | None, str]:
    """Return what a cell answers, and what it says besides: “Yes - see the risk log”."""
    if whole := short_answer(text):
        return whole, ""
    begins = _BEGINS.match(text.strip())
    # “No one”, “no-reply” and “Yes we do” are no answers with something after them.
    if begins and (begins[0].rstrip() != begins[1]):
        rest = text.strip()[begins.end() :].strip()
        closed = (
            rest.removesuffix(")")
            if "(" in begins[0] and rest.count("(") < rest.count(")")
            else rest
        )
        return short_answer(begins[1]), closed.strip()
    return None, text.strip()
