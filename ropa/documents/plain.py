"""Public fields that no output words by hand: each is shown after its label, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from .classification import Document
from .comparison.values import in_text, summary
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


def plain_texts(document: Document, name: str) -> tuple[str, ...]:
    """Return what a plain field of a document says: a text for each of its parts, if it is a list
    of parts, or else one, or none if the field says nothing."""
    value = getattr(document, name)
    if isinstance(value, tuple) and any(isinstance(part, Document) for part in value):
        return tuple(_in_full(part) for part in value)
    text = in_text(value, description_of(type(document)).fields[name], {}).strip()
    return (text,) if text else ()


def _notes(document: Document) -> Iterable[str]:
    for name in plain_fields(type(document)):
        label = description_of(type(document)).fields[name].label
        yield from (f"{label}: {text}" for text in plain_texts(document, name))


def _in_full(part: Document) -> str:
    """Return all that a part says to the public: its name, and the rest after its labels."""
    name = description_of(type(part)).name_of(part)
    rest = "; ".join(summary(part, PUBLIC, {}).splitlines())
    return f"{name} ({rest})" if rest else name
