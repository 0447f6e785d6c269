"""Documents, and the plain dicts their public parts are, read alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def is_node(value: Any) -> bool:
    """Say whether a value has fields of its own."""
    return isinstance(value, (BaseModel, dict))


def parts_of(node: Any) -> dict[str, Any]:
    """Return the fields of a document or dict that are there: of a public part, the public."""
    return node if isinstance(node, dict) else vars(node)


def at(node: Any, path: str) -> Any:
    """Return what stands at a path such as “recipient.code”; `None` where it ends early."""
    for name in path.split("."):
        if not is_node(node):
            return None
        node = parts_of(node).get(name)
    return node


def paths_to(node: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield where one of the keys stands: in the dict itself or else in what stands in it."""
    if own := next((key for key in keys if key in node), ""):
        yield own
        return
    for name, inner in node.items():
        if isinstance(inner, dict) and (key := next((key for key in keys if key in inner), "")):
            yield f"{name}.{key}"
