"""Who and what the published documents name, and in which of them: projections of the versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .read_model import Projected
from .versions import Version


class Mention(Projected):
    """Something that a published document names: a body, a law, a provision, a kind of data or a
    group of people; of a notice its entries and annexes too; of an entry its lawful bases.

    `document` is the key of the document and `reference` its reference or slug. `is_standing` says
    that an entry names it which is in force by itself; a notice names what its entries name, too.
    `rank` says how much the document knows of it, and `role` what it is there: the text is empty,
    or one of “controller”, “processor”, “regulator” and “reader”. A body that is not
    `is_certain` is named as a source and may be a group of people: it counts if any other document
    is certain of it.
    """

    document = models.CharField(max_length=40, db_index=True)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+", db_index=False)
    reference = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    is_standing = models.BooleanField()
    is_certain = models.BooleanField(default=True)
    rank = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=10, blank=True)

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "code", "document"], name="mention_once_in_a_document"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["kind", "code", "is_standing", "reference"], name="mention_in_entries"
            ),
            models.Index(fields=["kind", "code", "-rank", "-version"], name="mention_best"),
            models.Index(
                fields=["role", "code"], condition=~models.Q(role=""), name="mention_in_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.kind} {self.code}"


class NamedSubject(Projected):
    """Something that has a page, since a published document names it: as the document describes it
    that knows most of it, or is the newest of those.

    `key` is its kind and its code, `sorted_as` the beginning of its name as lists sort it, `letter`
    that under which they have it (“Child” for groups of children, which come first), and `parent`
    of a provision the code of its law.
    """

    key = models.CharField(max_length=141, unique=True)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    sorted_as = models.CharField(max_length=120)
    letter = models.CharField(max_length=5)
    parent = models.CharField(max_length=120, blank=True)
    rank = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+", db_index=False)
    description = models.JSONField(help_text="What the document says of it that is public.")

    class Meta(Projected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["kind", "letter", "sorted_as", "code"], name="subject_a_to_z"),
            models.Index(fields=["kind", "sorted_as", "code"], name="subject_sorted"),
            models.Index(fields=["kind", "parent"], name="subject_parent"),
        ]

    def __str__(self) -> str:
        return self.key


class NamingCount(Projected):
    """How many entries in force name something."""

    key = models.CharField(max_length=141, unique=True)
    entries = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.key}: {self.entries}"
