"""What people can choose: a column into choices (UK GDPR Articles 7(3) and 21(2) to (4))."""

from __future__ import annotations

import re
from typing import Any

from ropa.models import PeopleChoice

from ..cells.lists import split_lines
from ..entry_row import EntryRow

_Kind = PeopleChoice.Kind

# In this order: direct marketing may be opted out of, and so may the national data opt-out.
_WORDS = (
    (_Kind.NATIONAL_DATA_OPT_OUT, re.compile(r"national data opt", re.IGNORECASE)),
    (_Kind.OPEN_REGISTER, re.compile(r"\b(?:open|edited) register\b", re.IGNORECASE)),
    (_Kind.STOP_MARKETING, re.compile(r"\bmarketing\b", re.IGNORECASE)),
    (_Kind.WITHDRAW_CONSENT, re.compile(r"\bwithdraw\w*\b|\bconsent\b", re.IGNORECASE)),
    (_Kind.OPT_IN, re.compile(r"\bopt(?:ing)?[ -]?in\b|\bsay yes\b", re.IGNORECASE)),
    (_Kind.OPT_OUT, re.compile(r"\bopt(?:ing)?[ -]?out\b|\bsay no\b", re.IGNORECASE)),
)
_COLON = re.compile(r":(?!//)\s*")


def read_choices(row: EntryRow) -> None:
    """Read what people can choose, one a line, and after a colon how they say so. How may stand in
    a column of its own, too: then it is said of every choice that does not say it itself."""
    how_for_all = row.content("choices-how")
    there = {part.choice: part.how for part in row.existing_parts("people_choices")}
    lines = split_lines(row.text("choices"))
    if how_for_all and all(_COLON.search(line) for line in lines):
        row.add_to_note("choices-how", how_for_all)
    if not row.has("choices"):
        return
    parts: list[dict[str, Any]] = []
    for line in lines:
        choice, *more = _COLON.split(line, maxsplit=1)
        how = (more[0].strip() if more else "") or how_for_all or there.get(choice.strip(), "")
        if not how:
            row.gap(
                "choices",
                "Say after a colon how people say so: “say no to letters: tell the office”.",
                line,
            )
            continue
        part = {"choice": choice.strip(), "how": how}
        # Of which kind a choice is that is there already, somebody has seen to.
        parts.append(part if part["choice"] in there else part | {"kind": _kind(line).value})
    row.values["people_choices"] = parts


def _kind(line: str) -> PeopleChoice.Kind:
    return next((kind for kind, words in _WORDS if words.search(line)), _Kind.OTHER)
