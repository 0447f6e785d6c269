"""What an entry is for and the ground the law gives for it: columns into purposes.

Sources: UK GDPR Article 6; DPA 2018 Schedule 1 paragraph 41(b).
"""

from __future__ import annotations

import re
from typing import Any

from ropa.models.grounds import (
    BASIS_TO_BE_SUPPLIED,
    LAW_ENFORCEMENT_BASES,
    LawfulBasis,
    LegalRegime,
)

from ..cells.answers import ShortAnswer, short_answer
from ..cells.conditions_elsewhere import take_conditions
from ..cells.lawful_bases import find_lawful_bases
from ..cells.lists import split_lines
from ..cells.named_grounds import NamedGround
from ..cells.provisions import find_provisions
from ..cells.rights import contradicts_lawful_bases
from ..entry_row import EntryRow
from ..register import RegisterIndex
from .existing_parts import set_parts

_EXAMPLE = "for example “Public task: Article 6(1)(e)”"
_NO_PURPOSE = "Say in the entry what the data is used for."
_BASES = ("lawful-basis", "schedule-1-basis")
_GROUNDS = ("purposes", *_BASES, "legitimate-interests")
# What follows a lawful basis and may be another: “/ legal obl.”, “? not sure”.
_IN_DOUBT = re.compile(r"^\s*[/+&]|\?|\b(not|un)\s*sure\b|\btbc\b", re.IGNORECASE)
# By which a purpose is the one that is there.
_SAME = (("statement", "lawful_basis"), ("statement",))


def read_purposes(row: EntryRow, register: RegisterIndex) -> None:
    """Read what the entry is for, on which lawful bases, and compare what follows from these."""
    existing = row.existing_parts("purposes")
    row.bases = [
        part.lawful_basis for part in existing if part.lawful_basis != BASIS_TO_BE_SUPPLIED
    ]
    if row.has(*_GROUNDS):
        statements = split_lines(row.text("purposes"))
        if not row.has("purposes"):
            statements = list(dict.fromkeys(part.statement for part in existing))
        bases = _read_bases(row)
        if not row.has(*_BASES):
            bases = [NamedGround(code) for code in dict.fromkeys(row.bases)]
        if bases and not statements and row.existing is None:
            statements = [row.values["title"]]
            row.gap("purposes", f"{_NO_PURPOSE} Until then its title stands there.")
        row.bases = list(dict.fromkeys(basis.code for basis in bases))
        interests = _read_interests(row, bases)
        if statements and bases:
            _build_purposes(row, register, statements, bases, interests)
        else:
            _keep_what_is_there(row, statements)
    _check_rights(row)


def _read_bases(row: EntryRow) -> list[NamedGround]:
    # What is said there of Article 9 and of Schedule 1 is read with the conditions.
    said = {target: take_conditions(row.content(target))[0] for target in _BASES}
    bases, unread = find_lawful_bases(said["lawful-basis"])
    beside, also_unread = find_lawful_bases(said["schedule-1-basis"])
    if unread and not bases:
        row.gap(
            "lawful-basis",
            f"This names no lawful basis, or two that differ. Write one, {_EXAMPLE}.",
            "; ".join(unread),
        )
    elif unread:
        row.add_to_note("lawful-basis", "\n".join(unread))
    if also_unread and not beside:
        row.gap("schedule-1-basis", f"This names no lawful basis. Write one, {_EXAMPLE}.")
    if bases:
        _check_bases_beside(row, bases, beside)
    return bases or beside


def _check_bases_beside(row: EntryRow, bases: list[NamedGround], beside: list[NamedGround]) -> None:
    """What is said beside Schedule 1 must be among the lawful bases: the register has them once."""
    others = {basis.code for basis in beside} - {basis.code for basis in bases}
    if others:
        named = ", ".join(str(LawfulBasis(code).label) for code in sorted(others))
        row.gap(
            "schedule-1-basis",
            f"“{row.titles['lawful-basis']}” does not name {named}. Correct one of the two.",
        )
    for basis in beside:
        known = "; ".join(each.more for each in bases)
        if basis.more and basis.more not in known:
            row.add_to_note("schedule-1-basis", basis.more)


def _build_purposes(
    row: EntryRow,
    register: RegisterIndex,
    statements: list[str],
    bases: list[NamedGround],
    interests: str,
) -> None:
    pairs, to_confirm = _pair_purposes_with_bases(statements, bases)
    existing = row.existing_parts("purposes")
    confirmed = {(part.statement, part.lawful_basis) for part in existing}
    parts: list[dict[str, Any]] = []
    for statement, basis in pairs:
        values: dict[str, Any] = {"statement": statement, "lawful_basis": basis.code}
        if basis.more:
            values |= _cited_law(row, statement, basis, register)
        if basis.code != LawfulBasis.LEGITIMATE_INTERESTS:
            values["interest"] = ""
        elif row.has("legitimate-interests"):
            values["interest"] = interests
        if (statement, basis.code) in confirmed:
            pass
        elif basis.is_split:
            values["is_inferred"] = True
            row.guess(
                _basis_target(row),
                "A sentence names several lawful bases: each was taken out of it with what is said "
                "of it, and marked for confirmation.",
            )
        elif _IN_DOUBT.search(basis.more):
            values["is_inferred"] = True
            row.guess(
                _basis_target(row),
                "Something follows the lawful basis that may be another basis, or a doubt. It "
                "stands in the internal note of the purpose, which is marked for confirmation.",
            )
        elif to_confirm:
            values["is_inferred"] = True
            row.guess(
                _basis_target(row),
                "Several purposes and several lawful bases stand together: each purpose was given "
                "each basis, and marked for confirmation. Take out those that do not apply.",
            )
        parts.append(values)
    set_parts(row, "purposes", parts, *_SAME)
    if set(row.bases) & LAW_ENFORCEMENT_BASES:
        row.values["legal_regime"] = LegalRegime.LAW_ENFORCEMENT.value


def _keep_what_is_there(row: EntryRow, statements: list[str]) -> None:
    """What has nothing to stand with is kept as text, unless a gap has kept it already; purposes
    without a lawful basis await one."""
    if statements:
        _await_bases(row, statements)
    elif row.has("purposes"):
        row.gap("purposes", _NO_PURPOSE)
    for each in _GROUNDS:
        if row.has(each) and each != "purposes" and each not in row.faulty_targets:
            row.add_to_note(each, row.content(each))


def _await_bases(row: EntryRow, statements: list[str]) -> None:
    """Purposes of which the file states no lawful basis. What the entry has with one stays,
    whatever the file calls it; what only awaits one is what the file says now."""
    existing = row.existing_parts("purposes")
    stated = [part for part in existing if part.lawful_basis != BASIS_TO_BE_SUPPLIED]
    known = {part.statement for part in stated}
    parts = [{"statement": part.statement, "lawful_basis": part.lawful_basis} for part in stated]
    parts += [
        {"statement": each, "lawful_basis": BASIS_TO_BE_SUPPLIED}
        for each in statements
        if each not in known
    ]
    set_parts(row, "purposes", parts, *_SAME)
    if len(parts) == len(stated) or row.faulty_targets & set(_BASES):
        return
    if row.has(*_BASES):
        row.gap(_basis_target(row), f"Give each purpose its lawful basis, {_EXAMPLE}.")
    else:
        row.note("No column is mapped to the lawful basis: it is marked as still to be supplied.")


def _basis_target(row: EntryRow) -> str:
    return next((each for each in _BASES if row.has(each)), _BASES[0])


def _cited_law(
    row: EntryRow, statement: str, basis: NamedGround, register: RegisterIndex
) -> dict[str, Any]:
    """The law that a basis is said to rest on: the provisions it names, beside those that are
    there, and what else is said in words."""
    note = f"{row.titles.get(_basis_target(row), 'Lawful basis')}: {basis.more}"
    existing = [part for part in row.existing_parts("purposes") if part.statement == statement]
    kept = [provision.code for part in existing for provision in part.provisions.all()]
    found = dict.fromkeys([*kept, *find_provisions(basis.more, register.provisions)])
    before = next((part.internal_note for part in existing if part.lawful_basis == basis.code), "")
    note = before if note in before else f"{before}\n{note}".strip()
    return {"internal_note": note} | ({"provisions": list(found)} if found else {})


def _pair_purposes_with_bases(
    statements: list[str], bases: list[NamedGround]
) -> tuple[list[tuple[str, NamedGround]], bool]:
    """Each purpose with its bases, and whether somebody should look which go with which."""
    pairs = [(said, basis) for said in statements for basis in bases]
    return pairs, len(statements) > 1 and len(bases) > 1


def _read_interests(row: EntryRow, bases: list[NamedGround]) -> str:
    text = row.content("legitimate-interests")
    applies = any(basis.code == LawfulBasis.LEGITIMATE_INTERESTS for basis in bases)
    if text and not applies and short_answer(text) is not ShortAnswer.NO:
        row.add_to_note("legitimate-interests", text)
        row.note(
            f"“{row.titles['legitimate-interests']}” names an interest, but the lawful basis is "
            "another."
        )
    return text if applies and short_answer(text) is not ShortAnswer.NO else ""


def _check_rights(row: EntryRow) -> None:
    if not row.has("rights"):
        return
    title = row.titles["rights"]
    row.messages.note(
        f"“{title}” is compared and not imported: rights follow from the lawful basis."
    )
    row.leave_unused("rights", "It is compared alone: rights follow from the lawful basis.")
    text = row.content("rights")
    if text and row.bases and contradicts_lawful_bases(text, row.bases):
        row.add_to_note("rights", text)
        row.note(f"“{title}” lists other rights than the lawful basis gives. Check which is right.")
    elif text and not row.bases:
        row.add_to_note("rights", text)
