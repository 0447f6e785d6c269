"""Entries of a generated register in which the body works for others, who decide."""

from __future__ import annotations

from typing import Any

from ropa.models import ControllerRole
from ropa.models import ProcessingActivity as Entry

from .bodies import Bodies
from .dice import dice_for
from .plans import Plan

# Among entries that are not public, which no notice tells of.
SHARE_OF_INTERNAL = 0.2

type Row = dict[str, Any]

_Role = ControllerRole.Role
# What a processor need not record.
_LEFT_OUT = (
    "purposes",
    "conditions",
    "data_sources",
    "disclosures",
    "retention_rules",
    "power_uses",
    "decisions_made",
    "people_choices",
)


def with_capacity(row: Row, plan: Plan, seed: int, bodies: Bodies) -> Row:
    """Return the row of an entry with the capacity in which its body acts: of what is not public,
    one in five is done for others. Dice of its own leave all else as it was."""
    dice = dice_for(seed, f"{plan.number}/capacity")
    if plan.is_public or dice.random() >= SHARE_OF_INTERNAL:
        return row | {"capacity": Entry.Capacity.CONTROLLER.value}
    own = plan.team.body
    others = [body for body in bodies.named if body.is_public and body != own]
    clients = dice.sample(others, dice.randint(1, 3))
    answers = {
        "providing": Entry.Providing.UNKNOWN.value,
        "automated_decisions": Entry.AutomatedDecisions.UNKNOWN.value,
        "automated_decisions_detail": "",
    }
    return (
        row
        | {name: [] for name in _LEFT_OUT}
        | answers
        | {
            "capacity": Entry.Capacity.PROCESSOR.value,
            "controller_roles": [
                *(
                    {
                        "organisation": body.code,
                        "role": (_Role.SOLE if len(clients) == 1 else _Role.INDEPENDENT).value,
                        "scope": "" if len(clients) == 1 else f"data that {body.name} collects",
                        "works_for": None,
                        "task": "",
                        "place": "",
                        "arrangement": f"Contract {dice.randrange(1000, 10000)}",
                        "due_diligence_on": None,
                        "due_diligence_by": "",
                    }
                    for body in clients
                ),
                {
                    "organisation": own.code,
                    "role": _Role.PROCESSOR.value,
                    "scope": "",
                    "works_for": None,
                    "task": f"work on {plan.service}",
                    "place": "the United Kingdom",
                },
            ],
        }
    )
