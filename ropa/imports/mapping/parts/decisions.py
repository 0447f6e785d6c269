"""What a computer decides: a column into automated decisions, one by one (UK GDPR Articles 22A to
22D)."""

from __future__ import annotations

import re
from typing import Any

from ropa.models import AutomatedDecision

from ..cells.lists import split_lines
from ..entry_row import EntryRow

_Involvement = AutomatedDecision.Involvement

_ALONE = re.compile(
    r"\b(?:solely|alone|fully automat\w+|wholly automat\w+|without (?:a )?(?:human|person))\b",
    re.IGNORECASE,
)
_WITH_PERSON = re.compile(
    r"\b(?:person|people|human|officer|staff|caseworker|reviewed|assist\w*|helps?|helped|support\w*"
    r"|recommend\w*)\b",
    re.IGNORECASE,
)
_COLON = re.compile(r":(?!//)\s*")


def read_decisions(row: EntryRow) -> None:
    """Read what is decided, one a line, and after a colon how. Whether a computer alone decides
    follows from the words; where they do not say it, that is told."""
    if not row.has("decisions"):
        return
    parts: list[dict[str, Any]] = []
    there = {part.decision: part.involvement for part in row.existing_parts("decisions_made")}
    for line in split_lines(row.text("decisions")):
        decision, *more = _COLON.split(line, maxsplit=1)
        involvement = _involvement(line) or there.get(decision.strip())
        if involvement is None:
            row.gap(
                "decisions",
                "Say after a colon whether a computer alone decides, or a person helped by one: "
                "“who gets a permit: a computer alone counts the points”.",
                line,
            )
            continue
        part = {"decision": decision.strip(), "involvement": str(involvement)}
        parts.append(part | ({"logic": more[0].strip()} if more else {}))
    row.values["decisions_made"] = parts


def _involvement(line: str) -> AutomatedDecision.Involvement | None:
    if _ALONE.search(line):
        return _Involvement.SOLELY
    return _Involvement.WITH_PERSON if _WITH_PERSON.search(line) else None
