"""Public fields that no output words by hand: each is shown after its label, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from .classification import Document
from .comparison.values import in_text
from .description import PUBLIC, description_of


@cache
def plain_fields(kind: type[Document]) -> tuple[str, ...]:
    """Return the fields of a document that every output shows after their labels, in order."""
    return tuple(
        name
        for name, field in description_of(kind).fields.items()
        if field.visibility is PUBLIC and not field.is_worded and not field.is_through
    )


def plain_values(document: Document) -> dict[str, Any]:
    """Return what stands in the plain fields of a document, by name."""
    return {name: getattr(document, name) for name in plain_fields(type(document))}


def plain_notes(*documents: Document) -> tuple[str, ...]:
    """Return what the plain fields of documents say, such as “Review of sharing: each spring”, each
    once; nothing for a field that says nothing."""
    return tuple(dict.fromkeys(note for document in documents for note in _notes(document)))


def _notes(document: Document) -> Iterable[str]:
    for name, value in plain_values(document).items():
        field = description_of(type(document)).fields[name]
        if text := in_text(value, field, {}).strip():
            yield f"{field.label}: {text}"
