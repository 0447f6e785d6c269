"""The buttons that lead from a page to letters about what is on it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from ropa.documents.sections import MergedEntries
from ropa.public.letters.kinds import kinds_for

register = template.Library()


@register.inclusion_tag("components/letter-buttons.html")
def letter_buttons(kind: str, key: str, content: MergedEntries) -> dict[str, Any]:
    """Show what people can write about the entries of a page: none where nobody answers for them.

    `kind` and `key` are those of the address of letters.
    """
    rights = frozenset(item.right.code for item in content.rights.rights)
    return {
        "address": reverse("public:letters", args=[kind, key]),
        "kinds": kinds_for(rights) if content.rights_contacts else (),
    }
