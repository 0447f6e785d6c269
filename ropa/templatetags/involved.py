"""The pages of other applications in which something has a part."""

from __future__ import annotations

from typing import Any

from django import template

from ropa.public import involved

register = template.Library()


@register.inclusion_tag("components/involvements.html")
def involvements(kind: str, code: str) -> dict[str, Any]:
    """List the pages of other applications in which something has a part, if there are any.

    `kind` is as in `ropa.public.index`.
    """
    return {"found": involved.involvements(kind, code)}
