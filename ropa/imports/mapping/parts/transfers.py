"""Where data goes abroad, and what allows it: two columns into transfers.

Sources: UK GDPR Articles 30(1)(e) and 44A to 49.
"""

from __future__ import annotations

from typing import Any

from ropa.models import ProcessingActivity, Transfer

from ..cells.lists import split_lines
from ..cells.transfers import (
    DESTINATION_LENGTH,
    NamedTransfer,
    find_mechanism,
    find_position,
    find_transfers,
)
from ..entry_row import EntryRow
from .existing_parts import existing_values, set_parts

Mechanism = Transfer.Mechanism
Position = ProcessingActivity.TransfersPosition
# It needs safeguards that are described (UK GDPR Articles 30(1)(e) and 49).
_EXCEPTION = Mechanism.DEROGATION


def read_transfers(row: EntryRow) -> None:
    """Read which countries data goes to, and what allows it."""
    if not row.has("third-countries", "safeguards"):
        return
    text = row.text("third-countries").strip()
    exceptions = row.content("safeguards")
    exceptions = "" if find_position(exceptions) else exceptions
    if not row.has("third-countries"):
        _read_safeguards_alone(row, exceptions)
        return
    stands = find_position(text) if text else ""
    found = [] if stands else find_transfers(text)
    if not found:
        if exceptions:
            row.add_to_note("safeguards", exceptions)
            row.note("Safeguards are named, but no transfer that they are for.")
        if stands:
            row.values["transfers_position"] = stands
        row.values["transfers"] = []
        return
    row.values["transfers_position"] = Position.LISTED.value
    parts = [part for each in found if (part := _build_transfer(row, each, exceptions))]
    _note_unused_safeguards(row, exceptions, parts)
    set_parts(row, "transfers", parts, ("destination", "mechanism"), ("destination",))


def _build_transfer(row: EntryRow, abroad: NamedTransfer, exceptions: str) -> dict[str, Any] | None:
    allowed = abroad.mechanism
    safeguards = abroad.more
    own = _safeguards_for(abroad.destination, exceptions)
    if own and allowed in {"", _EXCEPTION}:
        allowed = find_mechanism(own) or _EXCEPTION.value
        safeguards = "; ".join(dict.fromkeys(filter(None, (safeguards, own))))
    if not allowed and abroad.is_approved:
        allowed = Mechanism.ADEQUACY.value
        row.note(
            "What allows a transfer is not said. Where regulations approve the whole country, that "
            "was taken for it."
        )
    if len(abroad.destination) > DESTINATION_LENGTH:
        row.gap(
            "third-countries",
            f"A country or organisation has at most {DESTINATION_LENGTH} characters. Write its "
            "name alone, and what there is to say after a colon.",
            f"{abroad.destination}: {abroad.more}" if abroad.more else abroad.destination,
        )
        return None
    before = {
        part.mechanism
        for part in row.existing_parts("transfers")
        if part.destination == abroad.destination
    }
    is_silent = not safeguards and (not allowed or (allowed == _EXCEPTION and allowed in before))
    if before and is_silent:
        # What the file does not say stays as the entry says it.
        return {"destination": abroad.destination} | ({"mechanism": allowed} if allowed else {})
    if not allowed or (allowed == _EXCEPTION and not safeguards):
        row.leave_open(
            "third-countries",
            "What allows a transfer is not said, or for an exceptional one no safeguards are: that "
            "is marked as not settled yet.",
            abroad.destination,
        )
        safeguards = safeguards or ("Article 49" if allowed else "")
        allowed = Mechanism.NOT_SETTLED.value
    to_confirm = abroad.is_to_confirm and allowed not in before
    if to_confirm:
        row.guess(
            "third-countries",
            "A transfer rests on what holds under conditions only: SCCs need the Addendum of "
            "section 119A, and the Data Privacy Framework covers recipients that joined its UK "
            "extension. It was kept in the words of the file and marked for confirmation.",
        )
    return {
        "destination": abroad.destination,
        "mechanism": allowed,
        "safeguards": safeguards,
        **({"is_inferred": True} if to_confirm else {}),
    }


def _safeguards_for(destination: str, exceptions: str) -> str:
    """What is said of one destination where each has a line; else all that is said."""
    if not exceptions:
        return ""
    each = {}
    for line in split_lines(exceptions):
        head, colon, rest = line.partition(":")
        if colon:
            each[head.strip().casefold()] = rest.strip()
    if destination.casefold() in each:
        return each[destination.casefold()]
    return "" if each.keys() and len(each) == len(split_lines(exceptions)) > 1 else exceptions


def _note_unused_safeguards(row: EntryRow, exceptions: str, parts: list[dict[str, Any]]) -> None:
    """Safeguards for transfers that rest on something else, or that are not listed."""
    said = "\n".join(part.get("safeguards", "") for part in parts)
    for line in split_lines(exceptions):
        rest = line.partition(":")[2].strip()
        if line not in said and not (rest and rest in said):
            row.add_to_note("safeguards", line)


def _read_safeguards_alone(row: EntryRow, exceptions: str) -> None:
    """Safeguards without a column for transfers: they are for those that are there."""
    parts = existing_values(row, "transfers")
    exceptional = [part for part in parts if part["mechanism"] == _EXCEPTION]
    if not exceptions:
        return
    if not exceptional:
        row.add_to_note("safeguards", exceptions)
        return
    row.values["transfers"] = parts
    for part in exceptional:
        part["safeguards"] = _safeguards_for(part["destination"], exceptions)
