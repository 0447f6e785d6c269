"""What each entry of a generated register is about, before it is written out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from ropa.models.references import reference_of

from .bodies import Bodies, GeneratedTeam
from .dice import dice_for
from .words import DOMAINS, NAMES, TASKS, Domain, Task

# There are titles for a few more.
MOST_ACTIVITIES = 30_000
LAW_ENFORCEMENT_SHARE = 0.08
INTERNAL_SHARE = 0.06
INTERNAL_SHARE_OF_LAW_ENFORCEMENT = 0.25


@dataclass(frozen=True)
class Plan:
    """What one entry is about, and who keeps it."""

    number: int
    team: GeneratedTeam
    task: Task
    service: str
    area: str
    is_public: bool

    @property
    def reference(self) -> str:
        return reference_of(self.number)

    @property
    def domain(self) -> Domain:
        return self.team.domain

    @property
    def title(self) -> str:
        return self.fill_in(self.task.title)

    def fill_in(self, text: str) -> str:
        """Return `text` with the words put in that it leaves open."""
        return text.format(service=self.service, area=self.area)


def plans(activities: int, seed: int, bodies: Bodies) -> list[Plan]:
    """Return what so many entries are about, no two the same, in the order of their references.

    Raises `ValueError` for more than `MOST_ACTIVITIES`.
    """
    if activities > MOST_ACTIVITIES:
        raise ValueError(f"There are words for {MOST_ACTIVITIES} entries and no more.")
    dice = dice_for(seed, "plans")
    under_part_3 = round(activities * LAW_ENFORCEMENT_SHARE)
    subjects = [
        *_sampled_subjects(dice, activities - under_part_3, law_enforcement=False),
        *_sampled_subjects(dice, under_part_3, law_enforcement=True),
    ]
    dice.shuffle(subjects)
    teams: dict[Domain, list[GeneratedTeam]] = defaultdict(list)
    for team in bodies.teams:
        teams[team.domain].append(team)
    return [
        Plan(
            number,
            dice.choice(teams[domain]),
            task,
            service,
            area,
            is_public=dice.random() >= _internal_share(domain),
        )
        for number, (domain, service, task, area) in enumerate(subjects, start=1)
    ]


def _sampled_subjects(
    dice: Random, number: int, *, law_enforcement: bool
) -> list[tuple[Domain, str, Task, str]]:
    every = [
        (domain, service, task, area)
        for domain in DOMAINS
        if domain.law_enforcement == law_enforcement
        for service in domain.services
        for task in (TASKS.enforcement_tasks if law_enforcement else TASKS.tasks)
        for area in NAMES.areas
    ]
    return dice.sample(every, number)


def _internal_share(domain: Domain) -> float:
    return INTERNAL_SHARE_OF_LAW_ENFORCEMENT if domain.law_enforcement else INTERNAL_SHARE
