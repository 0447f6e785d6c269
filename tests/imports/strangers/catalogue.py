"""Registers as strangers keep them, and where a careful person would say that each column belongs.

They are made up, in the manner of real ones, and independently of how imports recognise columns, so
that they measure it. Each is described by `sheets/NAME.toml`. Its cells are in `sheets/NAME.csv`;
those of a workbook in a file for each sheet, `sheets/NAME--SHEET.csv`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ropa.imports.reading.opening import ALL_ALIKE

from .building import SHEETS, SheetPlan, TextPlan, built_text, built_workbook


@dataclass(frozen=True)
class Stranger:
    """A file that somebody would upload.

    `sheet` is the title of the sheet to choose, empty for the first, `ALL_ALIKE` for all that have
    the same columns. `entries` is how many entries a person would count. `columns` says which
    target is right for a column: its name, or several names where each is right. The title of a
    column is read with the one above it, where there is one ("Above: Below")."""

    name: str
    kind: str
    is_uk: bool
    file_name: str
    sheet: str
    entries: int
    columns: Mapping[str, str | tuple[str, ...]]
    plan: TextPlan | tuple[SheetPlan, ...]

    def content(self) -> bytes:
        """The file as it would be uploaded."""
        if isinstance(self.plan, TextPlan):
            return built_text(self.name, self.plan)
        return built_workbook(self.plan)

    def right_targets(self, column: str) -> tuple[str, ...]:
        """The names of the targets that are right for a column."""
        right = self.columns[column]
        return (right,) if isinstance(right, str) else right


def _described(path: Path) -> Stranger:
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    return Stranger(
        name=path.stem,
        kind=facts["kind"],
        is_uk=facts["is_uk"],
        file_name=facts["file_name"],
        sheet=ALL_ALIKE if facts.get("all_alike") else facts.get("sheet", ""),
        entries=facts["entries"],
        columns={
            title: right if isinstance(right, str) else tuple(right)
            for title, right in facts["columns"].items()
        },
        plan=_plan(facts),
    )


def _plan(facts: dict[str, Any]) -> TextPlan | tuple[SheetPlan, ...]:
    if "text" in facts:
        return TextPlan(**facts["text"])
    return tuple(SheetPlan(**sheet) for sheet in facts["sheets"])


STRANGERS = tuple(_described(path) for path in sorted(SHEETS.glob("*.toml")))
