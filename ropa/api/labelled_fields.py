"""Add described fields that nobody placed by hand to answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from pydantic import BaseModel, Field, create_model

from ropa.documents.classification import Document
from ropa.documents.description import description_of
from ropa.documents.labelled_fields import labelled_fields


def with_labelled_fields[A: type[BaseModel]](kind: type[Document]) -> Callable[[A], A]:
    """Give an answer the plain fields of a kind of document, after its own."""
    fields: dict[str, Any] = {
        name: (kind.model_fields[name].annotation, _labelled_field(kind, name))
        for name in labelled_fields(kind)
    }

    def extended(answer: A) -> A:
        if not fields:
            return answer
        made = create_model(
            answer.__name__,
            __base__=answer,
            __doc__=answer.__doc__,
            __module__=answer.__module__,
            **fields,
        )
        return cast("A", made)

    return extended


def _labelled_field(kind: type[Document], name: str) -> Any:
    return Field(title=description_of(kind).fields[name].label)


def shared_values(document: Document, answer: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a document that an answer has too, by name."""
    return {name: value for name, value in vars(document).items() if name in answer.model_fields}
