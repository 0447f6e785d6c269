"""Sign-in sessions, accounts from a directory, and text from forms that could not be submitted.

Operational rows: they come and go, and no history is kept of them.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from .base import Operational

DEVICE_LENGTH = 300


class SignInSession(Operational, AbstractBaseSession):
    """A session of the staff pages, with whose it is and where.

    `expire_date` is the end of the session whatever else is known: the earlier of the idle limit
    and the absolute one. Before somebody has signed in, `user` is empty.
    """

    # Whoever finds a backup would be signed in.
    in_backups = False

    user = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="sign_in_sessions"
    )
    signed_in_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    # What the browser calls itself, in its own words.
    device = models.CharField(max_length=DEVICE_LENGTH, blank=True)
    # The rights of the person have grown: the next request gets a session key of its own.
    needs_new_key = models.BooleanField(default=False)

    class Meta(Operational.Meta):
        indexes = [models.Index(fields=["user", "expire_date"], name="sign_in_user_expiry")]

    def __str__(self) -> str:
        return f"Session of {self.user or 'nobody yet'}"


class DirectoryAccount(Operational):
    """Whose account somebody has who signs in through the directory of their organisation.

    A directory names each person by a subject that it never gives to anybody else (OpenID Connect
    Core, 2); mail addresses and names change hands.
    """

    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="directory_accounts")
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta(Operational.Meta):
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="directory_subject_once"),
            models.UniqueConstraint(fields=["issuer", "user"], name="directory_user_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in the directory"


class TypedForm(Operational):
    """What somebody typed into the form of the page at `path`, for nobody else to see."""

    path = models.CharField(max_length=2000)
    # JSON as text, which can hold whatever a form can hold: columns for JSON cannot.
    content = models.TextField()

    class Meta(Operational.Meta):
        abstract = True

    @property
    def fields(self) -> list[tuple[str, list[str]]]:
        """The name of each field with its values, in the order sent."""
        return [(name, values) for name, values in self._sent["fields"]]

    @property
    def files(self) -> list[tuple[str, str]]:
        """The name of each file field with the name of its file, which is not kept."""
        return [(name, file) for name, file in self._sent["files"]]

    @cached_property
    def _sent(self) -> dict[str, Any]:
        sent: dict[str, Any] = json.loads(self.content)
        return sent


class HeldForm(TypedForm):
    """What was sent with a form that could not be taken, kept for the person who sent it.

    `token` cannot be guessed, and only `owner` is ever shown what is held.
    """

    class Why(models.TextChoices):
        EXPIRED = "expired", "Your session had ended."
        STALE = "stale", "You have signed in again since you opened the page."
        CONFIRM = "confirm", "This had to be confirmed with a fresh sign-in."

    token = models.CharField(max_length=64, primary_key=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="held_forms")
    why = models.CharField(max_length=10, choices=Why)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta(TypedForm.Meta):
        abstract = False
        indexes = [models.Index(fields=["owner", "created_at"], name="held_form_owner")]

    def __str__(self) -> str:
        return f"Form of {self.owner} for {self.path}"


class FormDraft(TypedForm):
    """What somebody has typed into a form and not saved yet: sent by the page as they type.

    `key` is of one opening of the page, so two windows have two drafts. A draft that was saved or
    thrown away is closed, and holds nothing: what its page sends late is no draft again.
    """

    key = models.CharField(max_length=32)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="form_drafts")
    title = models.CharField(max_length=300)
    changed_at = models.DateTimeField(default=timezone.now)
    is_closed = models.BooleanField(default=False)

    class Meta(TypedForm.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="form_draft_once"),
            models.CheckConstraint(
                condition=Q(is_closed=False) | Q(content=""), name="form_draft_closed_is_empty"
            ),
        ]
        indexes = [models.Index(fields=["owner", "changed_at"], name="form_draft_owner")]

    def __str__(self) -> str:
        return f"Draft of {self.owner} for {self.path}"
