"""Who is controller of what: merged over entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..schema import ActivityDocument, OrganisationDocument, Term
from .entries import Entry, entries, grouped, noted, said

SOLE = "sole"
JOINT = "joint"
PROCESSOR = "processor"


@dataclass(frozen=True)
class Controller:
    """An organisation's role, and of which data. Without a scope it is all data of the entries."""

    organisation: OrganisationDocument
    role: Term
    scope: str
    essences: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def is_sole(self) -> bool:
        return self.role.code == SOLE

    @property
    def is_joint(self) -> bool:
        return self.role.code == JOINT

    @property
    def is_processor(self) -> bool:
        return self.role.code == PROCESSOR


def controllers(activities: Sequence[ActivityDocument]) -> tuple[Controller, ...]:
    """Return the organisations and roles, each once for each scope."""
    roles = said(activities, lambda activity: activity.controllers)
    return tuple(
        Controller(
            group[0].part.organisation,
            group[0].part.role,
            group[0].part.scope.strip(),
            noted(group, lambda part: part.essence),
            entries(group),
        )
        for group in grouped(
            roles,
            lambda part: (part.organisation.code, part.role.code, part.scope.strip()),
        )
    )


def organisations(controllers: Sequence[Controller]) -> tuple[OrganisationDocument, ...]:
    """Return the organisations among the controllers, each once."""
    return tuple({part.organisation.code: part.organisation for part in controllers}.values())
