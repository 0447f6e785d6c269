"""Documents as rows: the inverse of building them. What is loaded from the row of a document says
what the document says."""

from __future__ import annotations

from typing import Any

from ropa.documents.classification import Document
from ropa.documents.description import Description, description_of_node
from ropa.documents.schema import ActivityDocument, NoticeDocument

from .rows import NamedReference, Row
from .shapes import Shape, tables


def activity_row(document: ActivityDocument) -> Row:
    """Return the row of an entry with all its parts.

    Of the published copy of a document, what is internal is left out. When an entry was reviewed
    is not part of its document.
    """
    return _row(document, tables()["activities"])


def notice_row(document: NoticeDocument) -> Row:
    """Return the row of a notice; its sections are rows of their own."""
    return _row(document, tables()["notices"])


def section_rows(document: NoticeDocument) -> list[Row]:
    """Return the sections of a notice with their readers and entries."""
    names = {
        item.document.reference: f"{item.document.reference} {item.document.title}"
        for item in document.activities
    }
    return [
        {
            **_row(section, tables()["sections"]),
            "position": position,
            "notice": NamedReference(document.slug, document.title),
            "section_activities": [
                {"activity": NamedReference(reference, names[reference])}
                for reference in section.activities
            ],
        }
        for position, section in enumerate(document.sections, start=1)
    ]


def _row(document: Document, shape: Shape) -> Row:
    row: Row = {}
    description = description_of_node(document)
    values = vars(document)  # of the published copy of a document, without what is internal
    for name in shape.fields:
        if (field := description.field_of(name)) in values:
            row[name] = _value(document, description, field, name)
    for name in shape.lists:
        if (field := description.field_of(name)) in values:
            row[name] = tuple(sorted(map(_named, values[field])))
    for name, of_part in shape.parts.items():
        if (field := description.field_of(name)) in values:
            row[name] = [
                _row(part, of_part) for part in values[field] if isinstance(part, Document)
            ]
    return row


def _value(document: Document, description: Description, field: str, column: str) -> Any:
    """What a field of the model holds for a document to say this."""
    value = getattr(document, field)
    model_field: Any = description.model and description.model._meta.get_field(column)
    chosen = description.fields[field].chosen
    if model_field.is_relation:
        is_here = value is not None and (chosen is None or chosen(document) == column)
        return _named(value) if is_here else None
    if model_field.choices:
        return value.code if value is not None else ""
    return value


def _named(item: Any) -> NamedReference:
    return NamedReference(item.code, description_of_node(item).name_of(item))
