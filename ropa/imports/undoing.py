"""Undo a whole import, until the first of its entries is decided about.

What an import did stands in the history of the rows, under its name and digest and within its time:
what it created goes, and what it changed is put back as it was before. What somebody has changed
since is theirs, and stays. Reference rows of imports that were undone while this one stood may have
stayed for its sake alone: those go with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, router, transaction
from django.db.models import ProtectedError, QuerySet
from django.db.models.deletion import Collector
from django.utils import timezone

from ropa import permissions
from ropa.models import Decision, ProcessingActivity, RegisterImport
from ropa.models.attributed import person_name
from ropa.models.base import Recorded, ReferenceRow, part_relations
from ropa.models.combined_queries import IdIn
from ropa.monitoring.events import record_on_commit
from ropa.tables.shapes import Shape, tables

from .loading import REASON_LENGTH
from .running import Reporting, change_reason

BATCH = 100
NOT_IMPORTED = "Only what was imported, and not undone yet, can be undone."
UNKNOWN_ENTRIES = (
    "No entry is known that this import created or changed, so there is nothing to undo here."
)
BEYOND_REACH = (
    "Some of its entries belong to teams that are not yours. Ask somebody who reaches the whole "
    "register."
)
IN_USE = "Something of it is in use: {}. Take it out there first. Nothing was undone."
DIFFERS = (
    "Something that the import changed can no longer be put back: other rows have taken its place. "
    "Nothing was undone."
)


class CannotUndo(Exception):
    """The import cannot be undone. The message says why, and what to do."""


@dataclass(frozen=True)
class UndoPlan:
    """What undoing takes away and puts back: the entries that the import created and, of these,
    those that somebody has changed since; the entries that were there before it; and the reference
    rows that it added or that stayed for its sake, which go unless something else uses them."""

    created: list[ProcessingActivity] = field(default_factory=list)
    edited: list[ProcessingActivity] = field(default_factory=list)
    changed: list[ProcessingActivity] = field(default_factory=list)
    added: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _RowChange:
    """What an import did to a row: the numbers of its first and last record, and whether the first
    created it."""

    key: int
    first: int
    last: int
    is_new: bool


def undo_plan(imported: RegisterImport, by: User) -> UndoPlan:
    """Return what undoing an import does. Raises `CannotUndo` if it is too late or not theirs."""
    refuse_undoing(imported, by)
    entries = list(
        ProcessingActivity.objects.filter(imported__of=imported)
        .select_related("team")
        .order_by("reference")
    )
    new = set(imported.entries.filter(is_new=True).values_list("activity_id", flat=True))
    created = [entry for entry in entries if entry.pk in new]
    edited = changed_since(imported, [entry.pk for entry in created])
    return UndoPlan(
        created,
        [entry for entry in created if entry.pk in edited],
        [entry for entry in entries if entry.pk not in new],
        list(_added_rows(imported)),
    )


def undo_import(
    imported: RegisterImport, by: User | None, *, report: Reporting | None = None
) -> list[str]:
    """Undo an import, all of it or nothing; return which rows stay as they are, because others use
    them or have changed them since. Nobody (`by`) is whoever runs the register. Raises
    `CannotUndo`."""
    try:
        with transaction.atomic():
            imported = RegisterImport.objects.select_for_update().get(pk=imported.pk)
            refuse_undoing(imported, by)
            kept = _Undoing(imported, by, report).run()
            imported.state = RegisterImport.State.UNDONE
            imported.undone_by, imported.undone_by_name = by, person_name(by)
            imported.undone_at = timezone.now()
            imported.save(update_fields=["state", "undone_by", "undone_by_name", "undone_at"])
            imported.entries.all().delete()
            record_on_commit("import.undone", person=by, row=imported.pk)
    except ProtectedError as error:
        uses = sorted({str(each) for each in error.protected_objects})
        raise CannotUndo(IN_USE.format("; ".join(uses[:5]))) from error
    except IntegrityError as error:
        raise CannotUndo(DIFFERS) from error
    return kept


def refuse_undoing(imported: RegisterImport, by: User | None) -> None:
    """Raise `CannotUndo` if it is too late to undo an import, or not theirs."""
    if by and not (answer := permissions.may_import(by)):
        raise CannotUndo(answer.reason)
    if imported.state != RegisterImport.State.IMPORTED:
        raise CannotUndo(NOT_IMPORTED)
    entries = ProcessingActivity.objects.filter(imported__of=imported)
    count = entries.count()
    if not count:
        raise CannotUndo(UNKNOWN_ENTRIES)
    if by and permissions.rows(by, entries).count() != count:
        raise CannotUndo(BEYOND_REACH)
    if decided := _decisions_since(imported).select_related("activity").first():
        raise CannotUndo(
            f"“{decided.activity}” has been decided about since: {decided.get_kind_display()}, by "
            f"{decided.decided_by_name}. The import can no longer be undone as a whole."
        )


def changed_since(imported: RegisterImport, keys: list[int]) -> set[int]:
    """Return which of some entries somebody has changed since an import, or one of their parts."""
    owners = {ProcessingActivity: "id"} | dict.fromkeys(
        part_relations(ProcessingActivity).values(), "activity_id"
    )
    found: set[int] = set()
    for model, owner in owners.items():
        records = model.history.filter(IdIn(owner, keys), history_date__gt=imported.finished_at)
        found |= set(records.values_list(owner, flat=True))
    return found


def _decisions_since(imported: RegisterImport) -> QuerySet[Decision]:
    return Decision.objects.filter(
        activity__imported__of=imported, decided_at__gte=imported.finished_at
    ).order_by("pk")


class _Undoing:
    def __init__(self, imported: RegisterImport, by: User | None, report: Reporting | None) -> None:
        self._report = report
        self._done, self._total = 0, 0
        self._imported = imported
        self._by = by
        self._made = change_reason(imported.file_name, imported.digest)
        self._reason = f"Undone: {self._made}"[:REASON_LENGTH]
        self._kept: list[str] = []

    def run(self) -> list[str]:
        """Undo it, and return which rows stay as they are."""
        changes = {
            model: list(_changes_of(self._imported, model))
            for shape in reversed(tables().values())
            for model in _with_parts(shape)
        }
        self._total = sum(map(len, changes.values()))
        entries = [each.key for each in changes[ProcessingActivity] if each.is_new]
        for keys in batched(entries, BATCH):
            self._delete(ProcessingActivity.objects.filter(IdIn("pk", keys)))
            self._tell(len(keys))
        for model, found in changes.items():
            created = [each for each in found if each.is_new]
            self._take_away(model, created)
            self._tell(len(created) if model is not ProcessingActivity else 0)
        for model, found in changes.items():
            for each in found:
                if not each.is_new:
                    self._put_back(model, each)
                    self._tell(1)
        kept = list(self._kept)  # what stays of the others was said when they were undone
        for model, others in _left_by_others(self._imported):
            self._take_away(model, others)
        return kept

    def _tell(self, more: int) -> None:
        self._done += more
        if self._report and more:
            self._report.rows(self._done, self._total)

    def _take_away(self, model: Any, created: list[_RowChange]) -> None:
        """Delete rows that the import created, but for those that somebody has changed since, or
        that something else uses."""
        last = {each.key: each.last for each in created}
        for row in model._default_manager.filter(IdIn(model._meta.pk.attname, last)):
            if _newest(model, row.pk).history_id != last[row.pk]:
                self._kept.append(_named(row))
                continue
            try:
                with transaction.atomic():
                    self._delete([row])
            except ProtectedError:
                self._kept.append(_named(row))

    def _put_back(self, model: Any, change: _RowChange) -> None:
        """Have a row say what it said before the import, unless somebody has changed it since."""
        records = model.history.filter(**{model._meta.pk.attname: change.key})
        before = records.filter(history_id__lt=change.first).order_by("-history_id").first()
        if before is None or _newest(model, change.key).history_id != change.last:
            now = model._default_manager.filter(pk=change.key).first()
            self._kept.append(_named(now) if now else f"a deleted {model._meta.verbose_name}")
            return
        row = before.instance
        self._sign(row)
        row.save(force_insert=not model._default_manager.filter(pk=change.key).exists())
        for related in before._history_m2m_fields:
            past = getattr(before, related.name)
            getattr(row, related.name).set(past.values_list(related.m2m_reverse_name(), flat=True))

    def _delete(self, rows: Iterable[Any]) -> None:
        """Delete rows of one model with their parts, each with its history."""
        signed = list(rows)
        if not signed:
            return
        collector = Collector(using=router.db_for_write(type(signed[0])), origin=signed[0])
        collector.collect(signed)
        for instances in collector.data.values():
            for each in instances:
                self._sign(each)
        collector.delete()

    def _sign(self, row: Any) -> None:
        row._change_reason, row._history_user = self._reason, self._by


def _changes_of(imported: RegisterImport, model: Any) -> Iterator[_RowChange]:
    """What the import did to each row of a model, by its records."""
    during = (imported.asked_at, imported.finished_at)
    made = change_reason(imported.file_name, imported.digest)
    records = (
        model.history.filter(history_change_reason=made, history_date__range=during)
        .order_by("history_id")
        .values_list(model._meta.pk.attname, "history_id", "history_type")
    )
    found: dict[int, _RowChange] = {}
    for key, number, kind in records:
        before = found.get(key)
        first, is_new = (before.first, before.is_new) if before else (number, kind == "+")
        found[key] = _RowChange(key, first, number, is_new)
    yield from found.values()


def _reference_models() -> list[Any]:
    return [each.model for each in tables().values() if issubclass(each.model, ReferenceRow)]


def _created_by(imported: RegisterImport, model: Any) -> list[_RowChange]:
    return [each for each in _changes_of(imported, model) if each.is_new]


def _left_by_others(imported: RegisterImport) -> Iterator[tuple[Any, list[_RowChange]]]:
    """The reference rows of each model that imports undone since this one had added: what there
    still is of them may be there for its sake alone. Rows come before those that they name."""
    others = RegisterImport.objects.filter(
        state=RegisterImport.State.UNDONE, undone_at__gte=imported.asked_at
    )
    undone = list(others.order_by("-pk"))
    for model in reversed(_reference_models()):
        yield model, [each for other in undone for each in _created_by(other, model)]


def _added_rows(imported: RegisterImport) -> Iterator[str]:
    """The reference rows that go with an import, as far as there still are such."""
    left = dict(_left_by_others(imported))
    for model in _reference_models():
        keys = [each.key for each in (*_created_by(imported, model), *left[model])]
        if keys:
            rows = model._default_manager.filter(IdIn("pk", keys))
            yield from map(_named, rows.order_by("pk"))


def _with_parts(shape: Shape) -> Iterator[type[Recorded]]:
    """The models of the parts of a table at any depth, and then its own."""
    for part in shape.parts.values():
        yield from _with_parts(part)
    yield shape.model


def _newest(model: Any, key: int) -> Any:
    return model.history.filter(**{model._meta.pk.attname: key}).latest("history_id")


def _named(row: Any) -> str:
    return f"{row._meta.verbose_name} “{row}”"
