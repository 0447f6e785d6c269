"""What the templates of the account pages find in their context."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def account_pages(request: HttpRequest) -> dict[str, Any]:
    """Give the account pages what `admin/base_site.html` shows on every page of staff.

    Django's admin site gives it to its own pages, with a list of all models that these do not show.
    """
    if not request.path.startswith(reverse("account_home")):
        return {}
    return {
        "site_title": settings.REGISTER_NAME,
        "site_header": settings.REGISTER_NAME,
        "site_url": "/",
        "has_permission": request.user.is_authenticated,
    }
