"""What is published now: a row for each entry and notice that the public may read.

A projection (`ropa.read_model`) of the newest versions: lists are made from it without reading
documents.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .read_model import Projected
from .versions import Version


class PublishedDocument(Projected):
    """The newest version of an entry or a notice, if it is public and in force.

    `subject` is the key of what it is about, `kind` says of which sort its page is: “activity”,
    “notice” or “policy-document”. `code` is the reference or the slug by which pages name it.
    """

    subject = models.CharField(max_length=40, unique=True)
    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    published_at = models.DateTimeField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    change_note = models.TextField()
    publisher = models.CharField(
        max_length=120, blank=True, help_text="The code of the body that publishes a notice."
    )
    publisher_name = models.CharField(max_length=200, blank=True)
    follows = models.CharField(
        max_length=120, blank=True, help_text="The code of what it came in the place of."
    )
    begins_on = models.DateField(null=True)
    legal_regime = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=120, blank=True)
    search_text = models.TextField(help_text="What lists of the API search, in small letters.")
    outline = models.JSONField(help_text="What lists say about it.")

    class Meta(Projected.Meta):
        indexes: ClassVar = [
            # Two may have one: a document keeps the slug that its notice had then.
            models.Index(fields=["kind", "code"], name="published_document_coded"),
            models.Index(fields=["kind", "title", "code"], name="published_document_title"),
            models.Index(fields=["kind", "publisher", "title"], name="published_document_body"),
            models.Index(
                fields=["kind", "publisher_name", "publisher", "title", "code"],
                name="published_document_list",
            ),
            models.Index(
                fields=["kind", "follows"],
                condition=~models.Q(follows=""),
                name="published_document_follows",
            ),
            models.Index(fields=["published_at"], name="published_document_date"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
