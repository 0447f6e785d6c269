"""Pages that extensions publish on the public site besides notices and entries.

An extension registers its pages here; they are listed in the sitemap and found by search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from ropa.models.versions import VersionQuerySet

from .published_versions import newest_versions


@dataclass(frozen=True)
class ExtensionPage:
    """A page of another application: its kind in the plural (“Surveys”), its name, where it
    is, all that it says as text, when the version it is made from was frozen, and the sequence of
    that version."""

    kind: str
    name: str
    address: str
    text: str
    changed: datetime
    version: int


# Returns the pages that are made from some published versions, which it reads in one query. A page
# is made from one version alone.
ExtensionPages = Callable[[VersionQuerySet], Iterable[ExtensionPage]]

_providers: list[ExtensionPages] = []


def register_extension_pages(provider: ExtensionPages) -> None:
    """Register what returns the pages of an application."""
    _providers.append(provider)


def extension_pages(versions: VersionQuerySet | None = None) -> tuple[ExtensionPage, ...]:
    """Return the pages of all other applications that are made from some of the newest public
    versions, or from any of them, in a query for each application."""
    among = newest_versions() if versions is None else versions
    return tuple(page for provider in _providers for page in provider(among))
