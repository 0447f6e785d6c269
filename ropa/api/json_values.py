"""Answers as plain JSON data. Documents leave by `public_part` alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from ropa.documents.classification import Document, public_part


def as_json(value: Any) -> Any:
    """Return `value` as plain JSON data, of documents their public part.

    Instants are in UTC, in the form of RFC 3339; dates in that of ISO 8601.
    """
    if isinstance(value, Document):
        return public_part(value)
    if isinstance(value, BaseModel):
        return {name: as_json(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return public_part(value)
