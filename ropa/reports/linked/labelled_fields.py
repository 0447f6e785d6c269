"""Properties for fields that no node places by hand: the described term, or one of our own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ropa.documents.classification import Document
from ropa.documents.description import FieldDescription, description_of, descriptions
from ropa.documents.labelled_fields import labelled_fields, labelled_values
from ropa.documents.schema import Term

from .values import Node, day, duration


def labelled_properties(document: Document) -> Node:
    """Return what the plain fields of a document say, by property."""
    fields = description_of(type(document)).fields
    return {
        property_of(name, fields[name]): _value(fields[name], value)
        for name, value in labelled_values(document).items()
        if value or not fields[name].told
    }


def property_of(name: str, field: FieldDescription) -> str:
    """Return the property of a field: the term described, or else `ropa:reviewInterval` for
    `review_interval`."""
    first, *others = name.split("_")
    return field.term or f"ropa:{first}{''.join(each.capitalize() for each in others)}"


def labels_of_own_properties() -> Mapping[str, str]:
    """Return the label of each property of our own that plain fields have, without its prefix."""
    return {
        identifier.removeprefix("ropa:"): description.fields[name].label
        for kind, description in descriptions().items()
        if issubclass(kind, Document)
        for name in labelled_fields(kind)
        for identifier in [property_of(name, description.fields[name])]
        if identifier.startswith("ropa:")
    }


def _value(field: FieldDescription, value: Any) -> Any:
    if isinstance(value, Term):
        return {"skos:notation": value.code, "skos:prefLabel": value.name}
    if isinstance(value, Document):
        return {
            "dct:title": description_of(type(value)).name_of(value),
            **labelled_properties(value),
        }
    if isinstance(value, tuple):
        return [_value(field, item) for item in value]
    if isinstance(value, date):
        return day(value)
    return duration(value) if field.period else value
