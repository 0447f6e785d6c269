"""Whose entry it is; for whom a processor acts, and what it does for each (UK GDPR Article
30(2)(b))."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.models import ControllerRole

from .merged.entries import distinct
from .schema import ActivityDocument, ControllerDocument


@dataclass(frozen=True)
class ActingFor:
    """A controller for whom the processors of an entry act, and the categories of processing they
    carry out for it."""

    controller: ControllerDocument
    tasks: tuple[str, ...]


def acting_for(document: ActivityDocument) -> tuple[ActingFor, ...]:
    """Return each controller of a processor’s entry with what is done for it.

    What stands beside a controller is done for that one; without it, all that the processors do is
    done for it as well.
    """
    common = distinct(part.task.strip() for part in processors(document))
    return tuple(
        ActingFor(part, (own,) if (own := part.task.strip()) else common)
        for part in document.controllers
        if part.role.code != ControllerRole.Role.PROCESSOR
    )


def processors(document: ActivityDocument) -> tuple[ControllerDocument, ...]:
    """Return the processors of an entry: the body itself, and those that it uses in turn."""
    return tuple(
        part for part in document.controllers if part.role.code == ControllerRole.Role.PROCESSOR
    )


def bodies_of(document: ActivityDocument) -> tuple[str, ...]:
    """Return the names of those whose entry it is: who decides, alone or together; in a processor’s
    entry, the processors that work for no other of its processors."""
    if document.is_processor:
        found = [part for part in processors(document) if part.works_for is None]
    else:
        found = [part for part in document.controllers if part not in processors(document)]
    return tuple(part.organisation.name for part in found)
