"""Documents in JSON, checked against the schema."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel, ValidationError

from ropa.documents import schema
from ropa.documents.classification import Document
from ropa.documents.public_schema import public_model

from ..rows import RowPlace
from .findings import Findings


def read_document[D: Document](
    model: type[D], content: dict[str, Any], place: RowPlace, findings: Findings, *, is_public: bool
) -> D | None:
    """Return the document that JSON data says, or `None`, and what is wrong with it told.

    Of one that `is_public`, only the public part is there: reading an internal field of what is
    returned raises `AttributeError`.
    """
    try:
        if not is_public:
            return model.model_validate(content)
        return cast("D", _document(public_model(model).model_validate(content)))
    except ValidationError as error:
        for found in error.errors(include_url=False, include_context=False):
            findings.problem(
                place,
                f"{found['msg']}. Export the register again, or correct it.",
                column=_path(found["loc"]),
                value=found["input"] if found["type"] != "missing" else None,
            )
        return None


def _document(value: Any) -> Any:
    """The public part of a document as a document."""
    if isinstance(value, BaseModel):
        model: type[Document] = getattr(schema, type(value).__name__)
        return model.model_construct(
            **{name: _document(getattr(value, name)) for name in type(value).model_fields}
        )
    if isinstance(value, tuple):
        return tuple(_document(item) for item in value)
    return value


def _path(location: tuple[int | str, ...]) -> str:
    """Where in a document something stands, in words: `purposes 2, lawful_basis`."""
    text = ""
    for step in location:
        if isinstance(step, int):
            text += f" {step + 1}"
        else:
            text += f", {step}" if text else step
    return text
