"""Which fields of documents are public and which internal, and the public part of a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from .description import INTERNAL, PUBLIC, FieldDescription, Visibility

__all__ = ["INTERNAL", "PUBLIC", "Document", "Visibility", "public_part", "visibility_of"]


class Document(BaseModel):
    """A typed, frozen piece of the record. Every field is declared public or
    internal, by its description or by `PUBLIC` or `INTERNAL` alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def visibility_of(model: type[Document], field: str) -> Visibility:
    """Return how `field` of `model` is declared.

    Raises `LookupError` if it is not declared, so that nothing becomes public by oversight.
    """
    for mark in model.model_fields[field].metadata:
        if isinstance(mark, Visibility):
            return mark
        if isinstance(mark, FieldDescription):
            return mark.visibility
    raise LookupError(f"{model.__name__}.{field} is declared neither public nor internal.")


def public_part(value: Any) -> Any:
    """Return `value` as plain JSON data with every internal field left out, at any depth."""
    if isinstance(value, Document):
        model = type(value)
        return {
            name: public_part(getattr(value, name))
            for name in model.model_fields
            if visibility_of(model, name) is PUBLIC
        }
    if isinstance(value, (list, tuple)):
        return [public_part(item) for item in value]
    if isinstance(value, dict):
        return {key: public_part(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value
