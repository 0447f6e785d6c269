"""Pages of a list, by the number in the address."""

from __future__ import annotations

from django.http import HttpRequest

from ropa.digits import whole_number


def requested_page(request: HttpRequest) -> int:
    """Return the number of the page in the address; the first if it is no number."""
    page_number = request.GET.get("page", "1")
    return whole_number(page_number) or 1
