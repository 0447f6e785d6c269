"""Addresses of pages of the staff interface, and links to them."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.models.base import Part


def page_url(row: Model, page: str = "change") -> str:
    """Return the address of a page of a row: change, delete, history, or one of our own."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def part_url(part: Part) -> str:
    """Return the address of a part where it is edited: its place on its owner's page."""
    field: Any = part._meta.get_field(part.owner_field)
    relation = field.remote_field.get_accessor_name()
    owner = reverse(
        f"admin:{field.related_model._meta.app_label}_{field.related_model._meta.model_name}_change",
        args=[getattr(part, field.attname)],
    )
    return f"{owner}#{relation}-row-{part.pk}"


def link(url: str, text: Any) -> SafeString:
    """Return a link with its text made safe."""
    return format_html('<a href="{}">{}</a>', url, text)
