"""The buttons that lead from a page to letters about what is on it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from ropa.documents.sections import MergedEntries
from ropa.public.letters.kinds import LetterKind, kinds_for

register = template.Library()


@register.inclusion_tag("components/letter-buttons.html")
def letter_buttons(
    kind: str, key: str, content: MergedEntries, *, but_main: bool = False
) -> dict[str, Any]:
    """Show what people can write about the entries of a page: none where nobody answers for them.
    The one that `main_letter` shows is left out if it stands on the page already.

    `kind` and `key` are those of the address of letters.
    """
    kinds = _kinds(content)[1 if but_main else 0 :]
    return {"address": reverse("public:letters", args=[kind, key]), "kinds": kinds}


@register.inclusion_tag("components/main-letter.html")
def main_letter(kind: str, key: str, content: MergedEntries) -> dict[str, Any]:
    """Show the first of these alone, the one that most people look for."""
    first = next(iter(_kinds(content)), None)
    return {"address": reverse("public:letters", args=[kind, key]), "kind": first}


def _kinds(content: MergedEntries) -> tuple[LetterKind, ...]:
    rights = frozenset(item.right.code for item in content.rights.rights)
    return kinds_for(rights) if content.rights_contacts else ()
