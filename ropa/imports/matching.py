"""Match a row of a file to one of its owner's parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from ropa.tables.shapes import Shape


def match_parts[M: Model](
    shape: Shape, existing: Iterable[M], wanted: Iterable[dict[str, Any]]
) -> list[M | None]:
    """Return for each wanted part the row it is, or `None` if it is new.

    `wanted` are the parts' values by field. Parts alike in what tells them apart (the shape's
    identity) are matched by their place among these.
    """
    by_identity: dict[tuple[Any, ...], list[M]] = defaultdict(list)
    for row in existing:
        # By attname, so that no related row is fetched just to be compared.
        identity = tuple(getattr(row, shape.fields[name].attname) for name in shape.identity)
        by_identity[identity].append(row)
    if not by_identity:
        return [None for _ in wanted]
    found: list[M | None] = []
    for values in wanted:
        alike = by_identity[tuple(_plain(values.get(name)) for name in shape.identity)]
        found.append(alike.pop(0) if alike else None)
    return found


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value
