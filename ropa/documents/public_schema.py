"""The schema of what is published: the same documents without their internal fields.

It is derived from the documents, never written down a second time, so that what the API and the
exports promise is what `public_part` lets out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from .classification import PUBLIC, Document, Visibility, visibility_of
from .description import FieldDescription, description_of

type Derive = Callable[[type[BaseModel]], type[BaseModel]]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def public_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return the model of the public part of a document: its public fields alone, at any depth.

    A model that is no document keeps all its fields; the documents in it are replaced. Fields that
    came to the schema with a default may be absent, as they are from older frozen versions.
    """
    return _derived(model, public_model, frozenset({PUBLIC}))


@cache
def full_model(model: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a whole document, internal fields included, as `public_model` does."""
    return _derived(model, full_model, frozenset(Visibility))


def json_schema(model: type[BaseModel], *, public: bool) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) by which a document can be checked.

    That of its public part if `public`, else of all of it. Older frozen versions pass as well.
    """
    derived = public_model(model) if public else full_model(model)
    return {"$schema": DIALECT, **derived.model_json_schema()}


def _derived(
    model: type[BaseModel],
    derive: Derive,
    kept: frozenset[Visibility],
) -> type[BaseModel]:
    fields: dict[str, Any] = {
        name: (_type_of(field, derive), _described(model, name, field))
        for name, field in model.model_fields.items()
        if not issubclass(model, Document) or visibility_of(model, name) in kept
    }
    made = create_model(
        model.__name__,
        # What is answered has every field, also those that older versions have not.
        __config__=ConfigDict(
            frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
        ),
        __doc__=model.__doc__,
        __module__=model.__module__,
        **fields,
    )
    return cast("type[BaseModel]", made)


def _type_of(field: FieldInfo, derive: Derive) -> Any:
    """The type of a field with its constraints, less what it says of who may read it."""
    derived = _with_derived(field.annotation, derive)
    constraints = [
        mark for mark in field.metadata if not isinstance(mark, Visibility | FieldDescription)
    ]
    return Annotated[derived, *constraints] if constraints else derived


def _described(model: type[BaseModel], name: str, field: FieldInfo) -> Any:
    """What a field is called, under the name people know, with its default."""
    default: dict[str, Any] = (
        {"default_factory": field.default_factory}
        if field.default_factory
        else {"default": field.default}
    )
    return Field(
        **default,
        title=field.title or _label(model, name),
        description=field.description,
        examples=field.examples,
    )


def _label(model: type[BaseModel], name: str) -> str | None:
    if not issubclass(model, Document):
        return None
    try:
        return description_of(model).field(name).label or None
    except LookupError:
        return None


def _with_derived(annotation: Any, derive: Derive) -> Any:
    """The annotation with each model in it derived."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and origin is None:
        return derive(annotation) if issubclass(annotation, BaseModel) else annotation
    if origin in {None, Literal}:
        return annotation
    if origin is Annotated:
        return Annotated[_with_derived(parts[0], derive), *parts[1:]]
    derived = [_with_derived(part, derive) for part in parts]
    if origin in {Union, UnionType}:
        return reduce(or_, derived)
    return origin[tuple(derived)]
