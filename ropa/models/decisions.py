"""Who decided what about an entry or a notice, when and why: append-only, like the versions."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .attributed import Attributed, one_subject
from .versions import Version

# Those that freeze a version, and those of them that end what it is about.
FREEZING = ("approved", "retired", "reinstated", "published", "withdrawn")
ENDING = ("retired", "withdrawn")
_OF_ACTIVITIES = ("approved", "retired", "reinstated")
_OF_NOTICES = ("published", "withdrawn")
_REVIEWING = ("approved", "reviewed", "reinstated", "published")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def newest(self) -> Self:
        """Keep the newest decision about each activity and notice."""
        later = Decision.objects.filter(
            Q(activity=OuterRef("activity")) | Q(notice=OuterRef("notice")), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))

    def reviews(self) -> Self:
        """Keep the decisions that say an entry or a notice is right: approving or publishing it is
        reviewing it."""
        return self.filter(kind__in=_REVIEWING)


class Decision(Attributed):
    """One decision. Those that freeze a version name it; the others leave what the public reads.

    Rows are only ever added: triggers refuse updates and deletes on both database engines.
    """

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Submitted for approval"
        RETURNED = "returned", "Returned"
        APPROVED = "approved", "Approved"
        REVIEWED = "reviewed", "Reviewed, nothing changed"
        RETIRED = "retired", "Retired"
        REINSTATED = "reinstated", "Reinstated"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField("decision", max_length=10, choices=Kind)
    decided_at = models.DateTimeField("when")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_name = models.CharField("who", max_length=200)
    reason = models.TextField("why")
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the document that the decision was about."
    )
    version = models.OneToOneField(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="decision"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        default_permissions = ("view",)
        constraints: ClassVar = [
            one_subject("decision_one_subject"),
            models.CheckConstraint(
                condition=Q(kind__in=FREEZING, version__isnull=False)
                | (~Q(kind__in=FREEZING) & Q(version__isnull=True)),
                name="decision_names_what_it_froze",
            ),
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | ~Q(kind__in=_OF_ACTIVITIES),
                name="decision_on_entries_is_about_one",
            ),
            models.CheckConstraint(
                condition=Q(notice__isnull=False) | ~Q(kind__in=_OF_NOTICES),
                name="decision_on_notices_is_about_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_kind_display()}"
