"""What pages say about signing in."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("admin/sessions/warning.html", takes_context=True)
def session_warning(context: template.Context) -> dict[str, Any]:
    """Show the warning before the session ends to whoever is signed in."""
    request = context["request"]
    return {"left": request.session.get_expiry_age(), "csrf_token": context.get("csrf_token")}
