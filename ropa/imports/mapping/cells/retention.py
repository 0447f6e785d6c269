"""How long data is kept, as people write it, into a retention rule.

What is not understood is kept in the words of the file: as the schedule it points at, or as what is
still to be supplied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ropa.models import RetentionRule

End = RetentionRule.EndAction

COVERS_ALL = "the personal data in this entry"
COVERS_LENGTH, SHORT_LENGTH = 300, 200

_TO_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_TO_TEN, start=1)}
_NUMBERS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25}
_NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40}
_ONE = (
    rf"(?P<number>[0-9]{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    r"(?:\s*\([\w-]{1,15}\))?\s*-?\s*"
    r"(?P<unit>years?|yrs?|y|months?|mths?|mos?|weeks?|wks?|w|days?|d)\b\.?(?:['’]s?)?"
)
_ANY = re.sub(r"\?P<\w+>", "?:", _ONE)
_PERIOD = re.compile(_ONE, re.IGNORECASE)
_WHOLE = (
    r"(?:(?P<usual>usually|normally|typically|generally)\s+)?"
    r"(?:(?:it is |is |are |to be )?(?:kept|retained?|held|keep|stored)\s+(?:for\s+)?)?"
    r"(?:for\s+)?(?:(?:a )?minimum(?: of)?\s+|at least\s+)?"
)
_AFTER = r"(?:after|from|following|since|post)"
_FIXED = re.compile(
    rf"{_WHOLE}(?P<period>{_ANY}(?:\s*(?:,|and|\s)\s*{_ANY})*)"
    rf"(?:\s+{_AFTER}\s+(?P<trigger>.+))?",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"{_WHOLE}until\s+(?P<trigger>.+)", re.IGNORECASE)
_ENDS = re.compile(
    r"[\s,;.–-]{1,4}(?:(?:and|after which|when)\s+)?(?:it is\s+|they are\s+)?(?:then\s+)?"
    r"(?:(?P<safely>securely|confidentially|safely|permanently)\s+)?"
    r"(?P<verb>destroyed|deleted|erased|anonymised|archived|reviewed"
    r"|destroy|delete|erase|anonymise|archive|review)\.?$",
    re.IGNORECASE,
)
_VERBS = {
    "destroy": End.DESTROY,
    "delet": End.DELETE,
    "eras": End.DELETE,
    "anonymis": End.ANONYMISE,
    "archiv": End.ARCHIVE,
    "review": End.REVIEW,
}
_SCHEDULE = re.compile(
    r"\b(?:schedule|policy|guidance|guidelines?|statut\w+|toolkit|see|refer|as per|in line with"
    r"|in accordance with|according to)\b|https?://",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?P<head>[^:]{1,300}?)\s*(?::(?!//)|\s[–—-]\s)\s*(?P<rest>.+)", re.DOTALL)
_FACTS = {"minimum_period", "trigger", "schedule_reference", "to_be_supplied"}


@dataclass(frozen=True)
class ParsedRule:
    """A retention rule by its fields, and what of its line found no place there."""

    values: dict[str, str | bool] = field(default_factory=dict)
    unplaced: str = ""


def parse_retention_rule(line: str) -> ParsedRule:
    """Return the retention rule that a line of a cell states."""
    head = _HEAD.fullmatch(line)
    if found := _stated(line):
        return _rule(found, "")
    if head:
        found = _stated(head["rest"])
        if found or len(head["rest"]) > 3:
            return _rule(found or _in_words(head["rest"]), head["head"])
    return _rule(_in_words(line), "")


def parse_period(text: str) -> str:
    """Return a period as ISO 8601 writes it (`P1Y6M`), or an empty text if it is none."""
    units: dict[str, int] = {}
    rest = text.strip()
    while match := _PERIOD.match(rest):
        letter = match["unit"][0].upper()
        if letter in units:
            return ""
        word = match["number"].lower()
        units[letter] = _NUMBERS.get(word) or int(word)
        rest = re.sub(r"^\s*(?:,|and\b)?\s*", "", rest[match.end() :])
    if rest or not units or not any(units.values()):
        return ""
    return "P" + "".join(f"{units[unit]}{unit}" for unit in "YMWD" if unit in units)


def _stated(text: str) -> dict[str, str | bool]:
    """What a text states in the ways in which people write periods; empty if it is none."""
    rest, ends = text.strip().rstrip("."), {}
    if match := _ENDS.search(rest):
        verb = match["verb"].lower()
        end = next(action for begins, action in _VERBS.items() if verb.startswith(begins))
        ends = {"end_action": (End.DESTROY if match["safely"] and end == End.DELETE else end).value}
        rest = rest[: match.start()].rstrip(" ,;.")
    if match := _FIXED.fullmatch(rest):
        found = parse_period(match["period"])
        trigger = _event(match["trigger"])
        if found and len(trigger) <= SHORT_LENGTH:
            return {
                "minimum_period": found,
                "trigger": trigger,
                **({"is_usual": True} if match["usual"] else {}),
                **ends,
            }
    if (match := _UNTIL.fullmatch(rest)) and len(_event(match["trigger"])) <= SHORT_LENGTH:
        usual = {"is_usual": True} if match["usual"] else {}
        return {"trigger": _event(match["trigger"]), **usual, **ends}
    return {}


def _in_words(text: str) -> dict[str, str | bool]:
    """A text that was not understood: a schedule that it points at, or a gap."""
    if len(text) <= SHORT_LENGTH and _SCHEDULE.search(text):
        return {"schedule_reference": text}
    return {"to_be_supplied": f"the period, which so far is stated as “{text}”"}


def _rule(found: dict[str, str | bool], head: str) -> ParsedRule:
    covers = head.strip() or COVERS_ALL
    facts: dict[str, str | bool] = dict.fromkeys(sorted(_FACTS), "")
    left = covers if len(covers) > COVERS_LENGTH else ""
    return ParsedRule({"covers": COVERS_ALL if left else covers, **facts, **found}, left)


def _event(text: str | None) -> str:
    return (text or "").strip().rstrip(".")
