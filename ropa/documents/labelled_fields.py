"""Public fields without a wording of their own: every output shows them after their labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from .classification import Document
from .comparison.values import item_summary, value_text
from .description import PUBLIC, description_of


@cache
def labelled_fields(kind: type[Document]) -> tuple[str, ...]:
    """Return the fields of a document that every output shows after their labels, in order."""
    return tuple(
        name
        for name, field in description_of(kind).fields.items()
        if field.visibility is PUBLIC and not field.is_worded and not field.is_through
    )


def labelled_values(document: Document) -> dict[str, Any]:
    """Return the values of the labelled fields of a document, by name."""
    return {name: getattr(document, name) for name in labelled_fields(type(document))}


def labelled_notes(*documents: Document, without: Collection[str] = ()) -> tuple[str, ...]:
    """Return what the labelled fields of documents say, such as “Review of sharing: each spring”,
    each once; nothing for a field that says nothing, or that `without` names."""
    notes = (note for document in documents for note in _notes_of(document, without))
    return tuple(dict.fromkeys(notes))


def labelled_texts(document: Document, name: str) -> tuple[str, ...]:
    """Return what a labelled field of a document says: a text for each part of a list of
    parts, else one text, or none if the field is empty."""
    value = getattr(document, name)
    field = description_of(type(document)).fields[name]
    if field.told:
        return (field.told,) if value else ()
    if isinstance(value, tuple) and any(isinstance(part, Document) for part in value):
        return tuple(_part_text(part) for part in value)
    text = value_text(value, field, {}).strip()
    return (text,) if text else ()


def _notes_of(document: Document, without: Collection[str]) -> Iterable[str]:
    for name in labelled_fields(type(document)):
        if name in without:
            continue
        field = description_of(type(document)).fields[name]
        texts = labelled_texts(document, name)
        yield from texts if field.told else (f"{field.label}: {text}" for text in texts)


def _part_text(part: Document) -> str:
    """Return all that a part says to the public: its name, and the rest after its labels."""
    name = description_of(type(part)).name_of(part)
    rest = "; ".join(item_summary(part, PUBLIC, {}).splitlines())
    return f"{name} ({rest})" if rest else name
