"""Coloured tags that name a state in words."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.documents.status import State, Status

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


def state_tag(status: Status) -> SafeString:
    """Return the mark of a state."""
    return tag(status.state.value, _COLOURS[status.state])


def tag(text: str, colour: str = "grey") -> SafeString:
    """Return a mark with this text."""
    return format_html('<strong class="tag tag--{}">{}</strong>', colour, text)
