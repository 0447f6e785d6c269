"""A copy of a document without its internal fields."""

from __future__ import annotations

from typing import Any, cast

from .classification import PUBLIC, Document, visibility_of


def public_copy[D: Document](document: D) -> D:
    """Return a copy of `document` whose internal fields are absent, at any depth.

    Reading one of them raises `AttributeError`; a template shows nothing for it.
    """
    model = type(document)
    public = {
        name: _public_value(getattr(document, name))
        for name in model.model_fields
        if visibility_of(model, name) is PUBLIC
    }
    return cast("D", model.model_construct(**public))


def _public_value(value: Any) -> Any:
    if isinstance(value, Document):
        return public_copy(value)
    if isinstance(value, tuple):
        return tuple(_public_value(item) for item in value)
    return value
