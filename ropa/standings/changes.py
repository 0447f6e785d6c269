"""What a change of the record touches, marked in the transaction of the change.

Every change of a recorded row comes by here, as it comes by its history; so does every version and
every decision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import connection, transaction
from django.db.models import Model, Q
from django.db.models.signals import post_save
from simple_history.signals import post_create_historical_record

from ropa.models import (
    Decision,
    Notice,
    Organisation,
    ProcessingActivity,
    SectionActivity,
    StaleKey,
    StandingUse,
    Version,
)
from ropa.models.bulk import rows_changed, rows_created
from ropa.models.combined_queries import IdIn

from .after_commit import NAME, marked_already, marked_here, shared_already
from .keys import entries_among, entry_key, notice_key
from .shared_rows import ANY_ROW, Shared, belongs_to, label

_REGISTER = "ropa"


@dataclass
class Touched:
    """The entries and notices that changes are about, by key, and the shared rows that changed."""

    keys: set[str] = field(default_factory=set)
    shared: set[Shared] = field(default_factory=set)
    every_notice: bool = False


def connect() -> None:
    """Have changes marked from now on."""
    post_create_historical_record.connect(_row_changed, dispatch_uid="ropa.standings")
    rows_created.connect(_rows_created, dispatch_uid="ropa.standings")
    rows_changed.connect(_rows_changed, dispatch_uid="ropa.standings")
    post_save.connect(_decided, sender=Decision, dispatch_uid="ropa.standings")
    post_save.connect(_decided, sender=Version, dispatch_uid="ropa.standings")


def touched_by(row: Model, *, is_new: bool = False) -> Touched:
    """Return what the change of a row is about; nothing rests yet on one that `is_new`."""
    touched = Touched()
    _touch(touched, type(row), row.pk, row)
    if is_new:
        touched.shared.discard((label(row), row.pk))
    elif isinstance(row, ProcessingActivity | Notice):
        touched.shared.add((label(row), row.pk))
    if isinstance(row, SectionActivity):
        # A policy document that is published covers the entry.
        touched.keys.add(entry_key(row.activity_id))
    if isinstance(row, Organisation) and row.is_regulator:
        touched.every_notice = True
    if row._meta.app_label != _REGISTER:
        touched.every_notice = True
    return touched


def mark(touched: Touched) -> None:
    """Mark what may stand otherwise now. Call it in the transaction of the change."""
    with transaction.atomic(savepoint=False):
        marked = marked_here()
        shared = touched.shared - shared_already()
        marked.shared |= shared
        keys = set(touched.keys)
        if touched.every_notice:
            keys |= set(map(notice_key, Notice.objects.order_by().values_list("pk", flat=True)))
        keys -= marked_already()
        keys |= resting_on(shared) | _notices_with(entries_among(keys))
        keys -= marked_already()
        add_marks(keys)
        marked.keys |= keys


def resting_on(shared: Collection[Shared]) -> set[str]:
    """Return the keys of what rests on shared rows, by what is known of that."""
    if not shared:
        return set()
    uses = StandingUse.objects.filter(any_of({*shared, ANY_ROW})).order_by()
    resting = set(uses.values_list("standing__key", flat=True))
    return resting | _notices_with(entries_among(resting))


def being_made() -> set[str]:
    """Return the keys of what is marked. Where transactions run side by side, some of it may be
    made just now from shared rows as they were."""
    if connection.vendor != "postgresql":
        return set()
    return set(StaleKey.objects.filter(projection=NAME).values_list("key", flat=True))


def add_marks(keys: Iterable[str]) -> None:
    """Say of each that it may stand otherwise from now on."""
    marks = [StaleKey(projection=NAME, key=key) for key in sorted(keys)]
    if marks:
        StaleKey.objects.bulk_create(marks, batch_size=500)


def _touch(touched: Touched, model: type[Model], pk: int, row: Any = None) -> None:
    if issubclass(model, ProcessingActivity):
        touched.keys.add(entry_key(pk))
    elif issubclass(model, Notice):
        touched.keys.add(notice_key(pk))
    elif owners := belongs_to(model):
        owned: Any = row or model._base_manager.filter(pk=pk).first()
        before = len(touched.keys)
        for column, owner in owners if owned is not None else ():
            key: Any = owned._meta.get_field(column)
            held = key.get_cached_value(owned) if key.is_cached(owned) else None
            _touch(touched, owner, getattr(owned, column), held)
        if len(touched.keys) == before:
            # A part of a shared row is shared as well.
            touched.shared.add((label(model), pk))
    else:
        touched.shared.add((label(model), pk))


def any_of(shared: Iterable[Shared]) -> Q:
    """Return the condition on uses: they are of one of these rows."""
    by_kind = defaultdict(set)
    for kind, row in shared:
        by_kind[kind].add(row)
    condition = Q(pk__in=[])
    for kind, rows in by_kind.items():
        condition |= Q(IdIn("row", rows), kind=kind)
    return condition


def _notices_with(entries: Collection[int]) -> set[str]:
    """The notices in which one of these entries stands."""
    if not entries:
        return set()
    places = SectionActivity.objects.filter(IdIn("activity_id", entries)).order_by()
    return set(map(notice_key, places.values_list("section__notice", flat=True)))


def _row_changed(*, instance: Any, history_instance: Any, **_signal: Any) -> None:
    mark(touched_by(instance, is_new=history_instance.history_type == "+"))


def _rows_created(*, rows: Iterable[Any], **_signal: Any) -> None:
    _mark_all(rows, are_new=True)


def _rows_changed(*, rows: Iterable[Any], **_signal: Any) -> None:
    _mark_all(rows, are_new=False)


def _mark_all(rows: Iterable[Any], *, are_new: bool) -> None:
    every = Touched()
    for row in rows:
        one = touched_by(row, is_new=are_new)
        every.keys |= one.keys
        every.shared |= one.shared
        every.every_notice |= one.every_notice
    mark(every)


def _decided(*, instance: Decision | Version, **_signal: Any) -> None:
    if instance.activity_id is not None:
        # By its number alone: a trial of the protection is of an entry that is not there.
        mark(Touched({entry_key(instance.activity_id)}))
        return
    notice = cast("Notice", instance.notice)
    touched = Touched({notice_key(notice.pk)})
    if notice.is_policy_document and isinstance(instance, Version):
        covered = SectionActivity.objects.filter(section__notice=notice).order_by()
        touched.keys |= set(map(entry_key, covered.values_list("activity", flat=True)))
    mark(touched)
