"""What short cells say: nothing, yes, no, that something does not apply or is not known."""

from __future__ import annotations

import re
from enum import Enum

from ..normalising import normalised
from ..short_texts import told_once

_NOTHING = {"", "n/a", "na", "n.a", "none", "nil", "-", "--", "none recorded", "not applicable"} | {
    "does not apply",
    "not recorded",
    "blank",
    "n / a",
}
# English, then German, Dutch and French.
_YES = {"yes", "y", "true", "x", "✓", "✔", "required", "ja", "j", "oui", "o"}
_NO = {"no", "n", "false", "not required", "none", "nil", "no.", "none recorded"} | {
    "nein",
    "nee",
    "non",
    "keine",
    "geen",
    "aucun",
    "aucune",
    "néant",
}
_NOT_APPLICABLE = {"n/a", "na", "n.a", "n / a", "not applicable", "does not apply"} | {
    "entfällt",
    "n.v.t",
    "nvt",
    "sans objet",
    "s.o",
}
_NOTHING |= _NOT_APPLICABLE | {"keine", "geen", "aucun", "aucune", "néant"}
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
    "possible",
    "possibly",
    "poss",
}
# That nobody gets the data: “Not shared”, “We do not share it with anyone”, “No third parties”.
_WITH_ANYONE = (
    r"(?: (?:with|to) (?:anyone|anybody|any (?:third|other|external) (?:part(?:y|ies)|bod(?:y|ies)"
    r"|organisations?)|third parties|others))?"
    r"(?: (?:outside|externally|beyond)[\w’' ]{0,60})?"
)
_DATA = r"(?:it|this|them|(?:this |the )?(?:personal )?(?:data|information))"
_NOBODY = re.compile(
    r"(?:no|none|nil|nobody|no[- ]one)(?: (?:external|outside|other|third[- ]party))?"
    r"(?: (?:recipients?|sharing|disclosures?|third parties|parties|organisations?|one|bodies))?"
    r"(?: outside [\w’' ]{1,60})?"
    rf"|(?:(?:{_DATA} )?(?:is|are) )?(?:not|never) (?:routinely )?"
    rf"(?:shared|disclosed|passed on|given out){_WITH_ANYONE}"
    rf"|we (?:do not|don['’]t|never) (?:share|disclose|pass on)(?: {_DATA})?{_WITH_ANYONE}"
    r"|(?:for )?internal(?:ly)?(?: use| staff| teams?)?(?: only)?|in[- ]house(?: only)?|staff only",
    re.IGNORECASE,
)
_NOBODY_BUT = re.compile(
    r"(?:nobody|no[- ]one|none|no|nil|not shared|never shared)\b.{0,60}?"
    r"\b(?:except|unless|apart from|other than|but|without)\b",
    re.IGNORECASE | re.DOTALL,
)
_BEGINS = re.compile(
    r"(yes|no|n/a|y|n|tbc|ja|nein|nee|oui|non(?!-))\b\s*[-–—:,.;(]*\s*", re.IGNORECASE
)


class ShortAnswer(Enum):
    """What a cell answers to a question."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


@told_once
def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return (
        normalised(text) in _NOTHING
        or normalised(text.replace("(", "").replace(")", "")) in _NOTHING
    )


def says_nobody(text: str) -> bool:
    """Whether a cell about recipients says that there are none."""
    return short_answer(text) is ShortAnswer.NO or bool(_NOBODY.fullmatch(normalised(text)))


def says_nobody_but(text: str) -> bool:
    """Whether a cell about recipients says that there are none, and then names some."""
    return bool(_NOBODY_BUT.match(normalised(text)))


@told_once
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
