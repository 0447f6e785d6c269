"""Which data about whom: two columns into the data that an entry holds (Article 30(1)(c))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ropa.models.grounds import Sensitivity

from .entry_row import EntryRow
from .folding import folded
from .lists import Said, names
from .naming import Names
from .register import Register
from .results import DATA, PEOPLE

DETAIL_LENGTH = 300
# What the register's own lists say of people who are.
_CHILDREN = "children or young people"
_ABOUT = re.compile(r"(?:^|(?<=[.:;]\s))About (?P<whom>.+?)\.?$", re.DOTALL)
_SENSITIVITY = {str(each.label).casefold(): each.value for each in Sensitivity}


@dataclass
class _Held:
    """A category of data with what is said of it; `about` are the people it is said to be about,
    with the detail for each, if not all of them."""

    code: str
    detail: str
    about: dict[str, str]


def read_data(row: EntryRow, register: Register, known: Names) -> None:
    """Read which data is held about whom. In this layout every category of data is about every
    category of people, unless the register's own words say otherwise."""
    if not row.has("people", "data"):
        return
    there = list(row.there.data_holdings.all()) if row.there else []
    people = _people(row, register, known)
    if not row.has("people"):
        people = {part.people_category.code: part.people_category.name for part in there}
    held = _data(row, register, known, people)
    if not row.has("data"):
        codes = dict.fromkeys(part.data_category.code for part in there)
        held = [_Held(code, "", {}) for code in codes]
    if (row.said("people") or people) and (row.said("data") or held):
        # What is there already stays in its place.
        places = {
            (part.people_category.code, part.data_category.code): place
            for place, part in enumerate(there)
        }
        row.values["data_holdings"] = sorted(
            _holdings(held, people),
            key=lambda part: places.get(
                (part["people_category"], part["data_category"]), len(places)
            ),
        )
        return
    for one, other, says in (
        ("people", "data", "Write which data is held about these people."),
        ("data", "people", "Write whose data this is."),
    ):
        if row.said(one) and row.has(other):
            row.problem(other, says)
        elif row.said(one):
            row.leave(one, row.said(one))
    if row.has("people") and row.has("data") and not (row.said("people") or row.said("data")):
        row.values["data_holdings"] = []


def _people(row: EntryRow, register: Register, known: Names) -> dict[str, str]:
    found: dict[str, str] = {}
    for said in names(row.text("people"), lambda text: known.is_name(PEOPLE, text)):
        are_children = folded(said.brackets) == _CHILDREN
        values: dict[str, Any] = {"are_children": True} if are_children else {}
        if said.more:
            values["description"] = said.more
        code = known.find(PEOPLE, said.name, row.place, row.titles["people"], **values)
        brackets = "" if are_children else said.brackets
        described = _describes(said.more, code, register.rows[PEOPLE])
        if brackets or (said.more and not described):
            row.leave("people", _as_written(said))
        if code:
            found.setdefault(code, said.name)
    return found


def _data(row: EntryRow, register: Register, known: Names, people: dict[str, str]) -> list[_Held]:
    found: dict[str, _Held] = {}
    for said in names(row.text("data"), lambda text: known.is_name(DATA, text)):
        noted = [part.strip() for part in said.brackets.split(";") if part.strip()]
        sensitivity = next(
            (_SENSITIVITY[folded(p)] for p in noted if folded(p) in _SENSITIVITY), ""
        )
        values = {"sensitivity": sensitivity} if sensitivity else {}
        code = known.find(DATA, said.name, row.place, row.titles["data"], **values)
        more, about = _about(said.more, people)
        if _describes(more, code, register.rows[DATA], new=False):
            more = ""
        detail = "; ".join([p for p in noted if folded(p) not in _SENSITIVITY])
        detail = ": ".join(filter(None, (detail, more)))
        if len(detail) > DETAIL_LENGTH:
            row.leave("data", _as_written(said))
            detail = ""
        if code in found:
            both = "; ".join(filter(None, (found[code].detail, detail)))
            found[code].detail = both if len(both) <= DETAIL_LENGTH else found[code].detail
            if len(both) > DETAIL_LENGTH:
                row.leave("data", _as_written(said))
        elif code:
            found[code] = _Held(code, detail, about)
    return list(found.values())


def _holdings(held: list[_Held], people: dict[str, str]) -> list[dict[str, Any]]:
    parts = []
    for each in held:
        for person in people:
            if each.about and person not in each.about:
                continue
            detail = each.about.get(person) or each.detail
            part = {"people_category": person, "data_category": each.code}
            parts.append(part | ({"detail": detail} if detail else {}))
    return parts


def _about(more: str, people: dict[str, str]) -> tuple[str, dict[str, str]]:
    """What is said of a category of data, without the clause that says about whom it is, and the
    people named there with the detail for each."""
    match = _ABOUT.search(more)
    if not match:
        return more, {}
    rest, about = match["whom"], {}
    # Longer names first: they may have shorter ones in them.
    for code, name in sorted(people.items(), key=lambda each: -len(each[1])):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?:\s*\((?P<detail>[^()]*)\))?", rest)
        if found:
            about[code] = (found["detail"] or "")[:DETAIL_LENGTH]
            rest = rest[: found.start()] + rest[found.end() :]
    if not about or re.sub(r"\band\b|[\s,]", "", rest):
        return more, {}
    return more[: match.start()].strip(), about


def _describes(more: str, code: str | None, rows: Any, *, new: bool = True) -> bool:
    """Whether it is what the category is described by; that of a new one is."""
    if not more or code is None:
        return not more
    if code not in rows:
        return new
    return folded(more) == folded(rows[code].description)


def _as_written(said: Said) -> str:
    brackets = f" ({said.brackets})" if said.brackets else ""
    return f"{said.name}{brackets}: {said.more}" if said.more else f"{said.name}{brackets}"
