"""Which data about whom: two columns into the data that an entry holds (Article 30(1)(c))."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ropa.models.grounds import Sensitivity

from ..cells.lists import ListItem
from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..normalising import normalised
from ..register import RegisterIndex
from ..results import DATA, PEOPLE
from .name_lists import names_in

DETAIL_LENGTH = 300
# What stands in brackets behind people who are.
_CHILDREN = {"children", "young people", "children or young people"}
_SENSITIVITY = {str(each.label).casefold(): each.value for each in Sensitivity}


@dataclass
class _HeldCategory:
    """A category of data with what is said of it."""

    code: str
    detail: str


def read_data_holdings(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> None:
    """Read which data is held about whom: every category of data may be about every category of
    people, since two columns of lists do not say which belong together. Where both are several,
    each pair that the entry does not have is marked for confirmation."""
    if not row.has("people", "data"):
        return
    existing = row.existing_parts("data_holdings")
    people = _read_people(row, register, resolver)
    if not row.has("people"):
        people = list(dict.fromkeys(part.people_category.code for part in existing))
    held = _read_categories(row, resolver)
    if not row.has("data"):
        codes = dict.fromkeys(part.data_category.code for part in existing)
        held = [_HeldCategory(code, "") for code in codes]
    if (row.content("people") or people) and (row.content("data") or held):
        # What is there already stays in its place.
        places = {
            (part.people_category.code, part.data_category.code): place
            for place, part in enumerate(existing)
        }
        pairs = [_holding(each, person) for each in held for person in people]
        if len(held) > 1 and len(people) > 1:
            _mark_for_confirmation(row, pairs, places.keys())
        row.values["data_holdings"] = sorted(
            pairs,
            key=lambda part: places.get(
                (part["people_category"], part["data_category"]), len(places)
            ),
        )
        return
    for one, other, says in (
        ("people", "data", "Write which data is held about these people."),
        ("data", "people", "Write whose data this is."),
    ):
        if row.content(one):
            row.add_to_note(one, row.content(one))
            if row.has(other):
                row.gap(other, says)
    if row.has("people") and row.has("data") and not (row.content("people") or row.content("data")):
        row.values["data_holdings"] = []


def _mark_for_confirmation(
    row: EntryRow, pairs: list[dict[str, Any]], known: Collection[tuple[str, str]]
) -> None:
    new = [pair for pair in pairs if (pair["people_category"], pair["data_category"]) not in known]
    for pair in new:
        pair["is_inferred"] = True
    if new:
        row.guess(
            "data",
            "Several people and several kinds of data stand together: each pair is possible, and "
            "marked for confirmation. Strike out those that are not so, on the page “Which data "
            "about whom” of the entry.",
        )


def _read_people(row: EntryRow, register: RegisterIndex, resolver: NameResolver) -> list[str]:
    found: dict[str, None] = {}
    for said in names_in(row, "people", row.text("people"), resolver.in_texts(PEOPLE)):
        are_children = normalised(said.brackets) in _CHILDREN
        values: dict[str, Any] = {"are_children": True} if are_children else {}
        if said.more:
            values["description"] = said.more
        code = resolver.find(PEOPLE, said.name, row.place, row.titles["people"], **values)
        known_row = register.rows[PEOPLE].get(code) if code else None
        is_described = not known_row or normalised(known_row.description) == normalised(said.more)
        if (said.brackets and not are_children) or (said.more and not is_described):
            row.add_to_note("people", _item_in_words(said))
        if code:
            found[code] = None
    return list(found)


def _read_categories(row: EntryRow, resolver: NameResolver) -> list[_HeldCategory]:
    found: dict[str, _HeldCategory] = {}
    for said in names_in(row, "data", row.text("data"), resolver.in_texts(DATA)):
        noted = [part.strip() for part in said.brackets.split(";") if part.strip()]
        sensitivity = next(
            (_SENSITIVITY[normalised(p)] for p in noted if normalised(p) in _SENSITIVITY), ""
        )
        values = {"sensitivity": sensitivity} if sensitivity else {}
        code = resolver.find(DATA, said.name, row.place, row.titles["data"], **values)
        detail = "; ".join([p for p in noted if normalised(p) not in _SENSITIVITY])
        detail = ": ".join(filter(None, (detail, said.more)))
        if len(detail) > DETAIL_LENGTH:
            row.add_to_note("data", _item_in_words(said))
            detail = ""
        if code in found:
            both = "; ".join(filter(None, (found[code].detail, detail)))
            found[code].detail = both if len(both) <= DETAIL_LENGTH else found[code].detail
            if len(both) > DETAIL_LENGTH:
                row.add_to_note("data", _item_in_words(said))
        elif code:
            found[code] = _HeldCategory(code, detail)
    return list(found.values())


def _holding(held: _HeldCategory, person: str) -> dict[str, Any]:
    detail = {"detail": held.detail} if held.detail else {}
    return {"people_category": person, "data_category": held.code, **detail}


def _item_in_words(said: ListItem) -> str:
    brackets = f" ({said.brackets})" if said.brackets else ""
    return f"{said.name}{brackets}: {said.more}" if said.more else f"{said.name}{brackets}"
