"""Read documents, and the plain dicts made of their public parts, in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel


def is_node(value: Any) -> bool:
    """Say whether a value is a document or a dict, with fields of its own."""
    return isinstance(value, (BaseModel, dict))


def node_fields(node: Any) -> dict[str, Any]:
    """Return the fields of a document or dict by name; of a public part, the public ones."""
    return node if isinstance(node, dict) else vars(node)


def value_at(node: Any, path: str) -> Any:
    """Return what stands at a path such as “recipient.code”; `None` where it ends early."""
    for name in path.split("."):
        if not is_node(node):
            return None
        node = node_fields(node).get(name)
    return node


def paths_to(node: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield a path to the first of the keys in the dict or, if it has none, in the inner dicts."""
    if own := next((key for key in keys if key in node), ""):
        yield own
        return
    for name, inner in node.items():
        if isinstance(inner, dict) and (key := next((key for key in keys if key in inner), "")):
            yield f"{name}.{key}"
