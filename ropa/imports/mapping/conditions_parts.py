"""The conditions for special category and criminal-offence data: two columns into one list.

Sources: UK GDPR Articles 9 and 10; DPA 2018 section 10 and Schedule 1.
"""

from __future__ import annotations

from typing import Any

from ropa.models.grounds import Article9, Schedule1, Sensitivity

from .answers import Answer, answer
from .conditions import Ground, article_9, schedule_1, unknown_paragraph
from .entry_row import EntryRow
from .kept_parts import with_kept

A, S = Article9, Schedule1
# Which condition of Article 9(2) goes with which of Schedule 1 (DPA 2018 section 10(2) and (3)).
_PART_1 = {
    S.EMPLOYMENT: A.EMPLOYMENT,
    S.HEALTH_OR_SOCIAL_CARE: A.HEALTH_OR_SOCIAL_CARE,
    S.PUBLIC_HEALTH: A.PUBLIC_HEALTH,
    S.RESEARCH: A.RESEARCH,
}


def read_conditions(row: EntryRow) -> None:
    """Read the conditions of Article 9 and of Schedule 1, those that go together as one."""
    if not row.has("article-9", "schedule-1"):
        return
    nines, ones = _nines(row), _ones(row)
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


def _nines(row: EntryRow) -> list[Ground]:
    nines, unread = article_9(row.said("article-9"))
    if unread and answer(row.said("article-9")) is not Answer.NO:
        row.problem(
            "article-9",
            "This names no condition of Article 9(2). Write one, for example “Substantial public "
            "interest: Article 9(2)(g)”.",
            "; ".join(unread),
        )
    return nines


def _ones(row: EntryRow) -> list[Ground]:
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
    return ones


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
