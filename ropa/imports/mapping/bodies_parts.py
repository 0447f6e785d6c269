"""Who gets the data and where it comes from: columns into disclosures and sources.

Sources: UK GDPR Articles 14(2)(f) and 30(1)(d).
"""

from __future__ import annotations

import re
from typing import Any

from ropa.models import (
    CollectionChannel,
    DataSource,
    Disclosure,
    ProcessingActivity,
    StatutoryPower,
)

from .controllers import is_processor
from .entry_row import EntryRow
from .kept_parts import as_it_stands
from .lists import Said, lines, names
from .naming import Names
from .register import Register
from .results import ORGANISATIONS, PEOPLE

Channel = CollectionChannel.Channel
Group = DataSource.Group

DETAIL_LENGTH = 300
# How the register's own exports begin lines that are no recipients or sources.
_OWN_LINES = {
    "recipients": {"Own staff": "internal_recipients", "About sharing in general": "sharing_note"},
    "sources": {
        "Whether people must give it": "providing",
        "If they do not": "if_not_provided",
    },
}
_INCLUDING = re.compile(
    r"^,? ?including (?P<names>[^:(]+?)(?: ?\((?P<brackets>[^()]*)\))?(?::\s*(?P<rest>.*))?$",
    re.DOTALL,
)
_THEMSELVES = re.compile(
    r"(?:directly )?(?:from )?(?:the )?(?:data )?(?:subjects?|individuals?|people|persons?)"
    r"(?: themselves| themself| concerned| directly)?|themselves|self|the people themselves",
    re.IGNORECASE,
)
_OWN_STAFF = re.compile(
    r"(?:our |the )?(?:own )?(?:staff|employees|colleagues|officers)|internal(?:ly)?"
    r"|internal (?:staff|teams?|systems?|departments?)",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    rf"^Arrives by (?P<channel>{'|'.join(re.escape(str(each.label)) for each in Channel)})"
    r"(?:\s*\((?P<detail>.*)\))?$",
    re.IGNORECASE | re.DOTALL,
)
_POWERS = "|".join(re.escape(str(kind.label)) for kind in StatutoryPower.Kind)
_POWER = re.compile(rf"(?:^|(?<=\. ))(?:{_POWERS}): .*", re.DOTALL)
_GROUP = re.compile(rf"^(?P<label>{'|'.join(re.escape(str(g.label)) for g in Group)}):\s*")


def read_recipients(row: EntryRow, register: Register, known: Names) -> None:
    """Read who gets the data. Within an entry every purpose applies to every recipient: where the
    file does not say why one gets the data, the purposes of the entry do."""
    if not row.has("recipients"):
        return
    listed = [line for line in _own_lines(row, "recipients") if not is_processor(line)]
    there = {part.recipient_id for part in row.there.disclosures.all()} if row.there else set()
    parts: dict[str, dict[str, Any]] = {}
    for said in names(_text(listed), lambda text: known.is_name(ORGANISATIONS, text)):
        code = known.find(ORGANISATIONS, said.name, row.place, row.titles["recipients"])
        part, why = _disclosure(row, said, known)
        if code is None:
            continue
        if code in parts:
            if why:
                before = parts[code].get("purpose", "")
                parts[code]["purpose"] = "; ".join(dict.fromkeys(filter(None, (before, why))))
            continue
        body = register.rows[ORGANISATIONS].get(code)
        if why or body is None or body.row.pk not in there:
            part["purpose"] = why or _purposes(row)
        parts[code] = {"recipient": code, **part}
    row.values["disclosures"] = list(parts.values())


def _disclosure(row: EntryRow, said: Said, known: Names) -> tuple[dict[str, Any], str]:
    part: dict[str, Any] = {}
    more = said.more
    if match := _INCLUDING.match(more):
        codes = known.all_of(ORGANISATIONS, match["names"])
        if codes:
            part["including"], more = codes, _beside(match)
    for frequency in Disclosure.Frequency:
        before, label, after = more.partition(f"{frequency.label}.")
        if label:
            part["frequency"] = frequency.value
            more = before.strip().removesuffix(".")
            detail = _without_gateway(row, said.name, after.strip())
            if len(detail) <= DETAIL_LENGTH:
                part |= {"detail": detail} if detail else {}
            else:
                row.leave("recipients", f"{said.name}: {detail}")
            break
    why = ": ".join(filter(None, (said.brackets, more.strip(" ,"))))
    return part, why


def _beside(match: re.Match[str]) -> str:
    """What is said beside the bodies that are included."""
    return ": ".join(filter(None, (match["brackets"], (match["rest"] or "").strip())))


def _without_gateway(row: EntryRow, name: str, text: str) -> str:
    """What is said of a recipient without the power to share, which the register's own exports put
    last. A power that the entry does not name is kept as text."""
    power = _POWER.search(text)
    if power is None:
        return text
    there = row.there.disclosures.all() if row.there else ()
    gateways = [part.gateway.name for part in there if part.gateway]
    if not any(f": {gateway}, " in power[0] for gateway in gateways):
        row.leave("recipients", f"{name}: {power[0].strip()}")
    return text[: power.start()].strip()


def _purposes(row: EntryRow) -> str:
    given = row.values.get("purposes")
    if given is None:
        there = row.there.purposes.all() if row.there else ()
        given = [{"statement": part.statement} for part in there]
    said = dict.fromkeys(part["statement"] for part in given)
    title = row.values.get("title") or (row.there.title if row.there else "")
    return "; ".join(said) or row.text("purposes").strip() or title


def read_sources(row: EntryRow, register: Register, known: Names) -> None:
    """Read where the data comes from: the people themselves, own staff, or others."""
    if not row.has("sources"):
        return
    there = list(row.there.data_sources.all()) if row.there else []
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    channels: list[dict[str, Any]] = []
    for line in _own_lines(row, "sources"):
        if match := _ARRIVES.match(line):
            label = match["channel"].casefold()
            channel = next(each.value for each in Channel if str(each.label).casefold() == label)
            detail = match["detail"] or ""
            channels.append({"channel": channel} | ({"detail": detail} if detail else {}))
            continue
        group = _GROUP.match(line)
        written = line[group.end() :] if group else line
        for said in names(written, lambda text: _is_source(known, text)):
            key, part = _source(row, said, known, register, group["label"] if group else "")
            if not part:
                continue
            if key in parts:
                row.leave("sources", _as_written(said))
                continue
            parts[key] = _as_it_is(part, there, register)
    row.values["data_sources"] = list(parts.values())
    if channels:
        row.values["channels"] = channels


def _source(
    row: EntryRow, said: Said, known: Names, register: Register, label: str
) -> tuple[tuple[str, str], dict[str, Any]]:
    detail = ": ".join(filter(None, (said.brackets, said.more.strip(" ,"))))
    part: dict[str, Any] = {}
    if match := _INCLUDING.match(said.more):
        codes = known.all_of(ORGANISATIONS, match["names"])
        if codes:
            part["including"] = codes
            detail = ": ".join(filter(None, (said.brackets, _beside(match))))
    if len(detail) > DETAIL_LENGTH:
        row.leave("sources", _as_written(said))
    elif detail:
        part["detail"] = detail
    unnamed = _unnamed(said.name)
    if unnamed:
        return (unnamed, ""), {"group": unnamed, **part}
    kind = PEOPLE if _are_people(known, said.name) else ORGANISATIONS
    code = known.find(kind, said.name, row.place, row.titles["sources"])
    if code is None:
        return ("", ""), {}
    body = register.rows[ORGANISATIONS].get(code) if kind == ORGANISATIONS else None
    is_authority = body is not None and body.row.is_public_authority
    group = next((g for g in Group if g.label == label), None) or (
        Group.AUTHORITY if is_authority else Group.PUBLIC
    )
    field = "people_category" if kind == PEOPLE else "organisation"
    return (kind, code), {"group": group.value, field: code, **part}


def _as_it_is(part: dict[str, Any], there: list[DataSource], register: Register) -> dict[str, Any]:
    """A source that is there already stays in its group; one without a name, with its detail."""
    keys = {
        field: register.rows[kind][part[field]].row.pk
        for kind, field in ((ORGANISATIONS, "organisation"), (PEOPLE, "people_category"))
        if part.get(field) in register.rows[kind]
    }
    for each in there:
        if keys and all(getattr(each, f"{field}_id") == key for field, key in keys.items()):
            return {**part, "group": each.group}
        if part["group"] == each.group and part["group"] in DataSource.UNNAMED:
            return {"detail": each.detail, **part}
    return part if part["group"] not in DataSource.UNNAMED else {"detail": "", **part}


def _is_source(known: Names, text: str) -> bool:
    return bool(_unnamed(text)) or any(
        known.is_name(kind, text) for kind in (ORGANISATIONS, PEOPLE)
    )


def _unnamed(name: str) -> str:
    if _THEMSELVES.fullmatch(name.strip()) or name.strip() == Group.THEMSELVES.label:
        return Group.THEMSELVES.value
    return Group.OWN_STAFF.value if _OWN_STAFF.fullmatch(name.strip()) else ""


def _are_people(known: Names, name: str) -> bool:
    return known.is_name(PEOPLE, name) and not known.is_name(ORGANISATIONS, name)


def _own_lines(row: EntryRow, target: str) -> list[str]:
    """The lines of a cell, without those that the register's own exports write for other fields:
    these are put where they belong."""
    listed: list[str] = []
    for line in lines(row.text(target), parts_at=lambda _part: False):
        head, colon, rest = line.partition(": ")
        field = _OWN_LINES[target].get(head) if colon else None
        if field == "providing":
            answers = ProcessingActivity.Providing
            if given := next((each for each in answers if each.label == rest.strip()), None):
                row.values[field] = given.value
                continue
        elif field:
            there = getattr(row.there, field) if row.there else ""
            row.values[field] = as_it_stands(rest.strip(), there)
            continue
        listed.append(line)
    return listed


def _text(listed: list[str]) -> str:
    return "\n".join(line.replace("\n", "\n  ") for line in listed)


def _as_written(said: Said) -> str:
    return ": ".join(filter(None, (said.name, said.brackets, said.more)))
