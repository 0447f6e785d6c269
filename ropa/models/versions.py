"""The frozen record: one append-only table of approved entries and published notices."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .attributed import Attributed, one_subject

GENESIS_HASH = "0" * 64


class DamagedDocument(Exception):
    """The document of a version does not have the digest it was frozen with."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"The document of version {sequence} is not the one that was frozen.")
        self.sequence = sequence


class VersionQuerySet(models.QuerySet["Version"]):
    """Which versions: every reader of frozen documents starts here."""

    def public(self) -> Self:
        return self.filter(is_public=True)

    def in_force(self) -> Self:
        """Leave out what says that an activity was retired or a notice withdrawn."""
        return self.filter(is_in_force=True)

    def of_activities(self) -> Self:
        return self.filter(activity__isnull=False)

    def of_notices(self, kind: str = "") -> Self:
        """Keep what is published of notices: of all, or of those of one `Notice.Kind`."""
        return self.filter(notice__kind=kind) if kind else self.filter(notice__isnull=False)

    def newest(self, at: datetime | None = None, up_to: int | None = None) -> Self:
        """Keep the newest version of each activity and notice: of all, of those by an instant, or
        of those up to a place in the chain.

        What had no version yet is left out.
        """
        later = Version.objects.filter(
            Q(activity=OuterRef("activity")) | Q(notice=OuterRef("notice")),
            number__gt=OuterRef("number"),
        )
        by: dict[str, Any] = {}
        if at is not None:
            by["created_at__lte"] = at
        if up_to is not None:
            by["sequence__lte"] = up_to
        return self.filter(~Exists(later.filter(**by)), **by)


class Version(Attributed):
    """One frozen document, and who froze it, when and why.

    Rows are only ever added: triggers refuse updates and deletes on both database engines, and
    each row carries the hash of the row before, in one chain over the whole table. The hash of a
    row is made by `ropa.documents.chain`.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    number = models.PositiveIntegerField()
    is_public = models.BooleanField(help_text="Whether the document may be shown to the public.")
    is_in_force = models.BooleanField(
        "in force",
        default=True,
        help_text="No: with this version the activity was retired or the notice withdrawn.",
    )
    is_own_work = models.BooleanField(
        "approved by its own author",
        default=False,
        help_text="Whoever decided had submitted or made the change too, as their team may.",
    )
    schema_version = models.PositiveSmallIntegerField()
    document = models.TextField(help_text="Canonical JSON.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document, hexadecimal.")
    history_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="SHA-256 of the history that was frozen with it; empty if there was none.",
    )
    previous_hash = models.CharField(max_length=64, unique=True)
    row_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_by_name = models.CharField(max_length=200)
    reason = models.TextField(help_text="Why, for staff and auditors.")
    change_note = models.TextField(
        blank=True, help_text="What changed, in the plain words the public reads."
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sequence"]
        default_permissions = ("view",)
        constraints: ClassVar = [
            one_subject("version_one_subject"),
            models.UniqueConstraint(
                fields=["activity", "number"], name="version_number_unique_for_activity"
            ),
            models.UniqueConstraint(
                fields=["notice", "number"], name="version_number_unique_for_notice"
            ),
            models.CheckConstraint(
                condition=Q(sequence__gte=1, number__gte=1), name="version_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, version {self.number}"

    @property
    def frozen_text(self) -> str:
        """The document, once it is seen to be the one that was frozen: whatever is shown or sent is
        made from this. Raises `DamagedDocument` if it is another."""
        if hashlib.sha256(self.document.encode()).hexdigest() != self.digest:
            raise DamagedDocument(self.sequence)
        return self.document
