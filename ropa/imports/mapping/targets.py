"""What a column of somebody's spreadsheet can be: the places of an entry that it may fill.

Most are listed in `targets.toml`; the rest follow from the description of an entry.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ropa.documents.description import field_description
from ropa.models import ProcessingActivity

from .described_targets import described_part_fields, described_targets


@dataclass(frozen=True)
class Target:
    """A place of an entry for a column to fill.

    `name` stands in mappings and is stable; `title` and `help` are what people read. A target of
    `many` takes several columns, and several values in a cell; any other takes one column.
    `spellings` are what columns are called that hold it, the regulator's own title first; `fields`
    the fields it becomes, so that problems with these are told by the column's title.
    """

    name: str
    title: str
    help: str
    many: bool = False
    spellings: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


LEAVE_OUT = "leave-out"
INTERNAL_NOTE = "internal-note"


def field_titles(titles: Mapping[str, str]) -> dict[str, str]:
    """Return what the file calls each field, from the titles of the columns by target."""
    return {
        field: titles[target.name]
        for target in TARGETS
        if target.name in titles
        for field in target.fields
    }


def _read_targets() -> list[Target]:
    read = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return [
        Target(**target | {name: tuple(target.get(name, ())) for name in ("spellings", "fields")})
        for target in read["target"]
    ]


def _described() -> Iterator[Target]:
    for target, column in described_targets().items():
        said = field_description(ProcessingActivity, column)
        field: Any = ProcessingActivity._meta.get_field(column)
        if said:
            spellings = (said.label, *said.spellings)
            yield Target(target, said.label, str(field.help_text), True, spellings, (column,))
    for each in described_part_fields():
        spellings, fields = (each.title, *each.spellings), (f"{each.part}.{each.column.name}",)
        yield Target(each.target, each.title, each.column.help_text, True, spellings, fields)


def _in_order() -> tuple[Target, ...]:
    """All targets, those without a place of their own last."""
    listed = _read_targets()
    last = [target for target in listed if target.name in {INTERNAL_NOTE, LEAVE_OUT}]
    return (*(target for target in listed if target not in last), *_described(), *last)


TARGETS = _in_order()
BY_NAME = {target.name: target for target in TARGETS}
