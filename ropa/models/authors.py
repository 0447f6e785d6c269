"""Query the row history for who changed an entry or a notice since it was last frozen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Max, QuerySet

from .activities import ProcessingActivity
from .attributed import Subject, subject_filter
from .base import part_relations
from .combined_queries import NUMBERS, IdIn, read_values
from .versions import Version

# The reason in the history of rows in which one row of reference data took another's place. That
# is no authorship of the entry: it touches dozens at once, and says the same in each.
SUPERSEDING = "Reference data replaced: "


def authors_of(subject: Subject) -> set[int]:
    """Return the primary keys of those who changed the rows of `subject`, and of its parts at any
    depth, after its newest version. What the system itself did has no author, nor has the
    replacing of reference data."""
    frozen = (
        Version.objects.filter(**subject_filter(subject))
        .order_by("-number")
        .values("created_at")[:1]
    )
    since = frozen.values_list("created_at", flat=True).first()
    users = [
        records.filter(history_date__gt=since) if since else records
        for records in _records(type(subject), {"id": subject.pk})
    ]
    first, *others = (
        each.exclude(history_user=None)
        .exclude(history_change_reason__startswith=SUPERSEDING)
        .order_by()
        .values_list("history_user", flat=True)
        for each in users
    )
    return set(first.union(*others).order_by())


def authors_of_entries(entries: Iterable[ProcessingActivity]) -> dict[int, set[int]]:
    """Return `authors_of` each entry, by primary key, in two queries however many they are.

    Entries have parts, and these have none of their own.
    """
    keys = {entry.pk for entry in entries}
    authors: dict[int, set[int]] = {key: set() for key in keys}
    if not keys:
        return authors
    frozen = dict(
        Version.objects.newest()
        .filter(IdIn("activity_id", keys))
        .order_by()
        .values_list("activity", "created_at")
    )
    for entry, user, changed_at in read_values(_latest_changes, keys):
        if entry not in frozen or changed_at > frozen[entry]:
            authors[entry].add(user)
    return authors


def _latest_changes() -> QuerySet[Any]:
    """When each person last changed each entry or a part of it: entry, user, instant."""
    columns: list[tuple[Any, str]] = [(ProcessingActivity, "id")]
    columns += [
        (part, f"{part.owner_field}_id") for part in part_relations(ProcessingActivity).values()
    ]
    first, *others = (
        model.history.filter(IdIn(column, NUMBERS))
        .exclude(history_user=None)
        .exclude(history_change_reason__startswith=SUPERSEDING)
        .order_by()
        .values("history_user", entry=F(column))
        .annotate(changed_at=Max("history_date"))
        .values_list("entry", "history_user", "changed_at")
        for model, column in columns
    )
    return first.union(*others, all=True).order_by()


def _records(model: Any, of: dict[str, Any]) -> list[Any]:
    """The history of rows of `model`, and that of their parts."""
    records = [model.history.filter(**of)]
    owners = model.history.filter(**of).order_by().values("id")
    for part in part_relations(model).values():
        records += _records(part, {f"{part.owner_field}__in": owners})
    return records
