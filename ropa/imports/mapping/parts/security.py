"""How data is protected: a column into security measures (UK GDPR Article 30(1)(g))."""

from __future__ import annotations

import re
from typing import Any

from ropa.models import SecurityMeasure

from ..cells.answers import short_answer
from ..cells.lists import split_lines
from ..entry_row import EntryRow
from .existing_parts import set_parts

Measure = SecurityMeasure.Kind

_TECHNICAL = re.compile(
    r"encrypt|password|passcode|firewall|access[- ]control|\bmfa\b|multi-?factor|two-?factor|2fa"
    r"|back-?ups?\b|pseudonym|anti-?virus|malware|patch|server|\bvpn\b|secure (?:network|system)"
    r"|audit (?:log|trail)|permission|role-based|penetration|network|software|technical",
    re.IGNORECASE,
)
_SAYS_NO_MEASURE = re.compile(r"(?:ok|fine|good|see|as per|refer to|ditto)\b", re.IGNORECASE)
_LABEL = re.compile(
    rf"^(?P<label>{'|'.join(re.escape(str(kind.label)) for kind in Measure)})"
    r"(?: measures| security measures)?:\s*",
    re.IGNORECASE,
)


def read_security(row: EntryRow) -> None:
    """Read how data is protected; which measures are technical follows from their words."""
    if not row.has("security", "access"):
        return
    parts: list[dict[str, Any]] = []
    for line in split_lines(row.text("security")):
        if short_answer(line) or _SAYS_NO_MEASURE.match(line):
            row.gap("security", "Write how the data is protected.", line)
            continue
        label = _LABEL.match(line)
        said = line[label.end() :] if label else line
        name = label["label"].casefold() if label else ""
        kind = next((each for each in Measure if str(each.label).casefold() == name), None)
        if kind is None:
            kind = Measure.TECHNICAL if _TECHNICAL.search(line) else Measure.ORGANISATIONAL
        parts.append({"kind": kind.value, "description": said})
    if access := ", ".join(split_lines(row.text("access"))):
        said = f"{row.titles['access'].rstrip('?:')}: {access}"
        parts.append({"kind": Measure.ORGANISATIONAL.value, "description": said})
    set_parts(row, "security_measures", parts, ("description",))
