"""Which sheets and columns the register has: a sheet a table, and one for each kind of its parts.

Nothing is listed by hand, so that no field can be left out: sheets and columns follow from the
models of the registered tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db.models import BooleanField, DateField, Field, IntegerField

from ropa.models.base import Fact, Recorded

from .shapes import Shape, tables

# The column by which the rows of a sheet of parts name the row they belong to.
OWNER = "belongs_to"

# What people call a sheet, where the model's own name would not tell it from others, and in which
# order the parts of a row come. A spreadsheet takes no more than 31 characters.
_titles: dict[str, str] = {}

_fields_of_every_fact = frozenset(field.name for field in Fact._meta.local_fields)


def register_sheet_titles(titles: Mapping[str, str]) -> None:
    """Say what sheets are called, by their names; parts come in the order given here."""
    _titles.update(titles)


register_sheet_titles(
    {
        "organisations.contact_points": "Contact points",
        "people_categories.related_groups": "Groups people belong to",
        "powers": "Statutory powers",
        "activities": "Entries",
        "activities.controller_roles": "Controllers",
        "activities.purposes": "Purposes and bases",
        "activities.conditions": "Conditions",
        "activities.data_holdings": "Data held about whom",
        "activities.data_sources": "Sources",
        "activities.channels": "How it arrives",
        "activities.disclosures": "Who it is shared with",
        "activities.retention_rules": "Retention",
        "activities.power_uses": "Powers used",
        "activities.people_choices": "Choices people have",
        "activities.decisions_made": "Automated decisions",
        "activities.transfers": "Transfers",
        "activities.security_measures": "Security measures",
        "activities.system_uses": "Systems used",
        "activities.supporting_documents": "Supporting documents",
        "notices": "Notices",
        "notices.principles": "Principles kept",
        "sections": "Sections of notices",
        "sections.section_activities": "Entries in sections",
        "sections.audiences": "Readers addressed",
    }
)


class ColumnKind(Enum):
    """What a cell of a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes or no"
    CHOICE = "one of a list"
    ROW = "one row of another sheet"
    ROWS = "rows of another sheet"


@dataclass(frozen=True)
class Column:
    """A field as a column: `name` is the field's, `title` what people read above the cells.

    `choices` are the names people read, by code; `model` is whose rows a reference names. A
    `required` field has no value unless one is written; a `blank` one may be empty.
    """

    name: str
    title: str
    kind: ColumnKind
    help_text: str = ""
    choices: Mapping[str, str] | None = None
    model: type[Recorded] | None = None
    max_length: int | None = None
    required: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Sheet:
    """The rows of a table, or the parts of one kind of all rows of a table.

    `name` is that of the table, followed for parts by a dot and the name of the relation.
    """

    name: str
    shape: Shape

    @property
    def table(self) -> str:
        return self.name.partition(".")[0]

    @property
    def part(self) -> str:
        """The name of the relation by which the owner reaches these parts; empty for a table."""
        return self.name.partition(".")[2]

    @cached_property
    def title(self) -> str:
        """The name people read: the plural name of the model, unless another is registered."""
        names = str(self.shape.model._meta.verbose_name_plural)
        return _titles.get(self.name, names[:1].upper() + names[1:])

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order; the first of parts names the row that a part belongs to.

        Whether a fact is inferred comes after the fact.
        """
        shape = self.shape
        fields = [self._column(name, field) for name, field in shape.fields.items()]
        lists = [
            Column(name, _title(shape.model._meta.get_field(name)), ColumnKind.ROWS, model=model)
            for name, model in shape.lists.items()
        ]
        columns = [*fields, *lists]
        if not self.part:
            # The key comes first: whoever reads the sheet finds a row by it.
            columns.sort(key=lambda column: column.name != shape.model.key_field)
            return tuple(columns)
        columns.sort(key=lambda column: column.name in _fields_of_every_fact)
        return Column(OWNER, "Belongs to", ColumnKind.TEXT, required=True), *columns

    @cached_property
    def named(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    def _column(self, name: str, field: Field[Any, Any]) -> Column:
        return Column(
            name=name,
            title=_title(field),
            kind=_kind(field),
            help_text=str(field.help_text),
            choices={str(code): str(label) for code, label in field.flatchoices} or None,
            model=self.shape.related.get(name),
            max_length=_longest(field),
            required=not (field.blank or field.null or field.has_default()),
            blank=field.blank,
        )


def sheets() -> tuple[Sheet, ...]:
    """Return every sheet: the tables in the order in which they are loaded, each followed by the
    parts of its rows."""
    return tuple(
        sheet
        for name, shape in tables().items()
        for sheet in (
            Sheet(name, shape),
            *sorted(
                (Sheet(f"{name}.{part}", of_part) for part, of_part in shape.parts.items()),
                key=_place,
            ),
        )
    )


def sheets_of(table: str) -> tuple[Sheet, ...]:
    """Return the sheet of a table and those of its parts."""
    return tuple(sheet for sheet in sheets() if sheet.table == table)


def _place(sheet: Sheet) -> int:
    order = list(_titles)
    return order.index(sheet.name) if sheet.name in _titles else len(order)


def _title(field: Any) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def _kind(field: Field[Any, Any]) -> ColumnKind:
    if field.is_relation:
        return ColumnKind.ROW
    if field.flatchoices:
        return ColumnKind.CHOICE
    if isinstance(field, BooleanField):
        return ColumnKind.YES_NO
    if isinstance(field, DateField):
        return ColumnKind.DATE
    return ColumnKind.NUMBER if isinstance(field, IntegerField) else ColumnKind.TEXT


def _longest(field: Field[Any, Any]) -> int | None:
    limits = [rule.limit_value for rule in field.validators if isinstance(rule, MaxLengthValidator)]
    return min(limits) if limits else None
