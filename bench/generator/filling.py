"""Fill an empty register with a generated one: loaded, approved and published, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import batched

from django.contrib.auth.models import Group, User
from django.db import transaction

from ropa import permissions
from ropa.actions.approving import approve_activities
from ropa.actions.publishing import publish_notice
from ropa.imports.loading import load
from ropa.imports.rows import FileRow
from ropa.models import Notice, ProcessingActivity
from ropa.tables.shapes import tables

from .register import GeneratedRegister

# Enough to be fast, and few enough for memory.
BATCH_SIZE = 250
USERNAME, NAME, ROLE = "generated-register", "Generated register", "Approver"
REASON = "Approved with the generated register."

type Progress = Callable[[str, int], None]


class NotEmpty(Exception):
    """The register holds what a generated one would be mixed up with."""


def fill(register: GeneratedRegister, *, approve: bool, progress: Progress) -> None:
    """Load a generated register and, if asked to, approve its entries and publish its notices.

    It all happens in one transaction. `progress` is told what has just been done (“entries
    loaded”, “entries approved” or “notices published”), and how many of it. Reference data that
    is there already is left as it is. Raises `NotEmpty` if there are or were entries or notices,
    and what loading, approving and publishing raise.
    """
    with transaction.atomic():
        require_empty()
        load(list(_missing_rows(register.reference)))
        for rows in batched(register.entries(), BATCH_SIZE):
            load(list(rows))
            progress("entries loaded", len(rows))
        load(list(register.notices_and_sections()))
        if approve:
            _approve_and_publish(progress)


def require_empty() -> None:
    """Raise `NotEmpty` if there are notices or entries, or ever were entries.

    A reference that was given out once is never given out again.
    """
    if ProcessingActivity.history.exists() or Notice.objects.exists():
        raise NotEmpty(
            "This register holds entries or notices, or has held some. Nothing was generated, so "
            "that nothing gets mixed up with them."
        )


def _missing_rows(rows: Iterable[FileRow]) -> Iterator[FileRow]:
    there = {
        name: set(shape.model._default_manager.values_list(shape.model.key_field, flat=True))
        for name, shape in tables().items()
    }
    return (
        row
        for row in rows
        if row.values.get(tables()[row.table].model.key_field) not in there[row.table]
    )


def _approve_and_publish(progress: Progress) -> None:
    by = _approver()
    keys = list(ProcessingActivity.objects.order_by("pk").values_list("pk", flat=True))
    for some in batched(keys, BATCH_SIZE):
        entries = ProcessingActivity.objects.filter(pk__in=some).select_related("team")
        approve_activities(activities=list(entries), by=by, reason=REASON)
        progress("entries approved", len(some))
    for notice in Notice.objects.select_related("team").order_by("pk"):
        publish_notice(notice=notice, by=by, reason=REASON)
        progress("notices published", 1)
    # Nobody but this transaction has ever seen the account in use.
    by.is_active = False
    by.save()


def _approver() -> User:
    # Roles that are there already may have been changed on purpose.
    if not Group.objects.filter(name=ROLE).exists():
        permissions.create_roles()
    by, _ = User.objects.get_or_create(username=USERNAME, defaults={"first_name": NAME})
    by.is_active = True
    by.set_unusable_password()
    by.save()
    by.groups.add(Group.objects.get(name=ROLE))
    return by
