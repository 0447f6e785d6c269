"""The parts of a generated entry that say how long data is kept, how it is protected, and on which
papers the entry rests."""

from __future__ import annotations

from random import Random
from typing import Any

from ropa.models import ControllerRole, RetentionRule, SecurityMeasure, SupportingDocument
from ropa.models.grounds import LawfulBasis

from .plans import Plan
from .words import PHRASES

_Paper = SupportingDocument.Kind
_EndAction = RetentionRule.EndAction

type Row = dict[str, Any]


def retention_rules(plan: Plan, dice: Random) -> list[Row]:
    """Return one to three rules, one in twenty with its period still to be supplied."""
    kept = [plan.task.keeps, *dice.sample(PHRASES.further_kept, dice.randint(0, 2))]
    return [_retention_rule(plan, dice, covers) for covers in kept]


def _retention_rule(plan: Plan, dice: Random, covers: str) -> Row:
    if dice.random() < 0.05:
        return {
            "covers": covers,
            "to_be_supplied": dice.choice(PHRASES.retention_gaps),
            "internal_note": PHRASES.note_on_gap,
        }
    line = f"Retention schedule of {plan.team.body.name}, line {dice.randrange(1, 400)}"
    review = dice.choice(PHRASES.review_intervals) if dice.random() < 0.2 else ""
    return {
        "covers": covers,
        "limit": RetentionRule.Limit.AT_LEAST.value,
        "minimum_period": dice.choice(PHRASES.periods) if dice.random() < 0.9 else "",
        "is_usual": dice.random() < 0.2,
        "trigger": dice.choice(PHRASES.triggers),
        "extension": dice.choice(PHRASES.extensions) if dice.random() < 0.15 else "",
        "end_action": dice.choice([each.value for each in _EndAction]),
        "review_interval": review,
        "schedule_reference": line if dice.random() < 0.5 else "",
    }


def security_measures(dice: Random) -> list[Row]:
    """Return two or three measures; in one entry in twenty one is still to be supplied."""
    rows: list[Row] = [
        {"kind": measure.kind.value, "description": measure.description}
        for measure in dice.sample(PHRASES.measures, dice.randint(2, 3))
    ]
    if dice.random() < 0.05:
        rows[-1] = {
            "kind": SecurityMeasure.Kind.TECHNICAL.value,
            "to_be_supplied": dice.choice(PHRASES.security_gaps),
        }
    return rows


def papers(
    plan: Plan, dice: Random, roles: list[Row], aims: list[Row], *, needs_policy: bool
) -> list[Row]:
    """Return one to three papers, those that the law asks for first.

    One paper in ten that the law asks for is not there, as in any register.
    """
    given = {row["role"] for row in roles}
    bases = {row["lawful_basis"] for row in aims}
    asked = [
        kind
        for kind, needed in (
            (_Paper.POLICY, needs_policy),
            (_Paper.CONSENT_RECORD, LawfulBasis.CONSENT in bases),
            (_Paper.PROCESSOR_CONTRACT, ControllerRole.Role.PROCESSOR in given),
            (_Paper.JOINT_ARRANGEMENT, ControllerRole.Role.JOINT in given),
            (_Paper.INTERESTS_ASSESSMENT, LawfulBasis.LEGITIMATE_INTERESTS in bases),
        )
        if needed and dice.random() < 0.9
    ]
    others = dice.sample((_Paper.DPIA, _Paper.RETENTION_POLICY, _Paper.OTHER), 3)
    fewest = min(3, max(1, len(asked)))
    kinds = [*asked, *others][: dice.randint(fewest, 3)]
    return [
        {
            "kind": kind.value,
            "title": PHRASES.papers[kind].format(subject=plan.service),
            "location": f"https://papers.example.org/{plan.domain.code}/{dice.randrange(10**6)}",
        }
        for kind in kinds
    ]
