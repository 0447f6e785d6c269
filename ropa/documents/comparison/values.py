"""Values of fields as plain text for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ropa.dates import day_in_words
from ropa.documents.classification import PUBLIC, Document, Visibility, visibility_of
from ropa.documents.description import FieldDescription, description_of_node
from ropa.documents.nodes import is_node, node_fields, value_at
from ropa.documents.wording import period_in_words

Titles = Mapping[str, str]


def value_text(value: Any, field: FieldDescription, titles: Titles) -> str:
    """Return a value in plain words: a name rather than a code, a period spelled out.

    `titles` says what people call an entry that is named by its reference.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(value_text(item, field, titles) for item in value)
    if is_node(value):
        return description_of_node(value).name_of(value) or item_summary(value, PUBLIC, titles)
    text = str(value)
    return _period_text(text) if field.period else titles.get(text, text)


def distinct_value_texts(
    before: Any, after: Any, field: FieldDescription, titles: Titles
) -> tuple[str, str]:
    """Return two values in words that tell them apart, by their codes if nothing else does."""
    old, new = value_text(before, field, titles), value_text(after, field, titles)
    if old != new:
        return old, new
    old_code, new_code = (value_at(value, "code") or str(value) for value in (before, after))
    return f"{old} ({old_code})", f"{new} ({new_code})"


def item_summary(item: Any, visibility: Visibility, titles: Titles) -> str:
    """Return what an item says in its public or its internal fields, a line for each.

    What gives the item its name is left out, and what is empty.
    """
    if isinstance(item, str):
        return titles.get(item, item) if visibility is PUBLIC else ""
    described = description_of_node(item)
    if described.heading:  # a name is enough for what many documents share
        return described.name_of(item) if visibility is PUBLIC else ""
    naming = {path.partition(".")[0] for path in described.name}
    lines = []
    for name, value in node_fields(item).items():
        field = described.field(name)
        if field.is_through and value:
            lines.append(item_summary(value, visibility, titles))
        elif name in naming | described.derived or not value:
            continue
        elif _visibility(item, name) is visibility:
            lines.append(f"{field.label}: {value_text(value, field, titles)}")
    return "\n".join(line for line in lines if line)


def _visibility(item: Any, name: str) -> Visibility:
    return visibility_of(type(item), name) if isinstance(item, Document) else PUBLIC


def _period_text(text: str) -> str:
    try:
        return period_in_words(text)
    except ValueError:
        return text
