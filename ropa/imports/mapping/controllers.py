"""Who decides about the data, and who handles it for them: columns into roles.

Sources: UK GDPR Articles 26, 28 and 30(1)(a).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ropa.models import ControllerRole

from .entry_row import EntryRow
from .kept_parts import as_it_stands
from .lists import Said, lines, names, said
from .naming import Names
from .results import ORGANISATIONS

Role = ControllerRole.Role
type Part = dict[str, Any]

SCOPE = "the personal data in this entry"
_LABELS = {str(role.label).casefold(): role for role in Role} | {
    "joint controllers": Role.JOINT,
    "independent controller": Role.INDEPENDENT,
}
_LABEL = re.compile(rf"^(?P<label>{'|'.join(map(re.escape, _LABELS))}):\s*", re.IGNORECASE)
# Where somebody can be reached: what belongs to the name before it and is no name itself.
_CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tel|telephone|email|e-mail|phone|address|dpo|contact)\b|[0-9]{3}"
    r"|\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"^,? ?of (?P<scope>.+?)(?:\.\s+(?P<rest>.*)|\.?$)", re.DOTALL)


def read_roles(row: EntryRow, known: Names) -> None:
    """Read the joint controllers and processors.

    The organisation of the team is the only controller, unless others are named beside it.
    """
    there = list(row.there.controller_roles.all()) if row.there else []
    processors = _processors(row, known)
    if row.there and not row.has("joint-controllers", "processors") and not processors:
        return
    roles: list[Part] = [
        {"organisation": part.organisation.code, "role": part.role}
        for part in there
        if part.role != Role.PROCESSOR
    ]
    if row.has("joint-controllers") or not roles:
        by_code = {part.organisation.code: part for part in there}
        roles = _controllers(row, known, by_code)
    if not row.has("processors"):
        kept = [part.organisation.code for part in there if part.role == Role.PROCESSOR]
        processors = list(dict.fromkeys((*kept, *processors)))
    taken = {part["organisation"] for part in roles}
    roles += [
        {"organisation": code, "role": Role.PROCESSOR.value}
        for code in processors
        if code not in taken
    ]
    row.values["controller_roles"] = roles


def _processors(row: EntryRow, known: Names) -> list[str]:
    """Those named as processors, also among the recipients, where the register's own exports have
    them."""
    found: dict[str, None] = {}
    items = [
        ("processors", each)
        for each in names(row.text("processors"), lambda text: known.is_name(ORGANISATIONS, text))
    ]
    listed = lines(row.text("recipients"), parts_at=lambda _part: False)
    items += [
        ("recipients", _one(_LABEL.sub("", line), known)) for line in listed if is_processor(line)
    ]
    for target, each in items:
        code = known.find(ORGANISATIONS, each.name, row.place, row.titles[target])
        if each.brackets or each.more:
            row.leave(target, f"{each.name}: {' '.join((each.brackets, each.more)).strip()}")
        if code:
            found[code] = None
    return list(found)


def is_processor(line: str) -> bool:
    """Whether a line among the recipients names a processor."""
    label = _LABEL.match(line)
    return label is not None and _LABELS[label["label"].casefold()] == Role.PROCESSOR


@dataclass
class _Named:
    """An organisation named as controller: by which name, in which role, of which data, what is
    said of the arrangement, and what else stands there, such as how to reach it."""

    name: str
    role: Role = Role.JOINT
    scope: str = ""
    essence: str = ""
    more: str = ""


def _controllers(row: EntryRow, known: Names, there: Mapping[str, ControllerRole]) -> list[Part]:
    own = row.team.organisation.code
    named: dict[str, _Named] = {}
    for each in _named(row, known):
        code = known.find(ORGANISATIONS, each.name, row.place, row.titles["joint-controllers"])
        if each.more:
            row.leave("joint-controllers", f"{each.name}: {each.more}")
        if code:
            named.setdefault(code, each)
    sole = next((code for code, each in named.items() if each.role == Role.SOLE), own)
    others = [each for code, each in named.items() if code not in {own, sole}]
    if not others:
        return [{"organisation": sole, "role": Role.SOLE.value}]
    if own not in named:
        all_separate = all(each.role == Role.INDEPENDENT for each in others)
        role = Role.INDEPENDENT if all_separate else Role.JOINT
        named = {own: _Named("", role), **named}
    return [_part(row, code, each, there.get(code)) for code, each in named.items()]


def _part(row: EntryRow, code: str, named: _Named, there: ControllerRole | None) -> Part:
    """One of several controllers. What it is controller of is kept where the file does not say."""
    scope = named.scope or (there.scope if there else "")
    if not scope:
        row.note(
            "Of which data each joint controller is controller, the file does not say: "
            f"“{SCOPE}” stands there. Correct it where that is not so."
        )
    role = Role.JOINT if named.role == Role.SOLE else named.role
    part = {"organisation": code, "role": role.value, "scope": scope or SCOPE}
    if named.essence:
        part["essence"] = as_it_stands(named.essence, there.essence if there else "")
    return part


def _named(row: EntryRow, known: Names) -> list[_Named]:
    found: list[_Named] = []
    text = row.text("joint-controllers")
    # In the register's own lines a semicolon is one of the text.
    own = _LABEL.match(text) is not None
    for line in lines(text, parts_at=lambda part: not own or _LABEL.match(part) is not None):
        several = [part.strip() for part in line.split(",")]
        if label := _LABEL.match(line):
            found.append(_labelled(_LABELS[label["label"].casefold()], line[label.end() :], known))
        elif len(several) > 1 and all(known.is_name(ORGANISATIONS, part) for part in several):
            found += map(_Named, several)
        elif found and _CONTACT.search(line) and not known.is_name(ORGANISATIONS, line):
            found[-1].more = " ".join(filter(None, (found[-1].more, line)))
        else:
            one = _one(line, known)
            more = " ".join(filter(None, (one.brackets, one.more.lstrip(", "))))
            found.append(_Named(one.name, more=more))
    return found


def _labelled(role: Role, line: str, known: Names) -> _Named:
    """A controller as the register's own exports name it: its role, its name, of which data, the
    arrangement in short, and on further lines how to reach it."""
    head, _, contacts = line.partition("\n")
    one = _one(head, known)
    match = _SCOPE.match(one.more)
    scope = match["scope"].strip() if match else ""
    essence = (match["rest"] or "").strip() if match else one.more.lstrip(", ")
    return _Named(one.name, role, scope, essence, " ".join(filter(None, (one.brackets, contacts))))


def _one(line: str, known: Names) -> Said:
    """A name with what follows it; of a name nobody knows, what stands before the first comma."""
    whole = said(line, lambda text: known.is_name(ORGANISATIONS, text))
    name, comma, rest = whole.name.partition(",")
    if known.is_name(ORGANISATIONS, whole.name) or not comma:
        return whole
    return Said(name.strip(), whole.brackets, " ".join(filter(None, (rest.strip(), whole.more))))
