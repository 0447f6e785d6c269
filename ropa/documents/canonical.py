"""Canonical JSON text of documents, and its SHA-256 digest."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from .classification import Document
from .description import description_of, descriptions


def canonical_json(content: Document | dict[str, Any]) -> str:
    """Return JSON with sorted keys and no spare white space: equal content gives equal text.

    Text outside ASCII stands as itself; dates are ISO 8601 strings. What came with a later version
    of the schema than 3 stands there only if it is not its default, so that what was frozen before
    and says the same has the same text.
    """
    data = content.model_dump(mode="json") if isinstance(content, Document) else content
    if any(map(_later_fields, descriptions())):
        _without_defaults(content, data)
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _later_fields(kind: type[Document]) -> tuple[str, ...]:
    """The fields that came with a later version of the schema than 3."""
    if kind not in descriptions():
        return ()
    return tuple(name for name, field in description_of(kind).fields.items() if field.since)


def _without_defaults(content: Any, data: Any) -> None:
    """Take from the plain data of a document, at any depth, what came later and says nothing."""
    if isinstance(content, Document):
        kind = type(content)
        for name in _later_fields(kind):
            if getattr(content, name) == kind.model_fields[name].get_default(
                call_default_factory=True
            ):
                del data[name]
        for name in data.keys() & kind.model_fields.keys():
            _without_defaults(getattr(content, name), data[name])
    elif isinstance(content, (list, tuple)):
        for item, plain in zip(content, data, strict=True):
            _without_defaults(item, plain)
