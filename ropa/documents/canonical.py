"""One document, one text, one digest."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .classification import Document


def canonical_json(content: Document | dict[str, Any]) -> str:
    """Return JSON with sorted keys and no spare white space: equal content gives equal text.

    Text outside ASCII stands as itself; dates are ISO 8601 strings.
    """
    data = content.model_dump(mode="json") if isinstance(content, Document) else content
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
