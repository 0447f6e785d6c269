"""Whether pages offer themselves as PDF."""

from __future__ import annotations

from django import template

from ropa.typesetting.libraries import can_make_pdfs

register = template.Library()


@register.simple_tag
def pdf_is_offered() -> bool:
    """Return whether PDFs can be made here."""
    return can_make_pdfs()
