"""Short marks that say where something stands: in words, with a colour beside them."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa.documents.status import State, Status

from .findings import Findings

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


def count_tags(findings: Findings) -> SafeString | str:
    """Return how many findings must be put right and how many should."""
    must, should = len(findings.blocking), len(findings.items) - len(findings.blocking)
    found = [
        tag(f"{must} must", "red") if must else "",
        tag(f"{should} should", "yellow") if should else "",
    ]
    return format_html("{} {}", *found) if any(found) else ""


def tag(text: str, colour: str = "grey") -> SafeString:
    """Return a mark with this text."""
    return format_html('<strong class="tag tag--{}">{}</strong>', colour, text)
