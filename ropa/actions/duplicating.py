"""Start a new entry from a similar one."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models, transaction

from ropa import permissions
from ropa.models import ProcessingActivity
from ropa.models.base import Part, part_relations

# What the keepers of the original noted for themselves.
_OF_THE_ORIGINAL = {"internal_note"}


def duplicate_activity(*, activity: ProcessingActivity, by: User) -> ProcessingActivity:
    """Return a new draft with all parts of `activity`, under the next free reference.

    What is true of the original alone does not come along: when it began and ends, what it follows,
    its review dates, its places in notices, and what its keepers noted for themselves. Raises
    `PermissionDenied` if `by` may not read the original or add entries.
    """
    permissions.require(by, "view", activity)
    permissions.require(by, "add", activity)
    with transaction.atomic():
        copy = _copied(activity)
        copy.reference = ProcessingActivity.objects.next_reference()
        copy.title = _free_title(activity.title)
        copy.begins_on = copy.ends_on = copy.follows = None
        copy.last_reviewed_on = copy.review_due_on = None
        _save(copy, f"Copied from {activity.reference}")
        for relation in part_relations(ProcessingActivity):
            for part in getattr(activity, relation).all():
                _copy_part(part, copy)
    return copy


def _copy_part(part: Part, owner: ProcessingActivity) -> None:
    many = {field.name: list(getattr(part, field.name).all()) for field in part._meta.many_to_many}
    copy = _copied(part)
    setattr(copy, part.owner_field, owner)
    _save(copy, "")
    for name, related in many.items():
        if related:
            getattr(copy, name).set(related)


def _copied[M: models.Model](row: M) -> M:
    return type(row)(
        **{
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in _OF_THE_ORIGINAL
        }
    )


def _save(row: models.Model, reason: str) -> None:
    row._change_reason = reason  # type: ignore[attr-defined]
    row.save(force_insert=True)


def _free_title(title: str) -> str:
    stem = f"Copy of {title}"[:190]
    candidate, count = stem, 1
    while ProcessingActivity.objects.filter(title=candidate).exists():
        count += 1
        candidate = f"{stem} ({count})"
    return candidate
