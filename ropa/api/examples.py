"""Examples of answers: what the API answered for the demonstration register, shortened.

Each list has one item, and every instant and digest is the same. The register is made up to be at
`SITE`. A field that came after they were frozen is not in them, as it is not in older versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SITE = "https://register.example.org"
API = f"{SITE}/api/v1"
EXAMPLE_INSTANT = "2026-03-31T09:30:00Z"
EXAMPLES_FILE = Path(__file__).with_name("examples.json")


def frozen_answers(path: Path) -> dict[str, Any]:
    """Return the answers in a file, by the identifiers of their operations."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def values_in_path(path: str, answer: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands for each parameter in the path of an operation that gave this answer."""
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    answered = answer["items"][0] if "items" in answer else answer
    found = re.match(SITE + pattern, answered.get("url", ""))
    return found.groupdict() if found else {}
