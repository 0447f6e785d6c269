"""Pages that extensions publish on the public site besides notices and entries.

An extension registers its pages here; they are listed in the sitemap and found by search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ExtensionPage:
    """A page of another application: its kind in the plural (“Surveys”), its name, where it
    is, all that it says as text, and when the version it is made from was frozen."""

    kind: str
    name: str
    address: str
    text: str
    changed: datetime


# Returns the pages as they stand. It reads published versions, in one query.
ExtensionPages = Callable[[], Iterable[ExtensionPage]]

_providers: list[ExtensionPages] = []


def register_extension_pages(provider: ExtensionPages) -> None:
    """Register what returns the pages of an application."""
    _providers.append(provider)


def extension_pages() -> tuple[ExtensionPage, ...]:
    """Return the pages of all other applications, a query for each application."""
    return tuple(page for provider in _providers for page in provider())
