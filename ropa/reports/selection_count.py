"""Count the entries and notices of a selection without making a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ropa import permissions
from ropa.documents.heads import Head, head_as_at
from ropa.models import Notice

from .outlines import EntryOutline, NoticeOutline
from .report_query import draft_keys, versions, within_reach
from .selection import Selection

_AT_A_TIME = 100


@dataclass(frozen=True)
class SelectionCount:
    """How many entries and notices a selection holds. `head` is the end of the chain at that
    instant, or `None` if nothing had been approved."""

    entries: int
    notices: int
    head: Head | None


def count_selection(selection: Selection, *, by: Any = None) -> SelectionCount:
    """Count what a report of the selection for a person would hold. The number of queries does not
    grow with the register."""
    selection = within_reach(selection, by)
    head = head_as_at(selection.at)
    if selection.is_draft:
        notices = Notice.objects.all() if by is None else permissions.rows(by, Notice.objects.all())
        count = notices.count() if selection.has_tables else 0
        return SelectionCount(len(draft_keys(selection, by)), count, head)
    found = versions(selection, head, by)
    entries, notices_found = found.of_activities(), found.of_notices()
    if not selection.asks_documents:
        return SelectionCount(entries.count(), notices_found.count(), head)
    texts = (
        each.values_list("document", flat=True).order_by() for each in (entries, notices_found)
    )
    of_entries, of_notices = (each.iterator(_AT_A_TIME) for each in texts)
    return SelectionCount(
        sum(selection.includes(EntryOutline.model_validate_json(text)) for text in of_entries),
        sum(
            selection.includes_notice(NoticeOutline.model_validate_json(text))
            for text in of_notices
        ),
        head,
    )
