"""Mail notifications: each matter once to each person, as often as they have chosen."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import Operational
from .mail import OutgoingMail


class NotificationKind(models.TextChoices):
    """What a mail can be about."""

    APPROVAL = "approval", "Something waits for your approval"
    RETURNED = "returned", "Something you submitted was returned to you"
    DECIDED = "decided", "Something you submitted was approved or published"
    REVIEW = "review", "A review is due"
    IMPORT = "import", "Your import has finished, or failed"
    GIVEN = "given", "An entry, a notice or a team was given to you"
    DAMAGED = "damaged", "A document was found damaged"


class Frequency(models.TextChoices):
    """How soon somebody is told."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"
    NEVER = "never", "Never"


class NotificationSubject(models.TextChoices):
    """What kind of row it is that somebody is told of."""

    ENTRY = "entry"
    NOTICE = "notice"
    TEAM = "team"
    IMPORT = "import"
    VERSION = "version"


class NotificationChoice(Operational):
    """How soon a person wants to be told of one kind of matter."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_choices"
    )
    kind = models.CharField(max_length=10, choices=NotificationKind)
    frequency = models.CharField(max_length=8, choices=Frequency)

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="notification_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.frequency}"


class Notification(Operational):
    """That one person is to be told of one matter.

    `key` names the matter, so that nobody is told of it twice. It is settled when its mail is
    written into the outbox, or when it turns out that there is nothing to tell any more.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=10, choices=NotificationKind)
    key = models.CharField(max_length=100)
    # Numbers, and no references: nobody is kept from deleting a row because a mail was about it.
    about = models.CharField(max_length=10, choices=NotificationSubject)
    row = models.PositiveBigIntegerField()
    decision = models.PositiveBigIntegerField(null=True)
    due_on = models.DateField("day of the review", null=True)
    by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(
        OutgoingMail, null=True, on_delete=models.SET_NULL, related_name="notifications"
    )

    class Meta(Operational.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="notification_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["person"], condition=Q(settled_at=None), name="notification_not_settled"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.key}"
