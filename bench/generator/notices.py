"""The notices of a generated register: each tells people of one service of one team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from .bodies import slug
from .dice import dice_for
from .plans import Plan
from .words import READERS

MOST_SECTIONS, MOST_IN_SECTION, MOST_READERS = 5, 3, 3
_TEXT = (
    "We use information about you in our work on {service}. Some of it you give us yourself, and "
    "some comes from others. We share it with those who need it for their part of the work.\n\n"
    "We keep it for as long as this page says. You may ask us for a copy, and tell us if something "
    "in it is wrong."
)
_TEXT_FOR_CHILDREN = (
    "We have information about you. We use it to help you and to do our work well. We keep it "
    "safe.\n\n"
    "Sometimes we tell other people whose job it is to help you. You can always ask us what we "
    "know about you."
)
_INTRODUCTION = (
    "{body} needs information about people for its work on {service}. On this page “we” means "
    "{body}.\n\n"
    "It says:\n\n"
    "- what we know about you\n"
    "- what we do with it\n"
    "- who else gets it\n"
    "- how long we keep it"
)

type Row = dict[str, Any]
type Rows = Iterator[tuple[str, Row]]


def notices(plans: list[Plan], seed: int, number: int, children: Collection[str]) -> Rows:
    """Yield at most `number` notices and their sections as rows of files, each with its table.

    There is at most one about each service of a team, and only public entries are in it.
    `children` are the codes of the categories of people who are children.
    """
    about: dict[tuple[str, str], list[Plan]] = defaultdict(list)
    for plan in plans:
        if plan.is_public:
            about[plan.team.code, plan.service].append(plan)
    dice = dice_for(seed, "notices")
    for subject in sorted(dice.sample(sorted(about), min(number, len(about)))):
        yield from _notice(about[subject], children)


def _notice(entries: list[Plan], children: Collection[str]) -> Rows:
    first = entries[0]
    words = {"service": first.service, "body": first.team.body.name}
    address = f"{first.team.code}-{slug(first.service)}"
    yield (
        "notices",
        {
            "slug": address,
            "title": "{service}: how {body} uses personal data".format(
                **words | {"service": first.service[:1].upper() + first.service[1:]}
            ),
            "organisation": first.team.body.code,
            "team": first.team.code,
            "applies_to": "England",
            "summary": "How {body} uses personal data in its work on {service}.".format(**words),
            "introduction": _INTRODUCTION.format(**words),
        },
    )
    by_task: dict[str, list[Plan]] = defaultdict(list)
    for plan in entries:
        by_task[plan.task.code].append(plan)
    for position, together in enumerate(list(by_task.values())[:MOST_SECTIONS], start=1):
        yield "sections", _section(address, position, together[:MOST_IN_SECTION], children)


def _section(address: str, position: int, entries: list[Plan], children: Collection[str]) -> Row:
    first = entries[0]
    areas = ", ".join(dict.fromkeys(plan.area for plan in entries))
    return {
        "notice": address,
        "position": position,
        "slug": first.task.code,
        "title": first.task.heading,
        "covers": f"This section is about our work on {first.service}. It covers {areas}.",
        "why": f"We have to {first.fill_in(first.task.purpose)}. We cannot do that without "
        "information about people.",
        "activities": [plan.reference for plan in entries],
        "audiences": [
            {
                "slug": people,
                "heading": READERS[people],
                "people_category": people,
                "text": _TEXT_FOR_CHILDREN
                if people in children
                else _TEXT.format(service=first.service),
            }
            for people in first.domain.people[:MOST_READERS]
        ],
    }
