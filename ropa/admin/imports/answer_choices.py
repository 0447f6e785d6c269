"""What can be answered for a cell, where the column has short answers: offered, never demanded."""

from __future__ import annotations

from collections.abc import Mapping

from ropa.models import ProcessingActivity
from ropa.models.grounds import Article9, LawfulBasis, Schedule1

_YES_OR_NO = ("Yes", "No")
# By the target of the column.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "lawful-basis": tuple(map(str, LawfulBasis.labels)),
    "article-9": tuple(map(str, Article9.labels)),
    "schedule-1": tuple(
        f"Schedule 1 Part {code.replace('-', ' paragraph ')}" for code in Schedule1.values
    ),
    "capacity": ("Controller", "Processor"),
    "dpia-required": _YES_OR_NO,
    "dpia-progress": ("In progress", "Completed"),
    "breach": _YES_OR_NO,
    "follows-policy": ("Yes", "Not applicable"),
    "providing": tuple(map(str, ProcessingActivity.Providing.labels)),
}
