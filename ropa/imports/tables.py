"""Which tables a file may hold, and the order in which they are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Field, ForeignKey, ManyToManyField

from ropa.models import (
    DataCategory,
    Legislation,
    Notice,
    NoticeSection,
    Organisation,
    PeopleCategory,
    ProcessingActivity,
    Provision,
    StatutoryPower,
    Team,
)
from ropa.models.base import Part, Recorded, part_relations

# A key in the plural stands for many rows that are alike in all else, one for each value.
ONE_ROW_EACH = {
    "channels": "channel",
    "data_categories": "data_category",
    "organisations": "organisation",
    "people_categories": "people_category",
    "powers": "power",
    "recipients": "recipient",
}


@dataclass(frozen=True)
class Shape:
    """The fields and parts that a row of a model may name in a file."""

    model: type[Recorded]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Fields with a plain value or one related row, by name."""
        hidden = {"id"}
        if issubclass(self.model, Part) and self.model is not NoticeSection:
            hidden |= {"position", self.model.owner_field}
        return {
            field.name: field
            for field in self.model._meta.concrete_fields
            if field.name not in hidden
        }

    @cached_property
    def related(self) -> dict[str, ForeignKey]:
        """The fields with one related row."""
        return {name: field for name, field in self.fields.items() if field.is_relation}

    @cached_property
    def lists(self) -> dict[str, ManyToManyField]:
        """Fields with a list of related rows."""
        return {
            field.name: field
            for field in self.model._meta.many_to_many
            if field.remote_field.through._meta.auto_created
        }

    @cached_property
    def parts(self) -> dict[str, Shape]:
        """The row's own parts, by the name under which it reaches them."""
        return {
            name: Shape(model)
            for name, model in part_relations(self.model).items()
            if model is not NoticeSection
        }

    @cached_property
    def ordered_lists(self) -> dict[str, tuple[str, str]]:
        """Lists kept as parts: the name of the list, the parts, and the part's field for it."""
        return {
            field.name: (accessor, field.m2m_reverse_field_name())
            for field in self.model._meta.many_to_many
            if not field.remote_field.through._meta.auto_created
            for accessor, model in part_relations(self.model).items()
            if model is field.remote_field.through
        }


_tables: dict[str, Shape] = {}


def register_table(name: str, model: type[Recorded]) -> None:
    """Let files hold rows of `model` under `name`, loaded after the tables registered before."""
    _tables[name] = Shape(model)


def tables() -> dict[str, Shape]:
    """Return the tables in the order in which they are loaded."""
    return _tables


for _name, _model in {
    "organisations": Organisation,
    "teams": Team,
    "legislation": Legislation,
    "provisions": Provision,
    "powers": StatutoryPower,
    "data_categories": DataCategory,
    "people_categories": PeopleCategory,
    "activities": ProcessingActivity,
    "notices": Notice,
    "sections": NoticeSection,
}.items():
    register_table(_name, _model)
