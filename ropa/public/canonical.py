"""Entries under the one address that each has: references are written in capitals."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from ropa.models.references import REFERENCE_PATTERN

from .conditions import public

type View = Callable[..., HttpResponse]

# What one address leads to never changes.
_DAY = 24 * 60 * 60


def by_reference(view: View) -> View:
    """Decorate a view of an entry, or of a file of it, whose address names its `reference`: one
    with small letters, such as `rpa-0001`, leads for good to the same with capitals.

    No query is asked: whether there is such an entry is for the address that it leads to.
    """

    @wraps(view)
    def canonical(request: HttpRequest, *, reference: str, **named: Any) -> HttpResponse:
        wanted = reference.upper()
        if reference == wanted or not re.match(REFERENCE_PATTERN, wanted):
            return view(request, reference=reference, **named)
        address = request.get_full_path().replace(f"/{reference}", f"/{wanted}", 1)
        leading = HttpResponsePermanentRedirect(address)
        return public(leading, _DAY)

    return canonical
