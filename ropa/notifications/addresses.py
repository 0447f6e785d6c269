"""Addresses as mails print them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from ropa.models import Notice, ProcessingActivity, RegisterImport

# Where the demonstration serves, unless it is told otherwise.
_DEMONSTRATION = "http://127.0.0.1:8000"


def register_address() -> str:
    """Return the address that every link in a mail begins with: the one that is set."""
    return settings.REGISTER_ADDRESS or _DEMONSTRATION


def address_of(row: Any) -> str:
    """Return where staff see a row that a mail is about: of a team, where their work is."""
    if isinstance(row, ProcessingActivity | Notice):
        path = reverse(f"admin:ropa_{row._meta.model_name}_change", args=[row.pk])
    elif isinstance(row, RegisterImport):
        path = reverse("admin:import-one", args=[row.pk])
    else:
        path = reverse("admin:index")
    return f"{register_address()}{path}"
