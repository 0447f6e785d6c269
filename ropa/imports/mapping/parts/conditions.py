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
from ..cells.conditions_elsewhere import take_conditions, take_schedule_1
from ..cells.named_grounds import NamedGround
from ..entry_row import EntryRow
from .existing_parts import set_parts

A, S = Article9, Schedule1
_COLUMNS = ("article-9", "schedule-1")
# Which condition of Article 9(2) goes with which of Schedule 1 (DPA 2018 section 10(2) and (3)).
_PART_1 = {
    S.EMPLOYMENT: A.EMPLOYMENT,
    S.HEALTH_OR_SOCIAL_CARE: A.HEALTH_OR_SOCIAL_CARE,
    S.PUBLIC_HEALTH: A.PUBLIC_HEALTH,
    S.RESEARCH: A.RESEARCH,
}


def read_conditions(row: EntryRow) -> None:
    """Read the conditions of Article 9 and of Schedule 1, those that go together as one."""
    beside = _beside_lawful_bases(row)
    if not row.has(*_COLUMNS) and not any(beside):
        return
    text, schedule_1 = take_schedule_1(row.content("article-9"))
    columns = _article_9_conditions(row, text), _schedule_1_conditions(row, schedule_1)
    existing = row.existing_parts("conditions")
    before = (
        [NamedGround(part.article_9) for part in existing if part.article_9],
        [NamedGround(part.schedule_1) for part in existing if part.schedule_1],
    )
    article_9, schedule_1 = (
        _with(found if _is_stated(row, target, found) else there, others)
        for target, found, there, others in zip(_COLUMNS, columns, before, beside, strict=True)
    )
    parts = _pair_conditions(article_9, schedule_1)
    parts += [_schedule_8_part(part) for part in existing if part.schedule_8]
    set_parts(
        row,
        "conditions",
        parts,
        ("covers", "article_9", "schedule_1", "schedule_8"),
        ("covers", "article_9", "schedule_1"),
    )


def _is_stated(row: EntryRow, target: str, found: list[NamedGround]) -> bool:
    """Whether the file states conditions of a kind, or none: of a column that is not mapped, or in
    which nothing was understood, what the entry says stays."""
    return bool(found) or (row.has(target) and target not in row.faulty_targets)


def _with(found: list[NamedGround], others: list[NamedGround]) -> list[NamedGround]:
    known = {each.code for each in found}
    return [*found, *(each for each in others if each.code not in known)]


def _beside_lawful_bases(row: EntryRow) -> tuple[list[NamedGround], list[NamedGround]]:
    """The conditions of Article 9 and of Schedule 1 that the columns of the lawful basis name by
    number."""
    article_9: list[NamedGround] = []
    schedule_1: list[NamedGround] = []
    for target in ("lawful-basis", "schedule-1-basis"):
        _, nine, one = take_conditions(row.content(target))
        article_9 += nine
        schedule_1 += one
    return article_9, schedule_1


def _article_9_conditions(row: EntryRow, text: str) -> list[NamedGround]:
    article_9, unread = find_article_9_conditions(text)
    if unread and short_answer(row.content("article-9")) is not ShortAnswer.NO:
        row.gap(
            "article-9",
            "This names no condition of Article 9(2). Write one, for example “Substantial public "
            "interest: Article 9(2)(g)”.",
            "; ".join(unread),
        )
    return article_9


def _schedule_1_conditions(row: EntryRow, beside: list[NamedGround]) -> list[NamedGround]:
    schedule_1, unread = find_schedule_1_conditions(row.content("schedule-1"))
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
    return _with(schedule_1, beside)


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
