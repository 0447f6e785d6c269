"""What pages say about signing in."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings

from ropa.accounts.form_drafts import drafts_of
from ropa.accounts.refused_forms import second_window_url

register = template.Library()


@register.simple_tag
def directory_name() -> str:
    """Return what the directory of the organisation is called; empty if there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


@register.simple_tag
def passwords_are_off() -> bool:
    """Return whether the directory alone lets people in."""
    return bool(settings.LOCAL_PASSWORDS_OFF)


@register.inclusion_tag("admin/sessions/warning.html", takes_context=True)
def session_warning(context: template.Context) -> dict[str, Any]:
    """Show the warning before the session ends to whoever is signed in."""
    request = context["request"]
    return {
        "left": request.session.get_expiry_age(),
        "person": request.user.pk,
        "sign_in_url": second_window_url(),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("admin/desk/form-drafts.html", takes_context=True)
def form_drafts(context: template.Context) -> dict[str, Any]:
    """List what the person has typed and not saved."""
    return {"drafts": list(drafts_of(context["request"].user))}
