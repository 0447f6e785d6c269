"""A case: a document that breaks one rule in one place, and the same put right; and entries to
make cases of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ropa.models.grounds import Schedule1, Sensitivity

from .complete import ENTRY, changed, condition


@dataclass(frozen=True)
class Case:
    """`index` is the part at fault; `says` stands in what the rule says about it."""

    rule: str
    broken: Any
    index: int | None = None
    says: str = ""
    mended: Any = ENTRY
    subject: str = ""

    def __str__(self) -> str:
        return self.rule


def controlled_by(*parts, entry=ENTRY):
    return changed(entry, controllers=parts)


def based_on(*purposes, entry=ENTRY):
    return changed(entry, purposes=purposes)


def on_condition(*conditions, entry=ENTRY):
    return changed(entry, conditions=conditions)


# An entry whose condition asks for no policy document.
RESEARCH_ONLY = on_condition(condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.RESEARCH))
