"""Resources that extensions add to the API.

An extension registers its resources here; they are served and documented with all
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ninja import Router


@dataclass(frozen=True)
class ExtensionResources:
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


_registered: list[ExtensionResources] = []


def register_resources(contribution: ExtensionResources) -> None:
    """Register resources of an application, before the API is first asked for."""
    _registered.append(contribution)


def extension_resources() -> tuple[ExtensionResources, ...]:
    """Return the resources of all other applications."""
    return tuple(_registered)
