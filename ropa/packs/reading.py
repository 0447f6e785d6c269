"""Read the starter packs that come with the register.

A pack is a folder: its head (`pack.toml`), its entries, a file each, and the reference rows that it
adds. All packs share one library of reference rows, in which a code stands once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings

from ropa.imports.files import PACKS, read_files, read_folder
from ropa.imports.rows import FileRow
from ropa.models.base import Fact
from ropa.tables.shapes import Shape, tables

from .codes import written_out

FIXTURES = settings.BASE_DIR / "fixtures"
# The code of the organisation that takes a pack.
OWN_ORGANISATION = "own-organisation"
ENTRIES = "activities"
_HEAD = "pack.toml"
_FIRST_SENTENCE = re.compile(r".+?[.!?](?=\s|\Z)", re.DOTALL)
# What a body alone can say, where its pack says nothing.
_GAPS = {
    "retention_rules": [
        {"covers": "all of it", "to_be_supplied": "How long we keep it, and why."},
    ],
    "security_measures": [
        {"kind": "technical", "to_be_supplied": "How we protect it on computers."},
        {"kind": "organisational", "to_be_supplied": "Who may see it, and how we see to that."},
    ],
}


@dataclass(frozen=True)
class PackEntry:
    """A model entry: its key in the pack, and its row, in which every part that can be is marked as
    still to be confirmed."""

    key: str
    row: FileRow

    @property
    def content(self) -> dict[str, Any]:
        return self.row.values

    @property
    def title(self) -> str:
        return self.content["title"]

    @property
    def heading(self) -> str:
        """Under which heading it stands in its pack."""
        return self.content.get("business_function", "")

    @property
    def sentence(self) -> str:
        """What the body does, in one sentence."""
        found = _FIRST_SENTENCE.match(self.content["summary"])
        return found[0] if found else self.content["summary"]


@dataclass(frozen=True)
class Pack:
    """A starter pack: what it is called, for whom it is, since when it says what it says, and what
    else its users need."""

    code: str
    name: str
    for_whom: str
    edition: date
    needs: str
    entries: tuple[PackEntry, ...]

    @cached_property
    def by_key(self) -> Mapping[str, PackEntry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def headings(self) -> Mapping[str, list[PackEntry]]:
        """The entries by their headings, both in the order of the alphabet."""
        in_order = sorted(self.entries, key=lambda each: (each.heading, each.title))
        return {name: list(found) for name, found in groupby(in_order, lambda each: each.heading)}


@dataclass(frozen=True)
class PackLibrary:
    """All packs by their codes, and the reference rows they may name, by table and code."""

    packs: Mapping[str, Pack]
    rows: Mapping[tuple[str, str], FileRow]


@lru_cache(maxsize=4)
def read_packs(fixtures: Path = FIXTURES) -> PackLibrary:
    """Return the packs below a folder of fixtures, read once.

    Raises `CannotLoad` for a file that cannot be read as tables of rows, `OSError` for a pack
    without a head, and `ValueError` for a code that stands twice and for a head that lacks
    something.
    """
    folder = fixtures / PACKS
    heads = sorted(folder.glob(f"*/{_HEAD}"))
    packs = {head.parent.name: _pack(head) for head in heads}
    shared = [file for file in sorted(folder.glob("*/*.toml")) if file.name != _HEAD]
    rows: dict[tuple[str, str], FileRow] = {}
    for row in (*read_folder(fixtures / "reference"), *read_files(shared, fixtures)):
        key = row.table, row.values["code"]
        if key in rows:
            raise ValueError(f"{row.place}: “{key[1]}” stands already in {rows[key].place}.")
        shape = tables()[row.table]
        rows[key] = FileRow(row.table, written_out(shape, row.values), row.place)
    return PackLibrary(packs, rows)


def _pack(head: Path) -> Pack:
    told = tomllib.loads(head.read_text(encoding="utf-8"))
    wanted = {"name", "for_whom", "edition", "needs"}
    if missing := wanted - told.keys():
        raise ValueError(f"{head} lacks {', '.join(sorted(missing))}.")
    files = sorted(head.parent.glob("entries/*.toml"))
    rows = read_files(files, head.parents[2])
    entries = [PackEntry(row.values["reference"], _complete(row)) for row in rows]
    return Pack(head.parent.name, entries=tuple(entries), **{name: told[name] for name in wanted})


def _complete(row: FileRow) -> FileRow:
    shape = tables()[ENTRIES]
    values = written_out(shape, _GAPS | row.values)
    return FileRow(ENTRIES, _to_be_confirmed(shape, values), row.place)


def _to_be_confirmed(shape: Shape, values: dict[str, Any]) -> dict[str, Any]:
    """The body has said none of this itself."""
    made = dict(values)
    for name in values.keys() & shape.parts.keys():
        part = shape.parts[name]
        made[name] = [_to_be_confirmed(part, row) for row in values[name]]
    if issubclass(shape.model, Fact):
        made["is_inferred"] = True
    return made
