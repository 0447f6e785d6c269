"""The parts of an entry that the index keeps: public, needed by pages, equal ones shared."""

from __future__ import annotations

from typing import Any

from ropa.documents.classification import Document
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument

# The texts of an entry that only its own page shows are not kept.
KEPT_FIELDS = (
    "reference",
    "title",
    "capacity",
    "controllers",
    "purposes",
    "data_holdings",
    "data_sources",
    "disclosures",
    "internal_recipients",
    "retention_rules",
    "power_uses",
    "transfers",
    "people_choices",
    "decisions_made",
    "rights",
)


class SharedParts:
    """Entries with their parts, where what is equal in several entries is in memory once.

    A provision, a power or an organisation stands in most entries in full.
    """

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def entry(self, document: ActivityDocument) -> ActivityDocument:
        """Return the public part of an entry, less what is not in `KEPT_FIELDS`.

        Reading anything else of it raises `AttributeError`.
        """
        public = public_copy(document)
        kept: dict[str, Any] = {
            field: self._shared(getattr(public, field)) for field in KEPT_FIELDS
        }
        entry = ActivityDocument.model_construct(**kept)
        for default in entry.__dict__.keys() - kept.keys():
            del entry.__dict__[default]
        return entry

    def public[D: Document](self, document: D) -> D:
        """Return the public part of a document."""
        shared: D = self._shared(public_copy(document))
        return shared

    def _shared(self, value: Any) -> Any:
        if not isinstance(value, (Document, tuple, str)):
            return value
        if value not in self._known:
            self._known[value] = self._of_shared(value)
        return self._known[value]

    def _of_shared(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._shared(item) for item in value)
        if isinstance(value, Document):
            return type(value).model_construct(
                **{field: self._shared(part) for field, part in value}
            )
        return value
