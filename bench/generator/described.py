"""Fields that the record got after these words were written, filled by their type.

They are those that a later version of the schema than 3 brought, in entries and in parts.
"""

from __future__ import annotations

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

_LONGEST = 200


def with_described(row: Row, seed: int, number: int, organisations: list[str]) -> Row:
    """Return the row of an entry with every field that nobody wrote words for.

    A part that is new to the record has one row. References name one of the `organisations`, by
    their codes; those to anything else stay empty. Dice of its own leave all else as it was.
    """
    dice = dice_for(seed, f"{number}/described")
    own = _sheet("activities")
    filled = row | _values(own, ProcessingActivity, row, dice, organisations)
    for name, model in part_relations(ProcessingActivity).items():
        sheet = _sheet(f"activities.{name}")
        is_new = name not in row
        parts = [{}] if is_new else row[name]
        filled[name] = [
            part | _values(sheet, model, part, dice, organisations, all_of_them=is_new)
            for part in parts
        ]
    return filled


def _sheet(name: str) -> Sheet:
    return next(sheet for sheet in sheets() if sheet.name == name)


def _values(
    sheet: Sheet,
    model: type[Model],
    row: Row,
    dice: Random,
    organisations: list[str],
    *,
    all_of_them: bool = False,
) -> Row:
    description = description_of_model(model)
    return {
        column: _value(sheet.named[column], said, dice, organisations)
        for name, said in description.fields.items()
        if said.since or all_of_them
        for column in description.columns(name)
        if column in sheet.named and column not in row
    }


def _value(column: Column, said: FieldDescription, dice: Random, organisations: list[str]) -> Any:
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
        case ColumnKind.ROW if column.model and column.model._meta.model_name == "organisation":
            value = dice.choice(organisations)
        case ColumnKind.ROWS:
            value = []
        case ColumnKind.TEXT if said.period:
            value = dice.choice(PHRASES.periods)
        case ColumnKind.TEXT:
            text = f"{said.label}, number {dice.randrange(1, 1000)}"
            value = text[: column.max_length or _LONGEST]
    return value
