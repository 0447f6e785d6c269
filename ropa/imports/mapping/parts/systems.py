"""What data is kept and worked on in: a column into systems of the register (UK GDPR Articles
5(1)(f) and 32)."""

from __future__ import annotations

from typing import Any

from ropa.models import System

from ..cells.lists import split_names
from ..entry_row import EntryRow
from ..name_resolution import NameResolver
from ..results import SYSTEMS


def read_systems(row: EntryRow, resolver: NameResolver) -> None:
    """Read the systems by their names, and what each is used for, if that is said of it. Of which
    kind a new one is, nobody has said."""
    if not row.has("systems"):
        return
    parts: list[dict[str, Any]] = []
    for item in split_names(row.text("systems"), lambda text: resolver.is_name(SYSTEMS, text)):
        code = resolver.find(
            SYSTEMS, item.name, row.place, row.titles["systems"], kind=System.Kind.OTHER.value
        )
        detail = " ".join(filter(None, (item.brackets, item.more)))
        if code and all(part["system"] != code for part in parts):
            parts.append({"system": code} | ({"detail": detail} if detail else {}))
        elif detail:
            row.add_to_note("systems", f"{item.name}: {detail}")
    row.values["system_uses"] = parts
