"""How long data is kept, how it is protected and where it goes: columns into rules, measures and
transfers.

Sources: UK GDPR Articles 30(1)(e) to (g) and 44A to 49.
"""

from __future__ import annotations

import re
from typing import Any

from ropa.models import ProcessingActivity, SecurityMeasure, Transfer

from .countries import DESTINATION_LENGTH, Abroad, mechanism, position, transfers
from .entry_row import EntryRow
from .kept_parts import values_of, with_kept
from .lists import lines
from .naming import Names
from .periods import COVERS_ALL, kept
from .results import ORGANISATIONS

Measure = SecurityMeasure.Kind
Mechanism = Transfer.Mechanism
Position = ProcessingActivity.TransfersPosition

_TECHNICAL = re.compile(
    r"encrypt|password|passcode|firewall|access[- ]control|\bmfa\b|multi-?factor|two-?factor|2fa"
    r"|back-?ups?\b|pseudonym|anti-?virus|malware|patch|server|\bvpn\b|secure (?:network|system)"
    r"|audit (?:log|trail)|permission|role-based|penetration|network|software|technical",
    re.IGNORECASE,
)
_GAP = re.compile(r"^To be supplied: (?P<gap>.+?)\.?$", re.DOTALL)
_LABEL = re.compile(
    rf"^(?P<label>{'|'.join(re.escape(str(kind.label)) for kind in Measure)})"
    r"(?: measures| security measures)?:\s*",
    re.IGNORECASE,
)


def read_retention(row: EntryRow) -> None:
    """Read how long data is kept. No text is dropped: see `periods`."""
    if not row.has("retention"):
        return
    parts: list[dict[str, Any]] = []
    for line in lines(row.text("retention")):
        rule = kept(line)
        if rule.left:
            row.leave("retention", rule.left)
        if rule.values["to_be_supplied"] and not line.endswith(str(rule.values["to_be_supplied"])):
            row.note(
                f"“{row.titles['retention']}”: not every period is understood. What is not is "
                "marked as still to be supplied, in the words of the file."
            )
        if rule.values["covers"] == COVERS_ALL and any(
            part["covers"] == COVERS_ALL for part in parts
        ):
            row.note("Several periods do not say for which data they are. Say it in each rule.")
        parts.append(rule.values)
    row.values["retention_rules"] = _merged(row, "retention_rules", parts, ("covers",))


def read_security(row: EntryRow) -> None:
    """Read how data is protected; which measures are technical follows from their words."""
    if not row.has("security"):
        return
    parts: list[dict[str, Any]] = []
    for line in lines(row.text("security")):
        label = _LABEL.match(line)
        said = line[label.end() :] if label else line
        name = label["label"].casefold() if label else ""
        kind = next((each for each in Measure if str(each.label).casefold() == name), None)
        if kind is None:
            kind = Measure.TECHNICAL if _TECHNICAL.search(line) else Measure.ORGANISATIONAL
        gap = _GAP.match(said)
        parts.append(
            {
                "kind": kind.value,
                "description": "" if gap else said,
                "to_be_supplied": gap["gap"] if gap else "",
            }
        )
    row.values["security_measures"] = _merged(row, "security_measures", parts, ("description",))


def read_transfers(row: EntryRow, known: Names) -> None:
    """Read which countries data goes to, and what allows it."""
    if not row.has("third-countries", "safeguards"):
        return
    text = row.text("third-countries").strip()
    # The register's own exports say of exceptions, too, that they are still to be confirmed.
    exceptions = row.said("safeguards")
    exceptions = "" if position(exceptions) else exceptions
    if not row.has("third-countries"):
        _leave_or_add(row, exceptions)
        return
    stands = position(text) if text else ""
    found = [] if stands else transfers(text, lambda name: known.is_name(ORGANISATIONS, name))
    if not found:
        if exceptions:
            row.leave("safeguards", exceptions)
            row.note("Safeguards are named, but no transfer that they are for.")
        if stands:
            row.values["transfers_position"] = stands
        row.values["transfers"] = []
        return
    row.values["transfers_position"] = Position.LISTED.value
    parts = [part for each in found if (part := _transfer(row, each, exceptions, known))]
    _keep_unused(row, exceptions, parts)
    if "third-countries" not in row.wrong:
        row.values["transfers"] = _merged(
            row, "transfers", parts, ("destination", "mechanism"), ("destination",)
        )


def _transfer(
    row: EntryRow, abroad: Abroad, exceptions: str, known: Names
) -> dict[str, Any] | None:
    allowed = abroad.mechanism
    safeguards = abroad.more
    own = _safeguards_for(abroad.destination, exceptions)
    if own and allowed in {"", Mechanism.DEROGATION}:
        allowed = mechanism(own) or Mechanism.DEROGATION.value
        safeguards = "; ".join(dict.fromkeys(filter(None, (safeguards, own))))
    if not allowed and abroad.is_approved:
        allowed = Mechanism.ADEQUACY.value
        row.note(
            "What allows a transfer is not said. Where regulations approve the whole country, that "
            "was taken for it."
        )
    if len(abroad.destination) > DESTINATION_LENGTH:
        row.problem(
            "third-countries",
            f"A country or organisation has at most {DESTINATION_LENGTH} characters. Write its "
            "name alone, and what there is to say after a colon.",
            abroad.destination,
        )
        return None
    if not allowed:
        row.problem(
            "third-countries",
            f"Say what allows the transfer, for example “{abroad.destination}: International Data "
            "Transfer Agreement”; or “None”, if there is no transfer.",
            abroad.destination,
        )
        return None
    if allowed == Mechanism.DEROGATION and not safeguards:
        row.problem(
            "safeguards" if row.has("safeguards") else "third-countries",
            f"Describe the safeguards for this exceptional transfer ({abroad.destination}).",
        )
        return None
    part: dict[str, Any] = {"destination": abroad.destination, "mechanism": allowed}
    part["safeguards"] = safeguards
    if abroad.recipient:
        code = known.find(ORGANISATIONS, abroad.recipient, row.place, row.titles["third-countries"])
        part |= {"recipient": code} if code else {}
    return part


def _safeguards_for(destination: str, exceptions: str) -> str:
    """What is said of one destination where each has a line; else all that is said."""
    if not exceptions:
        return ""
    each = {}
    for line in lines(exceptions):
        head, colon, rest = line.partition(":")
        if colon:
            each[head.strip().casefold()] = rest.strip()
    if destination.casefold() in each:
        return each[destination.casefold()]
    return "" if each.keys() and len(each) == len(lines(exceptions)) > 1 else exceptions


def _keep_unused(row: EntryRow, exceptions: str, parts: list[dict[str, Any]]) -> None:
    """Safeguards for transfers that rest on something else, or that are not listed."""
    said = "\n".join(part["safeguards"] for part in parts)
    for line in lines(exceptions):
        rest = line.partition(":")[2].strip()
        if line not in said and not (rest and rest in said):
            row.leave("safeguards", line)


def _leave_or_add(row: EntryRow, exceptions: str) -> None:
    """Safeguards without a column for transfers: they are for those that are there."""
    exceptional = [
        part
        for part in (row.there.transfers.all() if row.there else ())
        if part.mechanism == Mechanism.DEROGATION
    ]
    if not exceptions:
        return
    if not exceptional:
        row.leave("safeguards", exceptions)
        return
    parts = (
        [values_of("transfers", part) for part in row.there.transfers.all()] if row.there else []
    )
    for part in parts:
        if part["mechanism"] == Mechanism.DEROGATION:
            part["safeguards"] = _safeguards_for(part["destination"], exceptions)
    row.values["transfers"] = parts


def _merged(
    row: EntryRow, part: str, parts: list[dict[str, Any]], *keys: tuple[str, ...]
) -> list[dict[str, Any]]:
    if row.there is None:
        return parts
    return with_kept(part, parts, getattr(row.there, part).all(), *keys)
