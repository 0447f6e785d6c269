"""What search finds: a row for each public page, and the words of all of them.

Projections (`ropa.read_model`) of what is published: docs/decisions/0068-search-by-the-database.md.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Substr

from .read_model import Projected


class SearchEntry(Projected):
    """A page that can be found, and its parts.

    `key` is what it is made from: a document, a subject, or a list. `tokens` are those of all it
    says, and of its name and kind, as `ropa.public.search.tokens` makes them: the database has an
    index of them, which on SQLite is the table `ropa_searchindex`, kept by triggers. They must be
    made again by a migration for which Django copies this table. `words` are its different words,
    and `length` says how many it has in all.
    """

    key = models.CharField(max_length=141, db_index=True)
    address = models.CharField(max_length=500)
    kind = models.CharField(max_length=80)
    title = models.TextField()
    names = models.TextField(blank=True, help_text="Other names it goes by.")
    context = models.TextField(blank=True, help_text="Whose or which it is.")
    weight = models.FloatField(help_text="How much likelier than another it is what people want.")
    length = models.PositiveIntegerField()
    tokens = models.TextField()
    words = models.TextField()
    passages = models.JSONField(help_text="Its parts, with their addresses and what they say.")

    class Meta(Projected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "address"], name="search_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


class SearchTerm(Projected):
    """In how many pages a word, a token or a kind comes: `ropa.public.search.terms` says which is
    which. `part` is one of a few parts of the table, in which it is made again."""

    term = models.CharField(max_length=120, unique=True)
    part = models.CharField(max_length=2, db_index=True)
    pages = models.IntegerField()

    class Meta(Projected.Meta):
        indexes: ClassVar = [
            # Words that differ in their first letter alone are alike from the second on.
            models.Index(Substr("term", 2), name="search_term_rest"),
        ]

    def __str__(self) -> str:
        return f"{self.term}: {self.pages}"
