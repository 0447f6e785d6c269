"""Pictures of the flow of information, in templates."""

from __future__ import annotations

from django import template

from ropa.documents.sections import EntriesContent
from ropa.public.pictures import flow, layout, widths
from ropa.public.pictures.drawing import Drawing
from ropa.public.pictures.flow import Flow

register = template.Library()

register.filter("cleaned", widths.cleaned)


@register.simple_tag
def flow_of(content: EntriesContent) -> Flow:
    """Return the flow of information that merged entries describe."""
    return flow.flow_of(content)


@register.simple_tag
def drawn_wide(flow: Flow) -> Drawing:
    """Return the drawing of a flow for a wide screen and for paper."""
    return layout.drawing_of(flow, layout.WIDE)


@register.simple_tag
def drawn_narrow(flow: Flow) -> Drawing:
    """Return the drawing of a flow for a phone."""
    return layout.drawing_of(flow, layout.NARROW)
