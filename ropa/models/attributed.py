"""The base of records about one activity or one notice (decisions, versions, notifications)."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from .activities import ProcessingActivity
from .notices import Notice

Subject = ProcessingActivity | Notice


class Attributed(models.Model):
    """A row about exactly one activity or notice, which it keeps from being deleted."""

    activity = models.ForeignKey(
        ProcessingActivity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    notice = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def subject(self) -> Subject:
        """The activity or notice this is about."""
        return self.activity or cast("Notice", self.notice)


def one_subject(name: str) -> models.CheckConstraint:
    """Return a constraint: the row is about an activity or about a notice, never both."""
    return models.CheckConstraint(
        condition=Q(activity__isnull=False, notice__isnull=True)
        | Q(activity__isnull=True, notice__isnull=False),
        name=name,
    )


def subject_filter(subject: Subject) -> dict[str, Any]:
    """Return the field that holds `subject` in a row about it, to filter by or to create with."""
    return {"activity" if isinstance(subject, ProcessingActivity) else "notice": subject}


def person_name(user: User | None) -> str:
    """Return the name by which a person stands in the record."""
    if user is None:
        return "The system"
    return user.get_full_name() or user.get_username()
