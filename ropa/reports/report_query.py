"""Query the contents of a report from the database: approved versions, or drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import batched
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate
from django.utils import timezone

from ropa import permissions
from ropa.documents.build import activity_documents
from ropa.documents.heads import Head, head_as_at
from ropa.documents.policy_documents import published_policies
from ropa.documents.possibly_changed import changed_since
from ropa.models import ControllerRole, ProcessingActivity, Version
from ropa.models.attributed import person_name
from ropa.models.base import Part, Recorded
from ropa.models.versions import VersionQuerySet
from ropa.tables.rows import Row, table_rows
from ropa.tables.shapes import tables

from .contents import (
    Report,
    ReportEntry,
    ReportNotice,
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
    selection = within_reach(selection, by)
    head = head_as_at(selection.at)
    found = versions(selection, head, by)
    return Report(
        name=settings.REGISTER_NAME,
        address=settings.REGISTER_ADDRESS,
        selection=selection,
        head=head,
        entries=_Drafts(selection, by) if selection.is_draft else _Frozen(selection, found),
        notices=_Notices(selection, found),
        tables=_Tables(selection, by),
        policies=partial(published_policies, at=selection.at, up_to=head.sequence if head else 0),
        taken_at=timezone.now() if selection.is_draft else None,
    )


def within_reach(selection: Selection, by: Any) -> Selection:
    """Return the selection as it is for a person: it says whose reach limits it, if it does."""
    if by is None or selection.is_public or by.has_perm(permissions.KEEP_WHOLE_REGISTER):
        return selection
    return replace(selection, reach=person_name(by))


def versions(selection: Selection, head: Head | None, by: Any = None) -> VersionQuerySet:
    """Return the versions in force that a selection of approved content is made from: none later
    than the head, so that what is read bit by bit is of one state of the register."""
    newest = Version.objects.newest(at=selection.at, up_to=head.sequence if head else 0)
    found: Any = newest.in_force()
    if selection.is_public:
        found = found.public()
    elif by is not None:
        found = permissions.rows(by, found)
    if selection.changed_since is not None:
        found = found.filter(created_at__gte=selection.changed_since)
    return found


class _Frozen:
    def __init__(self, selection: Selection, found: VersionQuerySet) -> None:
        self._selection = selection
        self._found = found.of_activities().order_by(_ordered_by("activity__reference"))

    def __call__(self) -> Iterator[ReportEntry]:
        return frozen_entries(self._found.iterator(_FROZEN_AT_A_TIME), self._selection)


class _Notices:
    def __init__(self, selection: Selection, found: VersionQuerySet) -> None:
        self._selection = selection
        self._found = found.of_notices().order_by(_ordered_by("notice__slug"))

    def __call__(self) -> Iterator[ReportNotice]:
        # Drafts have the rows of notices among their tables.
        if self._selection.is_draft:
            return iter(())
        return frozen_notices(self._found.iterator(_FROZEN_AT_A_TIME), self._selection)


class _Drafts:
    def __init__(self, selection: Selection, by: Any) -> None:
        self._selection = selection
        self._by = by

    def __call__(self) -> Iterator[ReportEntry]:
        keys = draft_keys(self._selection, self._by)
        for some in batched(keys, _DRAFTS_AT_A_TIME):
            rows = ProcessingActivity.objects.filter(pk__in=some).order_by(_ordered_by("reference"))
            documents = activity_documents(found := list(rows))
            for row in found:
                if self._selection.includes(documents[row.pk]):
                    yield draft_entry(
                        documents[row.pk],
                        last_reviewed_on=row.last_reviewed_on,
                        review_due_on=row.review_due_on,
                    )


def draft_keys(selection: Selection, by: Any = None) -> list[int]:
    """Return the primary keys of the entries that a selection of drafts is made of, in order."""
    found: QuerySet[ProcessingActivity]
    found = ProcessingActivity.objects.order_by(_ordered_by("reference"))
    if by is not None:
        found = permissions.rows(by, found)
    keys = _filtered(found, selection).values_list("pk", flat=True)
    if selection.changed_since is None:
        return list(keys)
    changed = changed_since(selection.changed_since)
    return [key for key in keys if key in changed]


def _filtered(
    found: QuerySet[ProcessingActivity], selection: Selection
) -> QuerySet[ProcessingActivity]:
    if selection.references is not None:
        found = found.filter(reference__in=selection.references)
    if selection.teams:
        found = found.filter(team__code__in=selection.teams)
    if selection.legal_regime:
        found = found.filter(legal_regime=selection.legal_regime)
    if selection.controllers:
        roles = ControllerRole.objects.filter(
            role__in=ControllerRole.CONTROLLERS, organisation__code__in=selection.controllers
        )
        found = found.filter(pk__in=roles.order_by().values("activity"))
    return found


def _ordered_by(field: str) -> Collate:
    """The order of a text's characters, whatever the language of the database."""
    return Collate(field, "BINARY" if connection.vendor == "sqlite" else "C")


class _Tables:
    def __init__(self, selection: Selection, by: Any) -> None:
        self._selection = selection
        self._by = by

    def __call__(self) -> Mapping[str, list[Row]]:
        if not (self._selection.is_draft and self._selection.has_tables):
            return {}
        return {
            name: table_rows(name, self._reached(shape.model))
            for name, shape in tables().items()
            if name != "activities"
        }

    def _reached(self, model: type[Recorded]) -> QuerySet[Any]:
        """The rows of a table that whoever asks may see; of a table of parts, those of owners that
        they may see."""
        rows = model._default_manager.all()
        if self._by is None:
            return rows
        if issubclass(model, Part):
            owner: Any = model._meta.get_field(model.owner_field).related_model
            return rows.filter(**{f"{model.owner_field}__in": self._reached(owner)})
        if not permissions.may(self._by, "view", model):
            return rows.none()
        return permissions.rows(self._by, rows)
