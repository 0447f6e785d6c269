"""Pages that are not found where people sign in through the organisation's directory only."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase


def not_found_without_passwords(view: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a page by which people get in, or look after how, without the directory.

    It answers “not found” while LOCAL_PASSWORDS_OFF is set.
    """

    @wraps(view)
    def view_or_404(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.LOCAL_PASSWORDS_OFF:
            raise Http404
        response: HttpResponseBase = view(request, *args, **kwargs)
        return response

    return view_or_404
