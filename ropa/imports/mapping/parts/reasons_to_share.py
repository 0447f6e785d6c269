"""Why recipients get the data, where a file says it in a column of its own (Article 30(1)(d))."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

from ..cells.lists import split_lines
from ..entry_row import EntryRow
from ..normalising import normalised
from ..register import RegisterIndex
from ..results import ORGANISATIONS

REASONS = "why-shared"


def read_reasons(row: EntryRow, parts: dict[str, dict[str, Any]], register: RegisterIndex) -> None:
    """Give recipients, by their codes, the reasons of their row. A reason that names its recipient
    is its own; of one recipient, all are. As many reasons as recipients go together in their order,
    and otherwise each recipient has all of them: both are marked for confirmation, unless the
    entry says the same already."""
    reasons = split_lines(row.content(REASONS))
    if not reasons:
        return
    if not parts:
        row.add_to_note(REASONS, row.content(REASONS))
        return
    own, rest = _reasons_by_recipient(reasons, parts, register)
    open_to = [code for code in parts if code not in own]
    are_told = len(open_to) == 1 or not rest
    for number, code in enumerate(open_to):
        own[code] = [rest[number]] if len(rest) == len(open_to) else rest
    if not open_to and rest:
        row.add_to_note(REASONS, "\n".join(rest))
    there = {part.recipient.code: part.purpose for part in row.existing_parts("disclosures")}
    for code, given in own.items():
        said = "; ".join(dict.fromkeys(filter(None, (parts[code].get("purpose"), *given))))
        if not said or there.get(code) == said:
            continue
        parts[code]["purpose"] = said
        if code in open_to and not are_told:
            parts[code]["is_inferred"] = True
            row.guess(
                REASONS,
                "Several recipients stand beside the reasons to share: as many reasons were taken "
                "in their order, and otherwise each recipient has all. They are marked for "
                "confirmation.",
            )


def _reasons_by_recipient(
    reasons: list[str], parts: dict[str, dict[str, Any]], register: RegisterIndex
) -> tuple[dict[str, list[str]], list[str]]:
    """Reasons that begin with the name of their recipient, and the rest."""
    codes = {}
    for code in parts:
        codes[code] = code
        if known := register.rows[ORGANISATIONS].get(code):
            codes |= {normalised(known.name): code, normalised(known.short_name): code}
    codes.pop("", None)
    own: dict[str, list[str]] = {}
    rest: list[str] = []
    for reason in reasons:
        head, _, said = reason.partition(": ")
        named = (codes.get(normalised(head)) or codes.get(slugify(head))) if said else None
        if named:
            own.setdefault(named, []).append(said.strip())
        else:
            rest.append(reason)
    return own, rest
