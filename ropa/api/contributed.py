"""What other applications add to the API.

An application registers here the resources it has, and they are served and documented with all
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ninja import Router


@dataclass(frozen=True)
class Contribution:
    """Resources of another application.

    `name` is the collection they are under (“surveys”) and `list_name` the name of the operation
    that lists it; `router` answers for it, by addresses relative to the collection, under one tag
    that `about` explains. `examples` is a file of answers, by the
    identifiers of the operations.
    """

    name: str
    list_name: str
    router: Router
    about: str
    examples: Path


_contributions: list[Contribution] = []


def register_resources(contribution: Contribution) -> None:
    """Register resources of an application, before the API is first asked for."""
    _contributions.append(contribution)


def contributed_resources() -> tuple[Contribution, ...]:
    """Return the resources of all other applications."""
    return tuple(_contributions)
