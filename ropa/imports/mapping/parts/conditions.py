"""The conditions for special category and criminal-offence data: two columns into one list, and
what stands of them in the columns of the lawful basis.

Sources: UK GDPR Articles 9 and 10; DPA 2018 section 10 and Schedule 1.
"""

from __future__ import annotations

from typing import Any

from ropa.models.grounds import Article9, Schedule1, Sensitivity

from ..cells.answers import ShortAnswer, short_answer
from ..cells.conditions import (
    find_article_9_conditions,
    find_schedule_1_conditions,
    names_unknown_paragraph,
)
from ..cells.conditions_elsewhere import take_article_9, take_schedule_1
from ..cells.named_grounds import NamedGround
from ..entry_row import EntryRow
from .existing_parts import set_parts

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
    beside_basis = beside_lawful_bases(row)
    if not row.has("article-9", "schedule-1") and not any(beside_basis):
        return
    article_9, schedule_1 = _article_9_conditions(row), _schedule_1_conditions(row)
    for found, others in zip((article_9, schedule_1), beside_basis, strict=True):
        known = {each.code for each in found}
        found += [each for each in others if each.code not in known]
    if row.existing:
        # Of two columns that go together, the one that is not mapped says what it said.
        existing = list(row.existing.conditions.all())
        if not row.has("article-9") and not article_9:
            article_9 = [NamedGround(part.article_9) for part in existing if part.article_9]
        if not row.has("schedule-1") and not schedule_1:
            schedule_1 = [NamedGround(part.schedule_1) for part in existing if part.schedule_1]
    parts = _pair_conditions(article_9, schedule_1)
    if row.existing:
        parts += [
            _schedule_8_part(part) for part in row.existing.conditions.all() if part.schedule_8
        ]
    set_parts(
        row,
        "conditions",
        parts,
        ("covers", "article_9", "schedule_1", "schedule_8"),
        ("covers", "article_9", "schedule_1"),
    )


def beside_lawful_bases(row: EntryRow) -> tuple[list[NamedGround], list[NamedGround]]:
    """Return the conditions of Article 9 and of Schedule 1 that the columns of the lawful basis
    name by number."""
    article_9: list[NamedGround] = []
    schedule_1: list[NamedGround] = []
    for target in ("lawful-basis", "schedule-1-basis"):
        left, found = take_schedule_1(row.content(target))
        schedule_1 += found
        article_9 += take_article_9(left)[1]
    return article_9, schedule_1


def _article_9_conditions(row: EntryRow) -> list[NamedGround]:
    own, _ = take_schedule_1(row.content("article-9"))
    article_9, unread = find_article_9_conditions(own)
    if unread and short_answer(row.content("article-9")) is not ShortAnswer.NO:
        row.gap(
            "article-9",
            "This names no condition of Article 9(2). Write one, for example “Substantial public "
            "interest: Article 9(2)(g)”.",
            "; ".join(unread),
        )
    return article_9


def _schedule_1_conditions(row: EntryRow) -> list[NamedGround]:
    schedule_1, unread = find_schedule_1_conditions(row.content("schedule-1"))
    known = {each.code for each in schedule_1}
    _, beside = take_schedule_1(row.content("article-9"))
    schedule_1 += [each for each in beside if each.code not in known]
    for line in [line for line in unread if names_unknown_paragraph(line)]:
        unread.remove(line)
        row.add_to_note("schedule-1", line)
        row.note("The register does not have this paragraph of Schedule 1 among its conditions.")
    if unread and short_answer(row.content("schedule-1")) is not ShortAnswer.NO:
        row.gap(
            "schedule-1",
            "This names no condition of Schedule 1, or a Part that does not have it. Write one, "
            "for example “Schedule 1 Part 2 paragraph 18”.",
            "; ".join(unread),
        )
    return schedule_1


def _schedule_8_part(part: Any) -> dict[str, Any]:
    return {"covers": part.covers, "schedule_8": part.schedule_8, "article_9": "", "schedule_1": ""}


def _pair_conditions(
    article_9: list[NamedGround], schedule_1: list[NamedGround]
) -> list[dict[str, Any]]:
    """Conditions of Article 9 with those of Schedule 1 that they need. What goes with none of
    Article 9 is for criminal-offence data (section 10(5))."""
    parts: list[dict[str, Any]] = []
    paired: list[NamedGround] = []
    for one in schedule_1:
        nine = _matching_article_9(one, article_9)
        if nine:
            paired.append(nine)
            parts.append(_part(Sensitivity.SPECIAL, nine.code, one.code, nine.more, one.more))
        else:
            part = _part(Sensitivity.CRIMINAL, "", one.code, one.more)
            # It may have been meant for the data under Article 9 all the same.
            parts.append(part | ({"is_inferred": True} if article_9 else {}))
    parts += [
        _part(Sensitivity.SPECIAL, nine.code, "", nine.more)
        for nine in article_9
        if nine not in paired
    ]
    return parts


def _matching_article_9(one: NamedGround, article_9: list[NamedGround]) -> NamedGround | None:
    """The condition of Article 9 that one of Schedule 1 always goes with."""
    wanted = _PART_1.get(S(one.code), A.SUBSTANTIAL_PUBLIC_INTEREST)
    return next((nine for nine in article_9 if nine.code == wanted), None)


def _part(covers: Sensitivity, nine: str, one: str, *said: str) -> dict[str, Any]:
    more = "\n".join(dict.fromkeys(text for text in said if text))
    part: dict[str, Any] = {"covers": covers.value, "article_9": nine, "schedule_1": one}
    return part | ({"explanation": more} if more else {})
