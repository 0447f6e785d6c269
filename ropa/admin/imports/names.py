"""Questions about names in a file that no reference row has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ropa.imports.mapping.register import MODELS
from ropa.imports.mapping.results import (
    DATA,
    NEW,
    NEW_BODY,
    NEW_ROWS,
    NO_NAME,
    ORGANISATIONS,
    PEOPLE,
)
from ropa.models.combined_queries import read_in_one_query
from ropa.models.grounds import Sensitivity
from ropa.models.sensitive_words import sensitive_word, sound_like_children

from .words import KINDS_OF_NAMES, table_titles

OTHER = "other"
SURELY_KNOWN = "Surely another name for"
# “HMRC” and “Example Trust” are bodies; “local authorities” and “Police” may be any.
_IS_A_NAME = re.compile(r"\b[A-Z]{3,}\b|\b[A-Z]\w+ (?:\w+ ){0,3}[A-Z]\w+")
type Decided = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Name:
    """A name that nobody knows, as it is asked about. `field` is that of the form, `rows` names the
    list of all rows that it may stand for, `answers` are what may be chosen, by its value; the rest
    is what was answered, or is proposed."""

    field: str
    name: str
    kind: str
    group: str
    rows: str
    where: str
    answers: Mapping[str, str]
    answer: str
    other: str
    problem: str
    is_surely_known: bool


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


@dataclass(frozen=True)
class NameGroup:
    """Questions that are settled alike, under a title."""

    title: str
    names: Sequence[Name]


def grouped(names: Iterable[Name]) -> list[NameGroup]:
    """Return the questions in groups: what surely is another name for a row, and of each kind of
    things what is probably new."""
    found: dict[str, list[Name]] = {}
    for name in names:
        title = SURELY_KNOWN if name.is_surely_known else f"{name.group}: probably new"
        found.setdefault(title, []).append(name)
    return [NameGroup(title, each) for title, each in found.items()]


def in_order_of_groups(unknown: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the names as they are asked about: those of a group one after the other."""
    kinds = list(KINDS_OF_NAMES)
    return sorted(unknown, key=lambda each: (not _is_surely_known(each), kinds.index(each["kind"])))


def name_decisions(unknown: Iterable[dict[str, Any]], sent: Any, known: KnownNames) -> Decided:
    """Return what a form decides, by kind and name. An answer that makes no sense decides
    nothing."""
    decided: Decided = {}
    for each in unknown:
        field = field_of(each["kind"], each["name"])
        code = sent.get(field, "")
        if other := sent.get(f"{field}-{OTHER}", "").strip():
            code = known.code(each["kind"], other)
        elif code not in _answers(each):
            code = ""
        if code:
            decided[each["kind"], each["name"]] = code
    return decided


def field_of(kind: str, name: str) -> str:
    """Return the name of the form's field for a name that nobody knows."""
    return f"name-{hashlib.sha256(f'{kind}\n{name}'.encode()).hexdigest()[:16]}"


def _answers(unknown: dict[str, Any]) -> dict[str, str]:
    """What may be answered, by its value, in the words in which it is offered."""
    likely = {
        each["code"]: f"{each['name']} ({each['why']})" if each["why"] else each["name"]
        for each in unknown["suggestions"]
    }
    new = NEW_ROWS[unknown["kind"]]
    labels = {decision: row.label for decision, row in new.items()}
    return likely | labels | {NO_NAME: "No name: keep the words in the internal note"}


def _proposed(unknown: dict[str, Any]) -> str:
    """What is probably answered: the row that surely is meant, or else a new one."""
    kind, name = unknown["kind"], unknown["name"]
    if _is_surely_known(unknown):
        return str(unknown["suggestions"][0]["code"])
    if kind == ORGANISATIONS:
        return NEW_BODY if _IS_A_NAME.search(name) else NEW
    if kind == DATA:
        sounds = sensitive_word(name)
        return f"{NEW}-{(sounds[0] if sounds else Sensitivity.ORDINARY).value}"
    if kind == PEOPLE:
        return "new-children" if sound_like_children(name) else "new-adults"
    return NEW


def _is_surely_known(unknown: dict[str, Any]) -> bool:
    return any(each.get("is_sure") for each in unknown["suggestions"][:1])


def _question(unknown: dict[str, Any], sent: Any, known: KnownNames) -> Name:
    field = field_of(unknown["kind"], unknown["name"])
    other = sent.get(f"{field}-{OTHER}", "").strip()
    is_lost = bool(other) and not known.code(unknown["kind"], other)
    rows = ", ".join(unknown["rows"])
    more = unknown["count"] - len(unknown["rows"])
    return Name(
        field=field,
        name=unknown["name"],
        kind=KINDS_OF_NAMES[unknown["kind"]],
        group=table_titles()[unknown["kind"]],
        rows=f"known-{unknown['kind']}",
        where=f"{rows} and {more:,} more" if more else rows,
        answers=_answers(unknown),
        answer=sent.get(field, "") or _proposed(unknown),
        other=other,
        problem=f"“{unknown['name']}”: write a name that the register has." if is_lost else "",
        is_surely_known=_is_surely_known(unknown),
    )
