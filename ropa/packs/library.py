"""Which reference rows entries of a pack need, and which of them the register has already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model

from ropa.imports.mapping.normalising import normalised
from ropa.imports.rows import FileRow
from ropa.tables.shapes import tables

from .codes import named_rows, with_codes

Key = tuple[str, str]

# By which fields, besides its code, a row of the register is the same as one of a pack.
_SAME_BY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "organisations": (("name",),),
    "legislation": (("title",), ("identifier",)),
    "provisions": (("legislation", "label"),),
    "powers": (("name",),),
    "data_categories": (("name",),),
    "people_categories": (("name",),),
    "channels": (("name",),),
}


@dataclass(frozen=True)
class NeededRows:
    """The reference rows that entries need: those to add, as the register names what they name, and
    the code in the register of each that it has already, by table and code."""

    new: list[FileRow]
    known: Mapping[Key, str]

    def code(self, model: type[Model], code: str) -> str:
        """Return the code by which the register knows a row."""
        table = _TABLES.get(model, "")
        return self.known.get((table, code), code)


def needed_rows(entries: Iterable[FileRow], library: Mapping[Key, FileRow]) -> NeededRows:
    """Return what of a library entries need, and what those rows need themselves. What they name
    that the library has not is left for the loading to find."""
    needed: dict[Key, FileRow] = {}
    waiting = list(entries)
    while waiting:
        row = waiting.pop()
        for model, code in named_rows(tables()[row.table], row.values):
            key = _TABLES.get(model, ""), code
            if key in library and key not in needed:
                needed[key] = library[key]
                waiting.append(library[key])
    return _sorted_out(needed)


def _sorted_out(needed: Mapping[Key, FileRow]) -> NeededRows:
    found = NeededRows([], {})
    known: dict[Key, str] = {}
    # In the order of the tables: a provision is known by its legislation.
    for table, shape in tables().items():
        rows = [row for key, row in needed.items() if key[0] == table]
        if not rows:
            continue
        there = _RegisterRows(table)
        for row in rows:
            code = row.values["code"]
            if as_known := there.code_of(with_codes(shape, row.values, found.code)):
                known[table, code] = as_known
                found = NeededRows(found.new, known)
            else:
                found.new.append(row)
    # Rows name others of their own table, in any order.
    new = [
        FileRow(row.table, with_codes(tables()[row.table], row.values, found.code), row.place)
        for row in sorted(found.new, key=lambda row: (row.table, row.values["code"]))
    ]
    return NeededRows(new, known)


class _RegisterRows:
    """The rows of a table that the register has, by what tells them apart."""

    def __init__(self, table: str) -> None:
        self._ways = (("code",), *_SAME_BY.get(table, ()))
        names = list(dict.fromkeys(name for way in self._ways for name in way))
        related = tables()[table].related
        paths = [f"{name}__code" if name in related else name for name in names]
        self._codes: dict[tuple[str, ...], str] = {}
        for values in tables()[table].model._default_manager.values_list(*paths):
            row = dict(zip(names, values, strict=True))
            for way in self._ways:
                self._codes.setdefault((*way, *(_plain(row[name]) for name in way)), row["code"])

    def code_of(self, values: Mapping[str, str]) -> str:
        """Return the code of the row that is the same, or nothing."""
        for way in self._ways:
            told = [_plain(values.get(name, "")) for name in way]
            # Many laws have no identifier; one provision of each law has no label.
            if told[0] and (found := self._codes.get((*way, *told))):
                return found
        return ""


def _plain(value: object) -> str:
    return normalised(str(value or ""))


_TABLES: Mapping[type[Model], str] = {shape.model: name for name, shape in tables().items()}
