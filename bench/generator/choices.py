"""The parts of a generated entry that say what people can choose, and what a computer decides."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ropa.models import AutomatedDecision
from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import LawfulBasis

from .dice import dice_for
from .plans import Plan
from .words import PHRASES

type Row = dict[str, Any]


def people_choices(plan: Plan, seed: int, aims: list[Row]) -> list[Row]:
    """Return how people withdraw consent where a purpose rests on it, and in one entry of six
    another choice. Dice of its own leave all else as it was."""
    dice = dice_for(seed, f"{plan.number}/choices")
    found = [PHRASES.withdrawal] if any(_is_consented(aim) for aim in aims) else []
    if not plan.domain.law_enforcement and dice.random() < 1 / 6:
        found.append(dice.choice(PHRASES.people_choices))
    return [
        asdict(words)
        | {
            "kind": words.kind.value,
            "contact": f"The privacy office of {plan.team.body.name}",
            "url": "https://www.example.org/your-choices/" if dice.random() < 0.5 else "",
            "only_for": aims[0]["statement"] if dice.random() < 0.3 else "",
        }
        for words in found
    ]


def decisions_made(plan: Plan, seed: int, data: list[Row], answer: Row) -> list[Row]:
    """Return one decision where the entry says that a computer decides or helps to, on one of the
    entry’s `data`. `answer` holds what the entry says in general. Dice of its own leave all else as
    it was."""
    kind = Entry.AutomatedDecisions
    if answer["automated_decisions"] not in (kind.PROFILING, kind.DECISIONS):
        return []
    dice = dice_for(seed, f"{plan.number}/decisions")
    sole = answer["automated_decisions"] == kind.DECISIONS
    involvement = AutomatedDecision.Involvement
    return [
        {
            "decision": dice.choice(PHRASES.decided),
            "involvement": (involvement.SOLELY if sole else involvement.WITH_PERSON).value,
            "significance": AutomatedDecision.Significance.NOT_SIGNIFICANT.value,
            "effect": PHRASES.effect_of_decisions,
            "logic": answer["automated_decisions_detail"],
            "data_categories": [dice.choice(data)["data_category"]],
            "people_are_told": True,
            "people_are_heard": dice.random() < 0.8,
            "a_person_steps_in": True,
            "can_be_contested": dice.random() < 0.8,
            "tool_record": "https://www.example.org/tools/" if dice.random() < 0.5 else "",
        }
    ]


def _is_consented(aim: Row) -> bool:
    return bool(aim["lawful_basis"] == LawfulBasis.CONSENT)
