"""What an entry is for and the ground the law gives for it: columns into purposes.

Sources: UK GDPR Article 6; DPA 2018 Schedule 1 paragraph 41(b).
"""

from __future__ import annotations

from typing import Any

from ropa.models.grounds import LAW_ENFORCEMENT_BASES, LawfulBasis, LegalRegime

from .answers import Answer, answer
from .bases import Basis, lawful_bases
from .entry_row import EntryRow
from .kept_parts import with_kept
from .laws import cited, exactly_cited
from .lists import lines
from .register import Register
from .rights import contradicts

_EXAMPLE = "for example “Public task: Article 6(1)(e)”"
_BASES = ("lawful-basis", "schedule-1-basis")
_GROUNDS = ("purposes", *_BASES, "legitimate-interests")


def read_purposes(row: EntryRow, register: Register) -> None:
    """Read what the entry is for, on which lawful bases, and compare what follows from these."""
    there = list(row.there.purposes.all()) if row.there else []
    row.bases = [part.lawful_basis for part in there]
    if row.has(*_GROUNDS):
        statements = lines(row.text("purposes"))
        if not row.has("purposes"):
            statements = list(dict.fromkeys(part.statement for part in there))
        bases = _bases(row)
        if not row.has("lawful-basis", "schedule-1-basis"):
            bases = [Basis(code) for code in dict.fromkeys(row.bases)]
        row.bases = list(dict.fromkeys(basis.code for basis in bases))
        _put_together(row, register, statements, bases)
    _compare_rights(row)


def _bases(row: EntryRow) -> list[Basis]:
    bases, unread = lawful_bases(_without_powers(row))
    beside, also_unread = lawful_bases(row.said("schedule-1-basis"))
    if unread and not bases:
        row.problem(
            "lawful-basis",
            f"This names no lawful basis, or two that differ. Write one, {_EXAMPLE}.",
            "; ".join(unread),
        )
    elif unread:
        row.leave("lawful-basis", "\n".join(unread))
    if also_unread and not beside:
        row.problem("schedule-1-basis", f"This names no lawful basis. Write one, {_EXAMPLE}.")
    if bases:
        _compare(row, bases, beside)
    return bases or beside


def _without_powers(row: EntryRow) -> str:
    """What stands there on lawful bases. The register's own exports list the powers used below
    them: those that the entry does not have are kept as text."""
    listed = lines(row.said("lawful-basis"), parts_at=lambda _part: False)
    powers = [line for line in listed if ", held by " in line]
    there = [use.power.name for use in row.there.power_uses.all()] if row.there else []
    new = [line for line in powers if not any(f": {name}, " in line for name in there)]
    if new:
        row.leave("lawful-basis", "\n".join(new))
    return "\n".join(line.replace("\n", "\n  ") for line in listed if line not in powers)


def _compare(row: EntryRow, bases: list[Basis], beside: list[Basis]) -> None:
    """What is said beside Schedule 1 must be among the lawful bases: the register has them once."""
    others = {basis.code for basis in beside} - {basis.code for basis in bases}
    if others:
        named = ", ".join(str(LawfulBasis(code).label) for code in sorted(others))
        row.problem(
            "schedule-1-basis",
            f"“{row.titles['lawful-basis']}” does not name {named}. Correct one of the two.",
        )
    for basis in beside:
        known = "; ".join(each.more for each in bases)
        if basis.more and basis.more not in known:
            row.leave("schedule-1-basis", basis.more)


def _put_together(
    row: EntryRow, register: Register, statements: list[str], bases: list[Basis]
) -> None:
    _tell_missing(row, statements, bases)
    interests = _interests(row, bases)
    if not statements or not bases:
        _leave_alone(row)
        return
    pairs, to_confirm = _pairs(statements, bases)
    there = list(row.there.purposes.all()) if row.there else []
    confirmed = {(part.statement, part.lawful_basis) for part in there}
    parts: list[dict[str, Any]] = []
    for statement, basis in pairs:
        values: dict[str, Any] = {"statement": statement, "lawful_basis": basis.code}
        if basis.more:
            values |= _law(row, statement, basis, register)
        if basis.code != LawfulBasis.LEGITIMATE_INTERESTS:
            values["interest"] = ""
        elif row.has("legitimate-interests"):
            values["interest"] = interests
        if to_confirm and (statement, basis.code) not in confirmed:
            values["for_confirmation"] = True
            row.note(
                "Several purposes and several lawful bases stand together: each purpose was given "
                "each basis, and marked for confirmation. Take out those that do not apply."
            )
        parts.append(values)
    if row.there:
        parts = with_kept("purposes", parts, there, ("statement", "lawful_basis"), ("statement",))
    row.values["purposes"] = parts
    if set(row.bases) & LAW_ENFORCEMENT_BASES:
        row.values["legal_regime"] = LegalRegime.LAW_ENFORCEMENT.value


def _leave_alone(row: EntryRow) -> None:
    """What has nothing to stand with is kept as text, unless a problem is told of it."""
    for each in _GROUNDS:
        if row.has(each) and not row.wrong & set(_GROUNDS):
            row.leave(each, row.said(each))


def _tell_missing(row: EntryRow, statements: list[str], bases: list[Basis]) -> None:
    if row.has("purposes") and not statements:
        row.problem("purposes", "Write what the data is used for, one purpose a line.")
    if not bases and row.has(_basis_target(row)) and not row.wrong & set(_BASES):
        row.problem(_basis_target(row), f"Write the lawful basis, {_EXAMPLE}.")


def _basis_target(row: EntryRow) -> str:
    return next((each for each in _BASES if row.has(each)), _BASES[0])


def _law(row: EntryRow, statement: str, basis: Basis, register: Register) -> dict[str, Any]:
    """The law that a basis is said to rest on: the provisions it names, beside those that are
    there, and what else is said in words."""
    if exact := exactly_cited(basis.more, register.provisions):
        return {"provisions": exact}
    note = f"{row.titles.get(_basis_target(row), 'Lawful basis')}: {basis.more}"
    there = [
        part
        for part in (row.there.purposes.all() if row.there else ())
        if part.statement == statement
    ]
    kept = [provision.code for part in there for provision in part.provisions.all()]
    found = dict.fromkeys([*kept, *cited(basis.more, register.provisions)])
    before = next((part.internal_note for part in there if part.lawful_basis == basis.code), "")
    note = before if note in before else f"{before}\n{note}".strip()
    return {"internal_note": note} | ({"provisions": list(found)} if found else {})


def _pairs(statements: list[str], bases: list[Basis]) -> tuple[list[tuple[str, Basis]], bool]:
    """Each purpose with its bases, and whether somebody should look which go with which."""
    named = [(said, basis) for basis in bases for said in basis.purposes if said in statements]
    rest = [said for said in statements if said not in {known for known, _ in named}]
    if named and not rest:
        return sorted(named, key=lambda pair: statements.index(pair[0])), False
    pairs = [(said, basis) for said in statements for basis in bases]
    return pairs, len(statements) > 1 and len(bases) > 1


def _interests(row: EntryRow, bases: list[Basis]) -> str:
    text = row.said("legitimate-interests")
    applies = any(basis.code == LawfulBasis.LEGITIMATE_INTERESTS for basis in bases)
    if text and not applies and answer(text) is not Answer.NO:
        row.leave("legitimate-interests", text)
        row.note(
            f"“{row.titles['legitimate-interests']}” names an interest, but the lawful basis is "
            "another."
        )
    return text if applies and answer(text) is not Answer.NO else ""


def _compare_rights(row: EntryRow) -> None:
    if not row.has("rights"):
        return
    title = row.titles["rights"]
    row.told.note(f"“{title}” is compared and not imported: rights follow from the lawful basis.")
    text = row.said("rights")
    if text and row.bases and contradicts(text, row.bases):
        row.leave("rights", text)
        row.note(f"“{title}” lists other rights than the lawful basis gives. Check which is right.")
    elif text and not row.bases:
        row.leave("rights", text)
