"""Shorthand in TOML files: one row that stands for several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ropa.tables.shapes import Shape

# A key in the plural stands for many rows that are alike in all else, one for each value.
ONE_ROW_EACH = {
    "channels": "channel",
    "data_categories": "data_category",
    "organisations": "organisation",
    "people_categories": "people_category",
    "powers": "power",
    "recipients": "recipient",
}


def expand_shorthand(shape: Shape, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows that a row of a file stands for: one, or one for each value of a plural."""
    for plural, singular in ONE_ROW_EACH.items():
        if plural in row and singular in shape.fields:
            rest = {name: value for name, value in row.items() if name != plural}
            values = row[plural] if isinstance(row[plural], list) else [row[plural]]
            for value in values:
                yield {**rest, singular: value}
            return
    yield row
