"""Who decides about the data, and who handles it for them: columns into roles.

Sources: UK GDPR Articles 26, 28 and 30(1)(a).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ropa.models import ControllerRole

from ..cells.lists import ListItem, parse_item, split_lines
from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..results import ORGANISATIONS

Role = ControllerRole.Role
type Part = dict[str, Any]

DEFAULT_SCOPE = "the personal data in this entry"
_LABELS = {str(role.label).casefold(): role for role in Role} | {
    "joint controllers": Role.JOINT,
    "independent controller": Role.INDEPENDENT,
}
_LABEL = re.compile(rf"^(?P<label>{'|'.join(map(re.escape, _LABELS))}):\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\((?:data |our )?processor\)\s*$", re.IGNORECASE)
# Where somebody can be reached: what belongs to the name before it and is no name itself.
_CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tel|telephone|email|e-mail|phone|address|dpo|contact)\b|[0-9]{3}"
    r"|\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b",
    re.IGNORECASE,
)


def read_controllers(row: EntryRow, resolver: NameResolver) -> None:
    """Read the joint controllers and processors.

    The organisation of the team is the only controller, unless others are named beside it. Where it
    acts as processor, those others are the controllers, and it is the first of the processors.
    """
    existing = row.existing_parts("controller_roles")
    processors = _processors(row, resolver)
    if row.existing and not row.has("joint-controllers", "processors") and not processors:
        return
    roles: list[Part] = [
        {"organisation": part.organisation.code, "role": part.role}
        for part in existing
        if part.role != Role.PROCESSOR
    ]
    if row.has("joint-controllers") or not roles:
        by_code = {part.organisation.code: part for part in existing}
        roles = _controllers(row, resolver, by_code)
    if row.is_processor:
        processors = list(dict.fromkeys((row.team.organisation.code, *processors)))
    if not row.has("processors"):
        kept = [part.organisation.code for part in existing if part.role == Role.PROCESSOR]
        processors = list(dict.fromkeys((*kept, *processors)))
    taken = {part["organisation"] for part in roles}
    roles += [
        {"organisation": code, "role": Role.PROCESSOR.value}
        for code in processors
        if code not in taken
    ]
    row.values["controller_roles"] = roles


def _processors(row: EntryRow, resolver: NameResolver) -> list[str]:
    """Those named as processors, also among the recipients."""
    found: dict[str, None] = {}
    items = [
        ("processors", each) for each in resolver.in_texts(ORGANISATIONS).of(row.text("processors"))
    ]
    listed = split_lines(row.text("recipients"), parts_at=lambda _part: False)
    items += [
        ("recipients", _parse_organisation(_IN_BRACKETS.sub("", _LABEL.sub("", line)), resolver))
        for line in listed
        if is_processor(line)
    ]
    for target, each in items:
        code = resolver.find(ORGANISATIONS, each.name, row.place, row.titles[target])
        if each.brackets or each.more:
            row.add_to_note(target, f"{each.name}: {' '.join((each.brackets, each.more)).strip()}")
        if code:
            found[code] = None
    return list(found)


def is_processor(line: str) -> bool:
    """Whether a line among the recipients names a processor."""
    if _IN_BRACKETS.search(line):
        return True
    label = _LABEL.match(line)
    return label is not None and _LABELS[label["label"].casefold()] == Role.PROCESSOR


@dataclass
class _NamedController:
    """An organisation named as controller: by which name, in which role, and what else stands
    there, such as how to reach it."""

    name: str
    role: Role = Role.JOINT
    more: str = ""


def _controllers(
    row: EntryRow, resolver: NameResolver, existing: Mapping[str, ControllerRole]
) -> list[Part]:
    own = row.team.organisation.code
    named: dict[str, _NamedController] = {}
    for each in _named_controllers(row, resolver):
        code = resolver.find(ORGANISATIONS, each.name, row.place, row.titles["joint-controllers"])
        if each.more:
            row.add_to_note("joint-controllers", f"{each.name}: {each.more}")
        if code:
            named.setdefault(code, each)
    if row.is_processor:
        return _acting_for(row, {c: each for c, each in named.items() if c != own}, existing)
    sole = next((code for code, each in named.items() if each.role == Role.SOLE), own)
    others = [each for code, each in named.items() if code not in {own, sole}]
    if not others:
        return [{"organisation": sole, "role": Role.SOLE.value}]
    if own not in named:
        all_separate = all(each.role == Role.INDEPENDENT for each in others)
        role = Role.INDEPENDENT if all_separate else Role.JOINT
        named = {own: _NamedController("", role), **named}
    return [_part(row, code, each, existing.get(code)) for code, each in named.items()]


def _acting_for(
    row: EntryRow, named: Mapping[str, _NamedController], existing: Mapping[str, ControllerRole]
) -> list[Part]:
    """Those whose processor the body is: one is the only controller, several are separate ones."""
    if len(named) == 1:
        return [{"organisation": code, "role": Role.SOLE.value} for code in named]
    separate = {code: replace(each, role=Role.INDEPENDENT) for code, each in named.items()}
    return [_part(row, code, each, existing.get(code)) for code, each in separate.items()]


def _part(
    row: EntryRow, code: str, named: _NamedController, existing: ControllerRole | None
) -> Part:
    """One of several controllers. What it is controller of is kept where the file does not say."""
    scope = existing.scope if existing else ""
    if not scope:
        row.note(
            "Of which data each joint controller is controller, the file does not say: "
            f"“{DEFAULT_SCOPE}” stands there. Correct it where that is not so."
        )
    role = Role.JOINT if named.role == Role.SOLE else named.role
    return {"organisation": code, "role": role.value, "scope": scope or DEFAULT_SCOPE}


def _named_controllers(row: EntryRow, resolver: NameResolver) -> list[_NamedController]:
    found: list[_NamedController] = []
    for line in split_lines(row.text("joint-controllers")):
        label = _LABEL.match(line)
        several = [part.strip() for part in line.split(",")]
        if len(several) > 1 and all(resolver.is_name(ORGANISATIONS, part) for part in several):
            found += map(_NamedController, several)
        elif found and _CONTACT.search(line) and not resolver.is_name(ORGANISATIONS, line):
            found[-1].more = " ".join(filter(None, (found[-1].more, line)))
        else:
            one = _parse_organisation(_LABEL.sub("", line), resolver)
            more = " ".join(filter(None, (one.brackets, one.more.lstrip(", "))))
            role = _LABELS[label["label"].casefold()] if label else Role.JOINT
            found.append(_NamedController(one.name, role, more))
    return found


def _parse_organisation(line: str, resolver: NameResolver) -> ListItem:
    """A name with what follows it; of a name nobody knows, what stands before the first comma."""
    whole = parse_item(line, lambda text: resolver.is_name(ORGANISATIONS, text))
    name, comma, rest = whole.name.partition(",")
    if resolver.is_name(ORGANISATIONS, whole.name) or not comma:
        return whole
    return ListItem(
        name.strip(), whole.brackets, " ".join(filter(None, (rest.strip(), whole.more)))
    )
