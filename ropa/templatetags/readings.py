"""What the register reads so although the body did not say it: told once, or at each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.documents.schema import INFERRED
from ropa.documents.sections import MergedEntries
from ropa.documents.wording import joined_names

register = template.Library()

# So many organisations are named.
_NAMED = 3
# Under which name groups of items hold them.
_WITHIN = ("facts", "reasons", "powers", "sources", "data")


@register.simple_tag
def inferred_note(what: str, content: MergedEntries, *lists: Iterable[Any]) -> SafeString:
    """Return as a paragraph who has not confirmed what: all of the lists, or what is marked."""
    facts = list(_facts(lists))
    if not any(fact.is_inferred for fact in facts):
        return SafeString("")
    begins = what if _all(facts) else "Where it says “the register’s reading”, take it as that"
    text = f"{begins}. {_who_has(content)} not confirmed it."
    return format_html('<p class="govuk-body app-inferred">{}</p>', text)


@register.simple_tag
def inferred_mark(fact: Any, *lists: Iterable[Any]) -> SafeString:
    """Return the mark of one item that is the register’s reading; nothing if all of the lists are,
    of which their note tells."""
    if not fact.is_inferred or (lists and _all(list(_facts(lists)))):
        return SafeString("")
    words = "The register’s reading" if lists else INFERRED
    return format_html('<span class="app-detail">{}</span>', words)


def _facts(lists: Iterable[Iterable[Any]]) -> Iterator[Any]:
    for item in (item for items in lists for item in items):
        within = next((getattr(item, name) for name in _WITHIN if hasattr(item, name)), None)
        yield from (item,) if within is None else within


def _all(facts: Iterable[Any]) -> bool:
    return all(fact.is_inferred for fact in facts)


def _who_has(content: MergedEntries) -> str:
    bodies = {
        role.organisation.code: role.organisation.short_name or role.organisation.name
        for role in content.controllers
        if not role.is_processor
    }
    names = list(bodies.values())
    if not 0 < len(names) <= _NAMED:
        return "The organisations that answer for it have"
    return f"{joined_names(names)} {'has' if len(names) == 1 else 'have'}"
