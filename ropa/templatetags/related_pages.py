"""The pages of other applications that are about an organisation or a provision."""

from __future__ import annotations

from typing import Any

from django import template

from ropa.public import related_pages

register = template.Library()


@register.inclusion_tag("components/related-pages.html", name="related_pages")
def list_related_pages(kind: str, code: str) -> dict[str, Any]:
    """List the pages of other applications about something, if there are any.

    `kind` is as in `ropa.public.index`.
    """
    return {"found": related_pages.related_pages(kind, code)}
