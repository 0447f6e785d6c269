"""Pages of extensions that are about an organisation or a provision.

An application registers here what says where something is part of its pages; the page about that
thing leads to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class RelatedPage:
    """A page, under what it is listed (“Surveys it leads”), its name, and where it is."""

    heading: str
    name: str
    address: str


# Given a kind as in `ropa.public.index` and a code, returns the pages that the thing has a part
# in. It reads published versions, or what is made from them, in one query.
RelatedPages = Callable[[str, str], Iterable[RelatedPage]]

_providers: list[RelatedPages] = []


def register_related_pages(provider: RelatedPages) -> None:
    """Register what says in which pages of an application something has a part."""
    _providers.append(provider)


def related_pages(kind: str, code: str) -> dict[str, list[RelatedPage]]:
    """Return the pages in which something has a part under their headings, in order of name.

    Takes a query for each application.
    """
    found = [each for provider in _providers for each in provider(kind, code)]
    by_heading: dict[str, list[RelatedPage]] = {each.heading: [] for each in found}
    for each in sorted(found, key=lambda each: each.name.casefold()):
        by_heading[each.heading].append(each)
    return by_heading
