"""Count the entries and notices of a selection without making a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ropa import permissions
from ropa.documents.heads import Head, head_as_at
from ropa.models import Notice
from ropa.models.versions import VersionQuerySet

from .outlines import EntryOutline, NoticeOutline
from .report_query import draft_keys, versions, within_reach
from .selection import Selection

_AT_A_TIME = 100


@dataclass(frozen=True)
class SelectionCount:
    """How many entries, privacy notices and policy documents a selection holds. `head` is the end
    of the chain at that instant, or `None` if nothing had been approved."""

    entries: int
    notices: int
    policy_documents: int
    head: Head | None


def count_selection(selection: Selection, *, by: Any = None) -> SelectionCount:
    """Count what a report of the selection for a person would hold. The number of queries does not
    grow with the register."""
    selection = within_reach(selection, by)
    head = head_as_at(selection.at)
    if selection.is_draft:
        rows = Notice.objects.all() if by is None else permissions.rows(by, Notice.objects.all())
        of_kind = Counter(rows.values_list("kind", flat=True) if selection.has_tables else ())
        return _count(len(draft_keys(selection, by)), of_kind, head)
    found = versions(selection, head, by)
    if not selection.asks_documents:
        of_kind = Counter(found.of_notices().order_by().values_list("notice__kind", flat=True))
        return _count(found.of_activities().count(), of_kind, head)
    of_entries = _texts(found.of_activities(), "document")
    of_notices = _texts(found.of_notices(), "notice__kind", "document")
    of_kind = Counter(
        kind
        for kind, text in of_notices
        if selection.includes_notice(NoticeOutline.model_validate_json(text))
    )
    entries = sum(
        selection.includes(EntryOutline.model_validate_json(text)) for (text,) in of_entries
    )
    return _count(entries, of_kind, head)


def _count(entries: int, of_kind: Counter[str], head: Head | None) -> SelectionCount:
    kinds = Notice.Kind
    return SelectionCount(
        entries, of_kind[kinds.PRIVACY_NOTICE], of_kind[kinds.POLICY_DOCUMENT], head
    )


def _texts(found: VersionQuerySet, *names: str) -> Iterator[tuple[str, ...]]:
    return found.values_list(*names).order_by().iterator(_AT_A_TIME)
