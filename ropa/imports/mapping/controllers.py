"""Who decides about the data, and who handles it for them: columns into roles.

Sources: UK GDPR Articles 26, 28 and 30(1)(a).
"""

from __future__ import annotations

import re
from typing import Any

from ropa.models import ControllerRole

from .entry_row import EntryRow
from .lists import Said, lines, names, said
from .naming import Names
from .results import ORGANISATIONS

Role = ControllerRole.Role

SCOPE = "the personal data in this entry"
_LABELS = {str(role.label).casefold(): role for role in Role} | {
    "joint controllers": Role.JOINT,
    "independent controller": Role.INDEPENDENT,
}
_LABEL = re.compile(rf"^(?P<label>{'|'.join(map(re.escape, _LABELS))}):\s*", re.IGNORECASE)
# Where somebody can be reached: what belongs to the name before it and is no name itself.
_CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tel|telephone|email|e-mail|phone|address|dpo|contact)\b|\d{3}"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
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
    scopes = {part.organisation.code: part.scope for part in there}
    roles = [
        {"organisation": part.organisation.code, "role": part.role}
        for part in there
        if part.role != Role.PROCESSOR
    ]
    if row.has("joint-controllers") or not roles:
        roles = _controllers(row, known, scopes)
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


def _controllers(row: EntryRow, known: Names, scopes: dict[str, str]) -> list[dict[str, Any]]:
    own = row.team.organisation.code
    named: dict[str, tuple[Role, str]] = {}
    for role, each in _named(row, known):
        code = known.find(ORGANISATIONS, each.name, row.place, row.titles["joint-controllers"])
        scope, rest = _scope(each.more)
        if each.brackets or rest:
            row.leave(
                "joint-controllers", f"{each.name}: {' '.join((each.brackets, rest)).strip()}"
            )
        if code:
            named.setdefault(code, (role, scope))
    sole = [code for code, (role, _) in named.items() if role == Role.SOLE]
    others = {code for code in named if code != own and code not in sole}
    if not others:
        return [{"organisation": (sole or [own])[0], "role": Role.SOLE.value}]
    if own not in named:
        roles = {role for code, (role, _) in named.items() if code in others}
        named = {
            own: (Role.INDEPENDENT if roles == {Role.INDEPENDENT} else Role.JOINT, ""),
            **named,
        }
    parts = []
    for code, (role, scope) in named.items():
        stated = scope or scopes.get(code)
        if not stated:
            row.note(
                "Of which data each joint controller is controller, the file does not say: "
                f"“{SCOPE}” stands there. Correct it where that is not so."
            )
        shared = Role.JOINT if role == Role.SOLE else role
        parts.append({"organisation": code, "role": shared.value, "scope": stated or SCOPE})
    return parts


def _named(row: EntryRow, known: Names) -> list[tuple[Role, Said]]:
    found: list[tuple[Role, Said]] = []
    for line in lines(row.text("joint-controllers")):
        label = _LABEL.match(line)
        if label:
            found.append((_LABELS[label["label"].casefold()], _one(line[label.end() :], known)))
            continue
        several = [part.strip() for part in line.split(",")]
        if len(several) > 1 and all(known.is_name(ORGANISATIONS, part) for part in several):
            found += [(Role.JOINT, Said(part)) for part in several]
        elif found and _CONTACT.search(line) and not known.is_name(ORGANISATIONS, line):
            role, before = found[-1]
            more = " ".join(filter(None, (before.more, line)))
            found[-1] = role, Said(before.name, before.brackets, more)
        else:
            found.append((Role.JOINT, _one(line, known)))
    return found


def _one(line: str, known: Names) -> Said:
    """A name with what follows it; of a name nobody knows, what stands before the first comma."""
    whole = said(line, lambda text: known.is_name(ORGANISATIONS, text))
    name, comma, rest = whole.name.partition(",")
    if known.is_name(ORGANISATIONS, whole.name) or not comma:
        return whole
    return Said(name.strip(), whole.brackets, " ".join(filter(None, (rest.strip(), whole.more))))


def _scope(more: str) -> tuple[str, str]:
    match = _SCOPE.match(more)
    if match:
        return match["scope"].strip(), (match["rest"] or "").strip()
    return "", more.lstrip(", ")
