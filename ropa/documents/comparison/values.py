"""What stands in a field, as plain text for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ropa.documents.classification import PUBLIC, Document, Visibility, visibility_of
from ropa.documents.description import FieldDescription, description_for
from ropa.documents.nodes import at, is_node, parts_of
from ropa.documents.wording import period_in_words

Titles = Mapping[str, str]


def in_text(value: Any, field: FieldDescription, titles: Titles) -> str:
    """Return a value in plain words: a name rather than a code, a period spelled out.

    `titles` says what people call an entry that is named by its reference.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, (list, tuple)):
        return "; ".join(in_text(item, field, titles) for item in value)
    if is_node(value):
        return description_for(value).name_of(value) or summary(value, PUBLIC, titles)
    text = str(value)
    return _period(text) if field.period else titles.get(text, text)


def both_in_text(
    before: Any, after: Any, field: FieldDescription, titles: Titles
) -> tuple[str, str]:
    """Return two values in words that tell them apart, by their codes if nothing else does."""
    old, new = in_text(before, field, titles), in_text(after, field, titles)
    if old != new:
        return old, new
    old_code, new_code = (at(value, "code") or str(value) for value in (before, after))
    return f"{old} ({old_code})", f"{new} ({new_code})"


def summary(item: Any, visibility: Visibility, titles: Titles) -> str:
    """Return what an item says in its public or its internal fields, a line for each.

    What gives the item its name is left out, and what is empty.
    """
    if isinstance(item, str):
        return titles.get(item, item) if visibility is PUBLIC else ""
    described = description_for(item)
    if described.heading:  # a name is enough for what many documents share
        return described.name_of(item) if visibility is PUBLIC else ""
    naming = {path.partition(".")[0] for path in described.name}
    lines = []
    for name, value in parts_of(item).items():
        field = described.labelled(name)
        if field.is_through and value:
            lines.append(summary(value, visibility, titles))
        elif name in naming | described.derived or not value:
            continue
        elif _visibility(item, name) is visibility:
            lines.append(f"{field.label}: {in_text(value, field, titles)}")
    return "\n".join(line for line in lines if line)


def _visibility(item: Any, name: str) -> Visibility:
    return visibility_of(type(item), name) if isinstance(item, Document) else PUBLIC


def _period(text: str) -> str:
    try:
        return period_in_words(text)
    except ValueError:
        return text
