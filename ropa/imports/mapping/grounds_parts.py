"""What an entry is for and the ground the law gives for it: columns into purposes and conditions.

Sources: UK GDPR Articles 6, 9 and 10; DPA 2018 section 10 and Schedule 1.
"""

from __future__ import annotations

from typing import Any

from ropa.models.grounds import (
    LAW_ENFORCEMENT_BASES,
    Article9,
    LawfulBasis,
    LegalRegime,
    Schedule1,
    Sensitivity,
)

from .answers import Answer, answer
from .bases import Basis, lawful_bases
from .conditions import Ground, article_9, schedule_1, unknown_paragraph
from .entry_row import EntryRow
from .kept_parts import with_kept
from .laws import cited, exactly_cited
from .lists import lines
from .register import Register
from .rights import contradicts

_EXAMPLE = "for example “Public task: Article 6(1)(e)”"
_GROUNDS = ("purposes", "lawful-basis", "legitimate-interests", "schedule-1-basis")

A, S = Article9, Schedule1
# Which condition of Article 9(2) goes with which of Schedule 1 (DPA 2018 section 10(2) and (3)).
_PART_1 = {
    S.EMPLOYMENT: A.EMPLOYMENT,
    S.HEALTH_OR_SOCIAL_CARE: A.HEALTH_OR_SOCIAL_CARE,
    S.PUBLIC_HEALTH: A.PUBLIC_HEALTH,
    S.RESEARCH: A.RESEARCH,
}


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
    if row.has("purposes") and not statements:
        row.problem("purposes", "Write what the data is used for, one purpose a line.")
    target = "lawful-basis" if row.has("lawful-basis") else "schedule-1-basis"
    if not bases and not row.wrong & {"lawful-basis", "schedule-1-basis"} and row.has(target):
        row.problem(target, f"Write the lawful basis, {_EXAMPLE}.")
    interests = _interests(row, bases)
    if not statements or not bases:
        if not row.has("purposes") and not statements:
            for each in ("lawful-basis", "schedule-1-basis", "legitimate-interests"):
                if row.has(each):
                    row.leave(each, row.said(each))
        return
    pairs, to_confirm = _pairs(statements, bases)
    parts = []
    for statement, basis in pairs:
        values: dict[str, Any] = {"statement": statement, "lawful_basis": basis.code}
        if basis.more:
            values |= _law(row, target, statement, basis, register)
        if basis.code == LawfulBasis.LEGITIMATE_INTERESTS and row.has("legitimate-interests"):
            values["interest"] = interests
        elif row.there:
            values |= {} if basis.code == LawfulBasis.LEGITIMATE_INTERESTS else {"interest": ""}
        if to_confirm:
            values["for_confirmation"] = True
        parts.append(values)
    if to_confirm:
        row.note(
            "Several purposes and several lawful bases stand together: each purpose was given each "
            "basis, and marked for confirmation. Take out those that do not apply."
        )
    if row.there:
        keys = ("statement", "lawful_basis"), ("statement",)
        parts = with_kept("purposes", parts, row.there.purposes.all(), *keys)
    row.values["purposes"] = parts
    if set(row.bases) & LAW_ENFORCEMENT_BASES:
        row.values["legal_regime"] = LegalRegime.LAW_ENFORCEMENT.value


def _law(
    row: EntryRow, target: str, statement: str, basis: Basis, register: Register
) -> dict[str, Any]:
    """The law that a basis is said to rest on: the provisions it names, beside those that are there,
    and what else is said in words."""
    if exact := exactly_cited(basis.more, register.provisions):
        return {"provisions": exact}
    note = f"{row.titles.get(target, 'Lawful basis')}: {basis.more}"
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
    if text and not applies and row.has("purposes") and answer(text) is not Answer.NO:
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


def read_conditions(row: EntryRow) -> None:
    """Read the conditions of Article 9 and of Schedule 1, those that go together as one."""
    if not row.has("article-9", "schedule-1"):
        return
    nines, unread = article_9(row.said("article-9"))
    if unread and answer(row.said("article-9")) is not Answer.NO:
        row.problem(
            "article-9",
            "This names no condition of Article 9(2). Write one, for example “Substantial public "
            "interest: Article 9(2)(g)”.",
            "; ".join(unread),
        )
    ones, unread = schedule_1(row.said("schedule-1"))
    for line in [line for line in unread if unknown_paragraph(line)]:
        unread.remove(line)
        row.leave("schedule-1", line)
        row.note("The register does not have this paragraph of Schedule 1 among its conditions.")
    if unread and answer(row.said("schedule-1")) is not Answer.NO:
        row.problem(
            "schedule-1",
            "This names no condition of Schedule 1, or a Part that does not have it. Write one, "
            "for example “Schedule 1 Part 2 paragraph 18”.",
            "; ".join(unread),
        )
    if row.wrong & {"article-9", "schedule-1"}:
        return
    if row.there:
        # Of two columns that go together, the one that is not mapped says what it said.
        there = list(row.there.conditions.all())
        if not row.has("article-9"):
            nines = [Ground(part.article_9, "", part.covers) for part in there if part.article_9]
        if not row.has("schedule-1"):
            ones = [Ground(part.schedule_1, "", part.covers) for part in there if part.schedule_1]
    parts = _together(nines, ones)
    if row.there:
        own = [{**_plain(part)} for part in row.there.conditions.all() if part.schedule_8]
        parts = with_kept(
            "conditions",
            parts + own,
            row.there.conditions.all(),
            ("covers", "article_9", "schedule_1", "schedule_8"),
            ("covers", "article_9", "schedule_1"),
        )
    row.values["conditions"] = parts


def _plain(part: Any) -> dict[str, Any]:
    return {"covers": part.covers, "schedule_8": part.schedule_8, "article_9": "", "schedule_1": ""}


def _together(nines: list[Ground], ones: list[Ground]) -> list[dict[str, Any]]:
    """Conditions of Article 9 with those of Schedule 1 that they need. What goes with none of
    Article 9 is for criminal-offence data (section 10(5))."""
    parts: list[dict[str, Any]] = []
    paired: list[Ground] = []
    for one in ones:
        nine = None if one.covers == Sensitivity.CRIMINAL else _partner(one, nines)
        if nine:
            paired.append(nine)
            parts.append(_part(Sensitivity.SPECIAL, nine.code, one.code, nine.more, one.more))
        else:
            special = one.covers == Sensitivity.SPECIAL
            covers = Sensitivity.SPECIAL if special else Sensitivity.CRIMINAL
            part = _part(covers, "", one.code, one.more)
            # It may have been meant for the data under Article 9 all the same.
            part |= {"for_confirmation": True} if nines and not one.covers else {}
            parts.append(part)
    parts += [
        _part(Sensitivity.SPECIAL, nine.code, "", nine.more) for nine in nines if nine not in paired
    ]
    return parts


def _partner(one: Ground, nines: list[Ground]) -> Ground | None:
    """The condition of Article 9 that one of Schedule 1 goes with: that of which the same is said,
    or else the one that it always goes with."""
    wanted = _PART_1.get(S(one.code), A.SUBSTANTIAL_PUBLIC_INTEREST)
    same = [nine for nine in nines if nine.covers and nine.more == one.more]
    if one.covers and one.more and same:
        return next((nine for nine in same if nine.code == wanted), same[0])
    return next((nine for nine in nines if nine.code == wanted), None)


def _part(covers: Sensitivity, nine: str, one: str, *said: str) -> dict[str, Any]:
    more = "\n".join(dict.fromkeys(text for text in said if text))
    part: dict[str, Any] = {"covers": covers.value, "article_9": nine, "schedule_1": one}
    return part | ({"explanation": more} if more else {})
