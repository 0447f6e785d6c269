"""What a field of work is: its services, its people, its data and its law."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Ground(Enum):
    """On which conditions a field of work uses sensitive data."""

    CARE = "care"
    HEALTH = "health"
    EMPLOYMENT = "employment"
    PUBLIC = "public"


@dataclass(frozen=True)
class Domain:
    """A field of work: one team of a body does it.

    Codes name reference data, of fixtures/reference or of ropa/generation/reference. `kind` is the
    kind of body it belongs to, as `ropa.generation.bodies` has them. Under law enforcement,
    `services` are the offences that are looked into.
    """

    code: str
    team: str
    function: str
    kind: str
    ground: Ground
    services: tuple[str, ...]
    people: tuple[str, ...]
    ordinary: tuple[str, ...]
    special: tuple[str, ...]
    criminal: tuple[str, ...]
    provisions: tuple[str, ...]
    powers: tuple[str, ...]
    recipients: tuple[str, ...]
    law_enforcement: bool = False
