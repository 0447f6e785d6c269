"""Fill fields that the word lists say nothing about, by their type.

They are those that a later version of the schema than 3 brought, in entries and in parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import Model

from ropa.documents.description import FieldDescription, description_of_model
from ropa.models import ProcessingActivity
from ropa.models.base import part_relations
from ropa.tables.sheets import Column, ColumnKind, Sheet, sheets

from .dice import FIRST_DAY, dice_for
from .words import PHRASES

type Row = dict[str, Any]
# The codes of shared rows that may be named, by the name of their model.
type SharedCodes = Mapping[str, Sequence[str]]

_LONGEST = 200


def with_remaining_fields(row: Row, seed: int, number: int, shared: SharedCodes) -> Row:
    """Return the row of an entry with every field that nobody wrote words for.

    A part that is new to the record has one row. References name one of the `shared` rows; those to
    anything else stay empty. Dice of its own leave all else as it was.
    """
    dice = dice_for(seed, f"{number}/described")
    own = _sheet("activities")
    filled = row | _values(own, ProcessingActivity, row, dice, shared)
    for name, model in part_relations(ProcessingActivity).items():
        sheet = _sheet(f"activities.{name}")
        is_new = name not in row
        parts = [{}] if is_new else row[name]
        filled[name] = [
            part | _values(sheet, model, part, dice, shared, all_of_them=is_new) for part in parts
        ]
    return filled


def _sheet(name: str) -> Sheet:
    return next(sheet for sheet in sheets() if sheet.name == name)


def _values(
    sheet: Sheet,
    model: type[Model],
    row: Row,
    dice: Random,
    shared: SharedCodes,
    *,
    all_of_them: bool = False,
) -> Row:
    description = description_of_model(model)
    return {
        column: _value(sheet.named[column], said, dice, shared)
        for name, said in description.fields.items()
        if said.since or all_of_them
        for column in description.columns(name)
        if column in sheet.named and column not in row
    }


def _value(column: Column, said: FieldDescription, dice: Random, shared: SharedCodes) -> Any:
    value: Any = None
    match column.kind:
        case ColumnKind.CHOICE:
            value = dice.choice([code for code in column.choices or () if code])
        case ColumnKind.YES_NO:
            value = dice.random() < 0.5
        case ColumnKind.DATE:
            value = FIRST_DAY + timedelta(days=dice.randrange(365))
        case ColumnKind.NUMBER:
            value = dice.randrange(1, 100)
        case ColumnKind.ROW if codes := shared.get(_model_name(column)):
            value = dice.choice(codes)
        case ColumnKind.ROWS:
            value = []
        case ColumnKind.TEXT if said.period:
            value = dice.choice(PHRASES.periods)
        case ColumnKind.TEXT:
            text = f"{said.label}, number {dice.randrange(1, 1000)}"
            value = text[: column.max_length or _LONGEST]
    return value


def _model_name(column: Column) -> str:
    return str(column.model._meta.model_name) if column.model else ""
