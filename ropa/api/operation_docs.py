"""The OpenAPI document as text for people, for the documentation page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from .openapi import example_address, operations

_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "object": "names with values",
    "null": "nothing",
    "date": "date",
    "date-time": "date and time",
}


@dataclass(frozen=True)
class FieldType:
    """What a value is, in words; with the name of the schema it follows between them, if any."""

    words: str
    schema: str = ""
    after: str = ""


@dataclass(frozen=True)
class Field:
    """A parameter of an operation, or a field of a schema."""

    name: str
    kind: FieldType
    about: str
    example: str = ""
    is_required: bool = True


@dataclass(frozen=True)
class Operation:
    """What can be asked for, how, and what is answered."""

    name: str
    summary: str
    about: str
    path: str
    parameters: tuple[Field, ...]
    schema: str
    fields: tuple[Field, ...]
    problems: tuple[str, ...]
    example: str
    address: str

    @property
    def anchor(self) -> str:
        return f"operation-{self.name}"

    @property
    def is_of_one(self) -> bool:
        """Whether its address names what is asked for."""
        return "{" in self.path


@dataclass(frozen=True)
class Group:
    """The operations on one resource."""

    name: str
    about: str
    operations: tuple[Operation, ...]

    @property
    def anchor(self) -> str:
        return f"group-{slugify(self.name)}"


@dataclass(frozen=True)
class Schema:
    """What an object consists of, or the `choices` for a text."""

    name: str
    about: str
    fields: tuple[Field, ...]
    choices: tuple[str, ...] = ()


def groups(document: Mapping[str, Any]) -> tuple[Group, ...]:
    """Return the operations of an OpenAPI document under their tags."""
    found = [
        (operation["tags"][0], _operation(document, path, operation))
        for path, operation in operations(document)
    ]
    return tuple(
        Group(
            tag["name"],
            tag["description"],
            tuple(each for name, each in found if name == tag["name"]),
        )
        for tag in document["tags"]
    )


def schemas(document: Mapping[str, Any]) -> tuple[Schema, ...]:
    """Return the schemas of an OpenAPI document by name."""
    return tuple(
        Schema(
            name,
            _one_line(schema.get("description", "")),
            _fields(schema),
            tuple(map(str, schema.get("enum", ()))),
        )
        for name, schema in sorted(document["components"]["schemas"].items())
    )


def kind_of(schema: Mapping[str, Any]) -> FieldType:
    """Return in words what a schema asks for."""
    if reference := schema.get("$ref"):
        return FieldType("", reference.rpartition("/")[2])
    if "enum" in schema or "const" in schema:
        return FieldType(f"one of {', '.join(map(str, schema.get('enum', [schema.get('const')])))}")
    if choices := schema.get("anyOf"):
        return _any_kind_of([kind_of(choice) for choice in choices])
    if schema.get("type") == "array":
        item = kind_of(schema.get("items", {}))
        return FieldType(f"list of {item.words}", item.schema, item.after)
    words = schema.get("format", schema.get("type", ""))
    return FieldType(_WORDS.get(words, _WORDS.get(schema.get("type", ""), "any value")))


def _any_kind_of(kinds: Iterable[FieldType]) -> FieldType:
    """One kind or another: at most one of them, the first, has a schema."""
    first, *others = kinds
    or_others = "".join(f" or {kind.words}" for kind in others)
    if first.schema:
        return FieldType(first.words, first.schema, or_others)
    return FieldType(first.words + or_others)


def _operation(document: Mapping[str, Any], path: str, operation: Mapping[str, Any]) -> Operation:
    success = operation["responses"]["200"]["content"]["application/json"]
    name = success["schema"]["$ref"].rpartition("/")[2]
    return Operation(
        name=operation["operationId"],
        summary=operation["summary"],
        about=operation["description"],
        path=path,
        parameters=tuple(map(_parameter, operation["parameters"])),
        schema=name,
        fields=_fields(document["components"]["schemas"][name]),
        problems=tuple(status for status in operation["responses"] if status not in {"200"}),
        example=json.dumps(success["example"], ensure_ascii=False, indent=2),
        address=_address(path, operation),
    )


def _parameter(parameter: Mapping[str, Any]) -> Field:
    return Field(
        parameter["name"],
        kind_of(parameter["schema"]),
        parameter["description"],
        str(parameter["example"]),
        parameter["required"],
    )


def _fields(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(
        Field(name, kind_of(field), field.get("description") or field.get("title", ""))
        for name, field in schema.get("properties", {}).items()
    )


def _address(path: str, operation: Mapping[str, Any]) -> str:
    """An address to try: of a list a short part of it."""
    is_list = any(parameter["name"] == "limit" for parameter in operation["parameters"])
    return example_address(path, operation) + ("?limit=2" if is_list else "")


def _one_line(text: str) -> str:
    return " ".join(text.replace("`", "").split())
