"""The statement in each file about itself: what it holds, as at when, and what was left out."""

from __future__ import annotations

from typing import Any

from ropa.dates import second_in_words

from .contents import Report
from .selection import Selection

FORMAT = "register-of-processing"
FORMAT_VERSION = 1


def content_sentence(report: Report) -> str:
    """Return in one sentence what the report holds."""
    selection = report.selection
    if selection.is_draft:
        taken = f" on {second_in_words(report.taken_at)}" if report.taken_at else ""
        return f"What stands in the register{taken}, approved or not"
    kind = "What the public may read" if selection.is_public else "What was approved"
    if selection.at is not None:
        return f"{kind}, as at {second_in_words(selection.at)}"
    if report.head is None:
        return f"{kind}: nothing yet"
    since = second_in_words(report.head.created_at)
    return f"{kind}, as the register stands since its newest version of {since}"


def head_sentence(report: Report) -> str:
    """Return the end of the chain of versions in words."""
    head = report.head
    if head is None:
        return "No version had been made"
    created = second_in_words(head.created_at)
    return f"Version {head.sequence} of the chain, {created}: {head.row_hash}"


def summary_data(report: Report) -> dict[str, Any]:
    """Return the same for programs. Nothing in it depends on when the file was made."""
    selection, head = report.selection, report.head
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": report.name,
        "content": _content(selection),
        "as_at": selection.at.isoformat() if selection.at else None,
        "head": None
        if head is None or selection.is_draft
        else {
            "sequence": head.sequence,
            "row_hash": head.row_hash,
            "created_at": head.created_at.isoformat(),
        },
        "selection": dict(selection.filters()),
    }


def _content(selection: Selection) -> str:
    return "draft" if selection.is_draft else "public" if selection.is_public else "approved"
