"""How long data is kept, as people write it, into a retention rule.

What is not understood is kept in the words of the file: as the schedule it points at, or as what is
still to be supplied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ropa.models import RetentionRule

End, Limit = RetentionRule.EndAction, RetentionRule.Limit

COVERS_ALL = "the personal data in this entry"
COVERS_LENGTH, SHORT_LENGTH = 300, 200
_SHORTEST_EVENT = 3

_TO_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_TO_TEN, start=1)}
_NUMBERS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25}
_NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40}
# English, German, Dutch and French.
_UNITS = {
    "Y": r"years?|yrs?|y|jahren?|jahr|jaar|jaren|ans?|années?",
    "M": r"months?|mths?|mos?|monaten?|monat|maanden|maand|mois",
    "W": r"weeks?|wks?|w|wochen?|weken|semaines?",
    "D": r"days?|d|tagen?|tag|dagen|dag|jours?",
}
_ONE = (
    rf"(?P<number>[0-9]{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    r"(?:\s*\([\w-]{1,15}\))?\s*-?\s*"
    rf"(?P<unit>{'|'.join(_UNITS.values())})\b\.?(?:['’]s?)?"
)
_ANY = re.sub(r"\?P<\w+>", "?:", _ONE)
_PERIOD = re.compile(_ONE, re.IGNORECASE)
_OF = r"(?: (?:period )?of| for)?"
_FLOOR = rf"at least|not less than|no less than|(?:a |the )?min(?:imum|\.)?{_OF}"
_CEILING = (
    rf"at most|up to|no(?:t)? (?:more|longer) than|(?:a |the )?max(?:imum|\.)?{_OF}"
    r"|within|less than"
)
_WHOLE = (
    r"(?:(?P<usual>usually|normally|typically|generally)\s+)?"
    r"(?:(?:it is |is |are |to be )?(?:kept|retained?|held|keep|stored)\s+(?:for\s+)?)?"
    rf"(?:for\s+)?(?:(?P<floor>{_FLOOR})\s+|(?P<ceiling>{_CEILING})\s+)?"
)
# “6 years minimum”, “3 months max.”
_LIMIT_BEHIND = (
    r"(?:\s*[,(]?\s*(?:(?P<floor_behind>min(?:imum)?|or more|at least)"
    r"|(?P<ceiling_behind>max(?:imum)?|or less|at most))\b\.?\)?)?"
)
_AFTER = r"(?:after|from|following|since|post|nach|na|après|à compter d[eu]|vanaf|ab)"
_PLUS = r"(?:\+|\bplus\b|\band then (?:a )?further\b)"
_FIXED = re.compile(
    rf"{_WHOLE}(?P<period>{_ANY}(?:\s*(?:,|and|\s)\s*{_ANY})*){_LIMIT_BEHIND}"
    rf"(?:\s+{_AFTER}\s+(?P<trigger>.+))?",
    re.IGNORECASE,
)
# “5-7 years”, “between 5 and 7 years”, “5 to 7 years after closure”
_NUMBER = r"[0-9]{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True))
_BETWEEN = re.compile(
    rf"{_WHOLE}(?:between\s+)?(?P<least>{_NUMBER})\s*(?:-|–|—|to|and)\s*"
    rf"(?P<most>(?:{_NUMBER})\s*(?P<of>years?|yrs?|months?|mths?|weeks?|days?)\b)"
    rf"(?:\s+{_AFTER}\s+(?P<trigger>.+))?",
    re.IGNORECASE,
)
# “DOB + 25 years”, “Current year + 6”: an event, and a period from it, in years if no unit is said.
_SUM = re.compile(
    rf"{_WHOLE}(?:until\s+)?(?P<trigger>[^+]{{1,200}}?)\s*{_PLUS}\s*"
    rf"(?:(?P<period>{_ANY}(?:\s*(?:,|and|\s)\s*{_ANY})*)|(?P<years>[0-9]{{1,3}}))",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"{_WHOLE}(?:until|till)\s+(?P<trigger>.+)", re.IGNORECASE)
_EVENTS: tuple[tuple[str, str], ...] = (
    (r"d\.?o\.?b\.?|date of birth|birth", "the date of birth"),
    (r"c(?:urrent)?\s*y(?:ea)?r?|current(?: calendar)? year", "the end of the current year"),
    (
        r"current (?:financial|fiscal|tax) year|c\.?f\.?y\.?|f\.?y\.?",
        "the end of the current financial year",
    ),
    (
        r"current (?:academic|school) year|academic year|school year",
        "the end of the current school year",
    ),
)
# Events that are written without the article that a sentence has: “end of employment”.
_LACKS_ARTICLE = re.compile(
    r"(?:(?:end|start|beginning|close|closure|completion|conclusion|termination|expiry|cessation"
    r"|date|day|year|birth|death|settlement|withdrawal|resolution|award|issue|publication|receipt"
    r"|signing|renewal|cancellation|departure|creation)\s+of\b"
    r"|(?:last|final|latest|most recent)\s+(?!of\b)[a-z]+)",
    re.IGNORECASE,
)
_EVENT_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in _EVENTS)
_FOR_EVER = re.compile(
    r"(?:(?:it is |is |are |to be )?(?:kept|retained?|held|keep|stored)\s+)?"
    r"(?:permanent(?:ly)?(?: (?:retention|preservation|record)s?)?|for ?ever|in perpetuity"
    r"|(?:retained|preserved) permanently|for good"
    r"|dauerhaft|unbefristet|blijvend(?: bewaren)?|permanent bewaren|permanente|illimitée?)",
    re.IGNORECASE,
)
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
# An event that holds another period or a case of its own is more than an event.
_IS_UNCLEAR = re.compile(
    rf"\b{_ANY}|^[0-9]|\b(?:unless|whichever|except|otherwise|if|or until)\b"
    r"|\([^)]*(?:[0-9]|\buntil\b|:)[^)]*\)",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(
    r"^(?:please )?(?:see|refer to|as per|per|(?:as long )?as set out in|in line with"
    r"|in accordance with|according to)\s+(?=\S)",
    re.IGNORECASE,
)
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
    if head and head["head"].count("(") == head["head"].count(")"):
        found = _stated(head["rest"])
        if found or len(head["rest"]) > 3:
            return _rule(found or _in_words(head["rest"]), head["head"])
    return _rule(_in_words(line), "")


def parse_period(text: str) -> str:
    """Return a period as ISO 8601 writes it (`P1Y6M`), or an empty text if it is none."""
    units: dict[str, int] = {}
    rest = text.strip()
    while match := _PERIOD.match(rest):
        letter = next(
            each for each, words in _UNITS.items() if re.fullmatch(words, match["unit"], re.I)
        )
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
    if _FOR_EVER.fullmatch(rest):
        # An end of what has none is only that it goes to the archive.
        archived = ends if ends.get("end_action") == End.ARCHIVE else {}
        return {"limit": Limit.FOR_EVER.value, **archived} if archived or not ends else {}
    for pattern, read in (
        (_FIXED, _fixed),
        (_BETWEEN, _between),
        (_SUM, _sum),
        (_UNTIL, _until),
    ):
        match = pattern.fullmatch(rest)
        found = read(match) if match else {}
        trigger = str(found.get("trigger", ""))
        if match and found and len(trigger) <= SHORT_LENGTH and not _IS_UNCLEAR.search(trigger):
            usual = {"is_usual": True} if match["usual"] else {}
            return {"limit": _limit(match).value, **found, **usual, **ends}
    return {}


def _fixed(match: re.Match[str]) -> dict[str, str | bool]:
    period = parse_period(match["period"])
    return {"minimum_period": period, "trigger": _event(match["trigger"])} if period else {}


def _between(match: re.Match[str]) -> dict[str, str | bool]:
    """At least the one and at most the other: a floor, and what is said of the rest in words."""
    least = parse_period(f"{match['least']} {match['of']}")
    if not least or not parse_period(match["most"]):
        return {}
    return {
        "limit": Limit.AT_LEAST.value,
        "minimum_period": least,
        "trigger": _event(match["trigger"]),
        "extension": f"It may be kept for up to {match['most']}.",
    }


def _sum(match: re.Match[str]) -> dict[str, str | bool]:
    period = parse_period(match["period"] or f"{match['years']} years")
    trigger = _event(match["trigger"])
    said = next((words for pattern, words in _EVENT_PATTERNS if pattern.fullmatch(trigger)), "")
    # A sign between letters that nobody spelt out is no event.
    is_event = said or len(trigger) > _SHORTEST_EVENT
    return {"minimum_period": period, "trigger": said or trigger} if period and is_event else {}


def _until(match: re.Match[str]) -> dict[str, str | bool]:
    return {"trigger": _event(match["trigger"])}


def _limit(match: re.Match[str]) -> RetentionRule.Limit:
    """A floor or a ceiling where it is said to be one; what is stated plainly is the very time."""
    groups = match.groupdict()
    if groups["floor"] or groups.get("floor_behind"):
        return Limit.AT_LEAST
    if groups["ceiling"] or groups.get("ceiling_behind"):
        return Limit.AT_MOST
    return Limit.EXACTLY


def _in_words(text: str) -> dict[str, str | bool]:
    """A text that was not understood: a schedule that it points at, or a gap."""
    if len(text) <= SHORT_LENGTH and _SCHEDULE.search(text):
        return {"schedule_reference": _POINTS_AT.sub("", text, count=1)}
    return {"to_be_supplied": f"the period, which so far is stated as “{text}”"}


def _rule(found: dict[str, str | bool], head: str) -> ParsedRule:
    covers = head.strip() or COVERS_ALL
    facts: dict[str, str | bool] = dict.fromkeys(sorted(_FACTS), "")
    facts["limit"] = Limit.AT_LEAST.value
    left = covers if len(covers) > COVERS_LENGTH else ""
    return ParsedRule({"covers": COVERS_ALL if left else covers, **facts, **found}, left)


def _event(text: str | None) -> str:
    """An event as a sentence names it: “after the end of employment”."""
    event = (text or "").strip().rstrip(".")
    return f"the {event[0].lower()}{event[1:]}" if _LACKS_ARTICLE.match(event) else event
