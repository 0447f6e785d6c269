"""Questions about names in a file that no reference row has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.imports.mapping.register import MODELS
from ropa.imports.mapping.results import NEW, NEW_BODY, ORGANISATIONS
from ropa.models.combined_queries import read_in_one_query

from .words import KINDS_OF_NAMES

OTHER = "other"
type Decided = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Name:
    """A name that nobody knows, as it is asked about. `field` is that of the form, `rows` names the
    list of all rows that it may stand for, and the rest is what was answered."""

    field: str
    name: str
    kind: str
    rows: str
    is_body: bool
    where: str
    suggestions: list[dict[str, str]]
    answer: str
    other: str
    problem: str


@dataclass(frozen=True)
class KnownNames:
    """The names that the register has of some kinds, and their codes."""

    codes: Mapping[str, Mapping[str, str]]

    @property
    def lists(self) -> list[tuple[str, list[str]]]:
        """By kind, the names in order."""
        return [(kind, sorted(codes)) for kind, codes in self.codes.items()]

    def code(self, kind: str, written: str) -> str:
        """Return the code of the row with that name or code; empty if there is none."""
        codes = self.codes.get(kind, {})
        return codes.get(written, written if written in codes.values() else "")


def known_names(unknown: Iterable[dict[str, Any]]) -> KnownNames:
    """Return the names of the kinds that are asked about, in one query."""
    kinds = sorted({each["kind"] for each in unknown})
    found = read_in_one_query(*(MODELS[kind]._default_manager.all() for kind in kinds))
    return KnownNames(
        {
            kind: {row.name: row.code for row in rows}
            for kind, rows in zip(kinds, found, strict=True)
        }
    )


def name_questions(unknown: Iterable[dict[str, Any]], sent: Any, known: KnownNames) -> list[Name]:
    """Return the questions about names, with what was answered to them."""
    return [_question(each, sent, known) for each in unknown]


def name_decisions(unknown: Iterable[dict[str, Any]], sent: Any, known: KnownNames) -> Decided:
    """Return what a form decides, by kind and name. An answer that makes no sense decides
    nothing."""
    decided: Decided = {}
    for each in unknown:
        field = field_of(each["kind"], each["name"])
        code = sent.get(field, "")
        if code == OTHER:
            code = known.code(each["kind"], sent.get(f"{field}-{OTHER}", "").strip())
        elif code not in _offered_names(each):
            code = ""
        if code:
            decided[each["kind"], each["name"]] = code
    return decided


def field_of(kind: str, name: str) -> str:
    """Return the name of the form's field for a name that nobody knows."""
    return f"name-{hashlib.sha256(f'{kind}\n{name}'.encode()).hexdigest()[:16]}"


def _offered_names(unknown: dict[str, Any]) -> set[str]:
    new = {NEW, NEW_BODY} if unknown["kind"] == ORGANISATIONS else {NEW}
    return {*new, *(each["code"] for each in unknown["suggestions"])}


def _question(unknown: dict[str, Any], sent: Any, known: KnownNames) -> Name:
    field = field_of(unknown["kind"], unknown["name"])
    answer, other = sent.get(field, ""), sent.get(f"{field}-{OTHER}", "").strip()
    is_lost = answer == OTHER and not known.code(unknown["kind"], other)
    rows = ", ".join(unknown["rows"])
    more = unknown["count"] - len(unknown["rows"])
    return Name(
        field=field,
        name=unknown["name"],
        kind=KINDS_OF_NAMES[unknown["kind"]],
        rows=f"known-{unknown['kind']}",
        is_body=unknown["kind"] == ORGANISATIONS,
        where=f"{rows} and {more:,} more" if more else rows,
        suggestions=unknown["suggestions"],
        answer=answer,
        other=other,
        problem=f"“{unknown['name']}”: write a name that the register has." if is_lost else "",
    )
