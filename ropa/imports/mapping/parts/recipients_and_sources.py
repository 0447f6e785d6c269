"""Who gets the data and where it comes from: columns into disclosures and sources.

Sources: UK GDPR Articles 14(2)(f) and 30(1)(d).
"""

from __future__ import annotations

import re
from typing import Any

from ropa.models import DataSource

from ..cells.answers import says_nobody, says_nobody_but
from ..cells.lists import ListItem, split_lines, split_names
from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..name_suggestions import significant_words
from ..register import RegisterIndex
from ..results import ORGANISATIONS, PEOPLE
from ..short_texts import told_once
from .controllers import is_processor
from .name_lists import names_in
from .reasons_to_share import read_reasons

Group = DataSource.Group

DETAIL_LENGTH = 300
# The public reads it where the list of recipients would stand.
NOBODY = "We do not share this with anybody outside our organisation."
_THEMSELVES = re.compile(
    r"(?:directly )?(?:from )?(?:the )?(?:data )?(?:subjects?|individuals?|people|persons?)"
    r"(?: themselves| themself| concerned| directly)?|themselves|self|the people themselves"
    r"|betroffene(?: person(?:en)?)?|betrokkenen?|(?:la )?personnes? concernées?|.+ themselves"
    r"|(?:direct(?:ly)? )?(?:from )?(?:the )?(?:customer|employee|caller|applicant|resident"
    r"|candidate|member|visitor|client|user|patient|tenant|service user|complainant|volunteer)"
    r"|direct(?:ly)? (?:from )?(?:the )?(?:data )?(?:subjects?|individuals?|people|persons?)",
    re.IGNORECASE,
)
_OWN_STAFF = re.compile(
    r"(?:our |the )?(?:own )?(?:staff|employees|colleagues|officers)|internal(?:ly)?"
    r"|internal (?:staff|teams?|systems?|departments?)",
    re.IGNORECASE,
)


def read_recipients(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> None:
    """Read who gets the data. Within an entry every purpose applies to every recipient: where the
    file does not say why one gets the data, the purposes of the entry do."""
    if not row.has("recipients"):
        return
    if says_nobody(row.text("recipients").strip()):
        _read_nobody(row)
        return
    if says_nobody_but(row.text("recipients").strip()):
        row.gap("recipients", "It says nobody, and then somebody. Write who gets the data.")
        return
    listed = split_lines(row.text("recipients"), parts_at=lambda _part: False)
    text = "\n".join(line for line in listed if not is_processor(line))
    existing = {part.recipient_id for part in row.existing_parts("disclosures")}
    parts: dict[str, dict[str, Any]] = {}
    for said in names_in(row, "recipients", text, resolver.in_texts(ORGANISATIONS)):
        code = resolver.find(ORGANISATIONS, said.name, row.place, row.titles["recipients"])
        why = ": ".join(filter(None, (said.brackets, said.more.strip(" ,"))))
        if code is None:
            continue
        if code in parts:
            if why:
                before = parts[code].get("purpose", "")
                parts[code]["purpose"] = "; ".join(dict.fromkeys(filter(None, (before, why))))
            continue
        parts[code] = {"recipient": code} | ({"purpose": why} if why else {})
    read_reasons(row, parts, register)
    for code, part in parts.items():
        body = register.rows[ORGANISATIONS].get(code)
        if "purpose" not in part and (body is None or body.row.pk not in existing):
            part |= {"purpose": _purposes_in_words(row), "is_inferred": True}
            row.note(
                "The file does not say why each recipient gets the data: the purposes of the "
                "entry stand there, marked for confirmation."
            )
    row.values["disclosures"] = list(parts.values())


def _read_nobody(row: EntryRow) -> None:
    """The entry says that nobody outside gets the data, unless it says more of it already."""
    row.values["disclosures"] = []
    if not row.has("sharing-note") and not (row.existing and row.existing.sharing_note):
        row.values["sharing_note"] = NOBODY
    row.note(
        f"“{row.titles['recipients']}” says that nobody gets the data. The entry says so too: "
        f"“{NOBODY}”"
    )


def _purposes_in_words(row: EntryRow) -> str:
    given = row.values.get("purposes")
    if given is None:
        existing = row.existing_parts("purposes")
        given = [{"statement": part.statement} for part in existing]
    said = dict.fromkeys(part["statement"] for part in given)
    title = row.values.get("title") or (row.existing.title if row.existing else "")
    return "; ".join(said) or row.text("purposes").strip() or title


def read_sources(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> None:
    """Read where the data comes from: the people themselves, own staff, or others."""
    if not row.has("sources"):
        return
    existing = row.existing_parts("data_sources")
    parts: dict[tuple[str, str], dict[str, Any]] = {}
    names = resolver.in_texts(ORGANISATIONS, PEOPLE, besides=_is_unnamed)
    for said in names_in(row, "sources", row.text("sources"), names):
        key, part = _read_source(row, said, resolver, register)
        if part and key in parts:
            row.add_to_note("sources", _item_in_words(said))
        elif part:
            parts[key] = _with_existing_group(part, existing, register)
    row.values["data_sources"] = list(parts.values())


def _read_source(
    row: EntryRow, said: ListItem, resolver: NameResolver, register: RegisterIndex
) -> tuple[tuple[str, str], dict[str, Any]]:
    detail = ": ".join(filter(None, (said.brackets, said.more.strip(" ,"))))
    part: dict[str, Any] = {}
    if len(detail) > DETAIL_LENGTH:
        row.add_to_note("sources", _item_in_words(said))
    elif detail:
        part["detail"] = detail
    unnamed = _unnamed_group(said.name)
    is_known = any(resolver.is_name(kind, said.name) for kind in (ORGANISATIONS, PEOPLE))
    if not unnamed and not is_known and _is_among_people(row, said.name):
        unnamed = Group.THEMSELVES.value
    if unnamed:
        return (unnamed, ""), {"group": unnamed, **part}
    kind = PEOPLE if _are_people(resolver, said.name) else ORGANISATIONS
    code = resolver.find(kind, said.name, row.place, row.titles["sources"])
    if code is None:
        return ("", ""), {}
    body = register.rows[ORGANISATIONS].get(code) if kind == ORGANISATIONS else None
    is_authority = body is not None and body.row.is_public_authority
    group = Group.AUTHORITY if is_authority else Group.PUBLIC
    field = "people_category" if kind == PEOPLE else "organisation"
    return (kind, code), {"group": group.value, field: code, **part}


def _with_existing_group(
    part: dict[str, Any], existing: list[DataSource], register: RegisterIndex
) -> dict[str, Any]:
    """A source that is there already stays in its group; one without a name, with its detail."""
    keys = {
        field: register.rows[kind][part[field]].row.pk
        for kind, field in ((ORGANISATIONS, "organisation"), (PEOPLE, "people_category"))
        if part.get(field) in register.rows[kind]
    }
    for each in existing:
        if keys and all(getattr(each, f"{field}_id") == key for field, key in keys.items()):
            return {**part, "group": each.group}
        if part["group"] == each.group and part["group"] in DataSource.UNNAMED:
            return {"detail": each.detail, **part}
    return part if part["group"] not in DataSource.UNNAMED else {"detail": "", **part}


def _is_unnamed(text: str) -> bool:
    return bool(_unnamed_group(text))


@told_once
def _unnamed_group(name: str) -> str:
    if _THEMSELVES.fullmatch(name.strip()):
        return Group.THEMSELVES.value
    return Group.OWN_STAFF.value if _OWN_STAFF.fullmatch(name.strip()) else ""


def _is_among_people(row: EntryRow, name: str) -> bool:
    """Whether it is one of the people the row is about: “Applicant” beside “Applicants”."""
    words = significant_words(name)
    people = split_names(row.text("people"), lambda _text: False)
    return bool(words) and any(words == significant_words(each.name) for each in people)


def _are_people(resolver: NameResolver, name: str) -> bool:
    return resolver.is_name(PEOPLE, name) and not resolver.is_name(ORGANISATIONS, name)


def _item_in_words(said: ListItem) -> str:
    return ": ".join(filter(None, (said.name, said.brackets, said.more)))
