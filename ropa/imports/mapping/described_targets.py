"""Targets that follow from the description of an entry: plain texts, and fields of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, TextField

from ropa.documents.description import description_of, description_of_model
from ropa.documents.left_out import Output, reason_left_out
from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity
from ropa.models.base import part_relations
from ropa.tables.sheets import Column, ColumnKind, Sheet, sheets

# The fields that readers of this folder fill from targets of their own. All other texts of an entry
# that no sentence of ours is made of are targets as they are described.
READ_BY_HAND = frozenset(
    {"business_function", "data_location", "why_not_followed", "internal_note"}
)


def described_targets() -> dict[str, str]:
    """Return the targets that follow from the description of an entry alone, with the field of the
    model that each fills: its texts that are not worded, but for those read by hand."""
    description = description_of(ActivityDocument)
    return {
        column.replace("_", "-"): column
        for name, field in description.fields.items()
        if not field.is_worded
        for column in description.columns(name)
        if column not in READ_BY_HAND and _is_text(column)
    }


def _is_text(name: str) -> bool:
    field: Any = ProcessingActivity._meta.get_field(name)
    return isinstance(field, CharField | TextField) and not field.choices


@dataclass(frozen=True)
class DescribedField:
    """A field of a part that a column fills because it is described.

    `part` is the relation by which an entry reaches its parts, `identity` the columns by which one
    of them is named. A field that `makes_parts` names each of them: its column has one a line.
    `reads` are the relations of an entry that reading the column asks for.
    """

    part: str
    column: Column
    title: str
    spellings: tuple[str, ...]
    is_period: bool
    identity: tuple[Column, ...]
    makes_parts: bool
    reads: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        return f"{self.part}-{self.column.name}".replace("_", "-")


@cache
def described_part_fields() -> tuple[DescribedField, ...]:
    """Return the fields of parts that are targets because they are described: those that are not
    worded and that `left_out` does not excuse, one that makes parts before what is said of them."""
    found = [
        field
        for name in part_relations(ProcessingActivity)
        for sheet in sheets()
        if sheet.name == f"activities.{name}"
        for field in _fields_of(sheet)
    ]
    return tuple(sorted(found, key=lambda field: not field.makes_parts))


def _fields_of(sheet: Sheet) -> Iterator[DescribedField]:
    description = description_of_model(sheet.shape.model)
    identity = tuple(
        sheet.named[column]
        for name in dict.fromkeys(path.partition(".")[0] for path in description.identity)
        for column in description.columns(name)
        if column in sheet.named
    )
    for name, said in description.fields.items():
        for column in () if said.is_worded else description.columns(name):
            field: Any = sheet.shape.model._meta.get_field(column)
            if not reason_left_out(field, Output.SPREADSHEET):
                yield DescribedField(
                    sheet.part,
                    sheet.named[column],
                    f"{sheet.title}: {said.label}",
                    said.spellings,
                    said.period,
                    identity,
                    sheet.named[column].kind is ColumnKind.TEXT and description.identity == (name,),
                    tuple(f"{sheet.part}__{each.name}" for each in sheet.columns if each.model),
                )
