"""Coloured tags that name a state in words."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.documents.status import State
from ropa.models import Standing

_COLOURS = {
    State.DRAFT: "grey",
    State.SUBMITTED: "blue",
    State.RETURNED: "red",
    State.APPROVED: "green",
    State.PUBLISHED: "green",
    State.CHANGED: "yellow",
    State.OUT_OF_DATE: "yellow",
    State.RETIRED: "grey",
    State.WITHDRAWN: "grey",
}


def state_tag(state: State) -> SafeString:
    """Return the mark of a state."""
    return tag(state.label, _COLOURS[state])


def being_worked_out(standing: Standing | None) -> SafeString:
    """Return the mark of what is being worked out again, with what it was before."""
    before = format_html(" {}", f"Before: {standing.get_state_display()}") if standing else ""
    return format_html("{}{}", tag("Being worked out"), before)


def tag(text: str, colour: str = "grey") -> SafeString:
    """Return a mark with this text."""
    return format_html('<strong class="tag tag--{}">{}</strong>', colour, text)
