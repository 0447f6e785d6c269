"""The parts of a generated entry that say who decides, what for and on which ground."""

from __future__ import annotations

from random import Random
from typing import Any

from ropa.models import ControllerRole
from ropa.models.grounds import LAW_ENFORCEMENT_BASES, FurtherUse, LawfulBasis, Sensitivity

from .bodies import Bodies
from .plans import Plan
from .words import CONDITIONS, PHRASES, ConditionWords

_Role = ControllerRole.Role
# Kinds of body that decide together with others.
_PARTNERS = ("council", "trust", "police")
# What grounds a purpose that goes with any work.
_COMMON_LAW = ("equality-2010-s149", "lga-1972-s111")
_GROUNDED = (LawfulBasis.PUBLIC_TASK, LawfulBasis.LEGAL_OBLIGATION, *LAW_ENFORCEMENT_BASES)

type Row = dict[str, Any]

# What is said of processors alone.
_NO_PROCESSOR: Row = {
    "works_for": None,
    "task": "",
    "place": "",
    "due_diligence_on": None,
    "due_diligence_by": "",
}


def controllers(plan: Plan, dice: Random, bodies: Bodies) -> list[Row]:
    """Return one to three bodies: an only controller, or several; and perhaps a processor."""
    own = plan.team.body
    others = [body for body in bodies.named if body.kind in _PARTNERS and body != own]
    kind = dice.choices((_Role.SOLE, _Role.JOINT, _Role.INDEPENDENT), (75, 15, 10))[0]
    if kind is _Role.SOLE:
        rows: list[Row] = [{"organisation": own.code, "role": kind.value}]
    else:
        rows = [
            {
                "organisation": body.code,
                "role": kind.value,
                "scope": f"data that {body.name} collects",
                **(_arrangement(plan, own.name) if kind is _Role.JOINT else {}),
            }
            for body in (own, dice.choice(others))
        ]
    rows = [row | _NO_PROCESSOR for row in rows]
    if dice.random() < 0.4:
        processor, below = dice.sample(bodies.processors, 2)
        rows.append(
            {
                "organisation": processor.code,
                "role": _Role.PROCESSOR.value,
                "scope": "the records that it stores for us",
                "works_for": None,
                "task": "storing records",
                "place": "the United Kingdom",
                "arrangement": f"Contract {dice.randrange(1000, 10000)}, in the contracts register",
            }
        )
        if dice.random() < 0.3:
            rows.append(
                {
                    "organisation": below.code,
                    "role": _Role.PROCESSOR.value,
                    "scope": "copies of the records",
                    "works_for": processor.code,
                    "task": "keeping backups",
                    "place": "Ireland",
                }
            )
    return rows


def _arrangement(plan: Plan, lead: str) -> Row:
    return {
        "arrangement": f"Agreement on {plan.service}, in the contracts register",
        "essence": f"{lead} answers requests and complaints. You may turn to either of us.",
    }


def purposes(plan: Plan, dice: Random) -> list[Row]:
    """Return one to three purposes, the first of them that of the task."""
    number = dice.randint(1, 3)
    rows = [_purpose(plan, dice, plan.fill_in(plan.task.purpose), plan.task.basis, own=True)]
    if plan.domain.law_enforcement:
        rows += [
            _purpose(plan, dice, statement, LawfulBasis.LE_TASK, own=True)
            for statement in dice.sample(PHRASES.further_enforcement_purposes, number - 1)
        ]
    else:
        rows += [
            _purpose(plan, dice, further.statement, further.basis, own=False)
            for further in dice.sample(PHRASES.further_purposes, number - 1)
        ]
        if number > 1 and dice.random() < 0.2:
            rows[-1] |= {
                "original_purpose": rows[0]["statement"],
                "further_use": FurtherUse.ASSESSED.value,
                "compatibility": PHRASES.compatibility,
            }
    return rows


def _purpose(plan: Plan, dice: Random, statement: str, basis: LawfulBasis, *, own: bool) -> Row:
    law = plan.domain.provisions if own else _COMMON_LAW
    unconfirmed = dice.random() < 0.05
    return {
        "statement": statement,
        "lawful_basis": basis.value,
        "provisions": dice.sample(law, min(len(law), dice.randint(1, 2)))
        if basis in _GROUNDED
        else [],
        "interest": PHRASES.interest if basis is LawfulBasis.LEGITIMATE_INTERESTS else "",
        "recognised_interest": "",
        "original_purpose": "",
        "further_use": "",
        "compatibility": "",
        "is_inferred": unconfirmed,
        "internal_note": PHRASES.note_to_confirm if unconfirmed else "",
    }


def conditions(plan: Plan, dice: Random, *, special: bool, offences: bool) -> list[Row]:
    """Return the conditions that the data of an entry needs, and now and then one more."""
    rows = []
    if special:
        rows += [
            _condition(dice, Sensitivity.SPECIAL, condition)
            for condition in _for_special(plan, dice)
        ]
    if offences and not plan.domain.law_enforcement:
        chosen = dice.sample(CONDITIONS.offences, dice.choices((1, 2), (70, 30))[0])
        rows += [_condition(dice, Sensitivity.CRIMINAL, condition) for condition in chosen]
    return rows


def _for_special(plan: Plan, dice: Random) -> list[ConditionWords]:
    if plan.domain.law_enforcement:
        return dice.sample(CONDITIONS.part_3, dice.choices((1, 2), (60, 40))[0])
    usual = CONDITIONS.special[plan.domain.ground]
    chosen = dice.sample(usual, dice.choices((1, 2), (55, 45))[0])
    if plan.task.code == "surveys":
        chosen.append(CONDITIONS.with_consent)
    if plan.task.code == "planning":
        chosen.append(CONDITIONS.for_research)
    return chosen


def _condition(dice: Random, covers: Sensitivity, condition: ConditionWords) -> Row:
    unconfirmed = dice.random() < 0.05
    return {
        "covers": covers.value,
        "article_9": condition.article_9,
        "schedule_1": condition.schedule_1,
        "schedule_8": condition.schedule_8,
        "explanation": condition.explanation,
        "is_inferred": unconfirmed,
        "internal_note": PHRASES.note_to_confirm if unconfirmed else "",
    }


def power_uses(plan: Plan, dice: Random) -> list[Row]:
    """Return one or two powers that the controller uses."""
    powers = plan.domain.powers
    rows = []
    for power in dice.sample(powers, min(len(powers), dice.randint(1, 2))):
        row = {
            "power": power,
            "held_by": plan.team.body.code,
            "explanation": f"It is the ground for our work on {plan.service}.",
        }
        if dice.random() < 0.1:
            row["applied_through"] = dice.choice(plan.domain.provisions)
        rows.append(row)
    return rows
