"""Channels: the ways in which information reaches a body."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .base import ReferenceRow


class Channel(ReferenceRow):
    """A way in which information reaches the body: the telephone, cameras, an app."""

    name = models.CharField(
        max_length=200,
        unique=True,
        help_text="The public reads this in lists, in your own words: for example “letters and "
        "other written messages”.",
    )
    also_called = models.CharField(
        max_length=300,
        blank=True,
        help_text="For staff: other words for it, with commas between, such as “CCTV, video "
        "surveillance”. You find it by them, and spreadsheets that you import may name it so.",
    )

    class Meta(ReferenceRow.Meta):
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def other_names(self) -> tuple[str, ...]:
        """The other words for it, each by itself."""
        return tuple(word.strip() for word in self.also_called.split(",") if word.strip())
