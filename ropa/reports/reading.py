"""Read from the database what a report is to hold: what was approved, or what stands in draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from ropa import permissions
from ropa.documents.build import activity_documents
from ropa.documents.heads import head_as_at
from ropa.documents.touched import changed_since
from ropa.models import ProcessingActivity, Version
from ropa.models.versions import VersionQuerySet
from ropa.tables.rows import Row, table_rows
from ropa.tables.shapes import tables

from .contents import (
    Entry,
    PublishedNotice,
    Report,
    draft_entry,
    frozen_entries,
    frozen_notices,
)
from .selection import Selection

# So many rows are held in memory at a time.
_FROZEN_AT_A_TIME = 100
_DRAFTS_AT_A_TIME = 200


def report(selection: Selection, *, by: Any = None) -> Report:
    """Return what a report of the selection holds.

    `by` is who asks: of what is not public, only what is within that person's reach is in it.
    Without anybody, everything is. Nothing is read before entries or notices are gone through,
    and they take as many queries however many there are; drafts take as many again for each 200.
    """
    return Report(
        name=settings.REGISTER_NAME,
        address=settings.REGISTER_ADDRESS,
        selection=selection,
        head=head_as_at(selection.at),
        entries=_Drafts(selection, by) if selection.is_draft else _Frozen(selection, by),
        notices=_Notices(selection, by),
        tables=_Tables(selection),
        taken_at=timezone.now() if selection.is_draft else None,
    )


def versions(selection: Selection, by: Any = None) -> VersionQuerySet:
    """Return the versions in force that a selection of approved content is made from."""
    found = Version.objects.newest(at=selection.at).in_force()
    if selection.is_public:
        found = found.public()
    elif by is not None:
        found = permissions.rows(by, found)
    if selection.changed_since is not None:
        found = found.filter(created_at__gt=selection.changed_since)
    return found


class _Frozen:
    def __init__(self, selection: Selection, by: Any) -> None:
        self._selection = selection
        self._by = by

    def __call__(self) -> Iterator[Entry]:
        found = versions(self._selection, self._by).of_activities().order_by("activity__reference")
        return frozen_entries(found.iterator(_FROZEN_AT_A_TIME), self._selection)


class _Notices:
    def __init__(self, selection: Selection, by: Any) -> None:
        self._selection = selection
        self._by = by

    def __call__(self) -> Iterator[PublishedNotice]:
        # Drafts have the rows of notices among their tables.
        if self._selection.is_draft:
            return iter(())
        found = versions(self._selection, self._by).of_notices().order_by("notice__slug")
        return frozen_notices(found.iterator(_FROZEN_AT_A_TIME), self._selection)


class _Drafts:
    def __init__(self, selection: Selection, by: Any) -> None:
        self._selection = selection
        self._by = by

    def __call__(self) -> Iterator[Entry]:
        for start in range(0, len(keys := self._keys()), _DRAFTS_AT_A_TIME):
            some = keys[start : start + _DRAFTS_AT_A_TIME]
            rows = ProcessingActivity.objects.filter(pk__in=some).order_by("reference")
            documents = activity_documents(found := list(rows))
            for row in found:
                if self._selection.keeps(documents[row.pk]):
                    yield draft_entry(
                        documents[row.pk],
                        last_reviewed_on=row.last_reviewed_on,
                        review_due_on=row.review_due_on,
                    )

    def _keys(self) -> list[int]:
        found = ProcessingActivity.objects.all()
        if self._by is not None:
            found = permissions.rows(self._by, found)
        if self._selection.references is not None:
            found = found.filter(reference__in=self._selection.references)
        keys = found.order_by("reference").values_list("pk", flat=True)
        since: datetime | None = self._selection.changed_since
        if since is None:
            return list(keys)
        changed = changed_since(since)
        return [key for key in keys if key in changed]


class _Tables:
    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    def __call__(self) -> Mapping[str, list[Row]]:
        if not self._selection.is_draft or not self._selection.is_whole:
            return {}
        return {name: table_rows(name) for name in tables() if name != "activities"}
