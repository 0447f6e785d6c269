"""How long data is kept: a column into retention rules (UK GDPR Article 30(1)(f))."""

from __future__ import annotations

from typing import Any

from ..cells.lists import split_lines
from ..cells.retention import COVERS_ALL, parse_retention_rule
from ..entry_row import EntryRow
from .existing_parts import set_parts


def read_retention(row: EntryRow) -> None:
    """Read how long data is kept. No text is dropped: see `cells.retention`."""
    if not row.has("retention"):
        return
    parts: list[dict[str, Any]] = []
    stated = {
        part.covers for part in row.existing_parts("retention_rules") if not part.to_be_supplied
    }
    for line in split_lines(row.text("retention")):
        rule = parse_retention_rule(line)
        if rule.unplaced:
            row.add_to_note("retention", rule.unplaced)
        if rule.values["to_be_supplied"] and rule.values["covers"] in stated:
            row.gap("retention", "Write a period, for example “6 years”.", line)
            parts.append({"covers": rule.values["covers"]})
            continue
        if rule.values["to_be_supplied"]:
            row.leave_open(
                "retention",
                f"“{row.titles['retention']}”: not every period is understood. What is not is "
                "marked as still to be supplied, in the words of the file.",
                line,
            )
        if rule.values["covers"] == COVERS_ALL and any(
            part["covers"] == COVERS_ALL for part in parts
        ):
            row.note("Several periods do not say for which data they are. Say it in each rule.")
        parts.append(rule.values)
    set_parts(row, "retention_rules", parts, ("covers",))
