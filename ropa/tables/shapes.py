"""Which tables the register has when it leaves or comes in as files, and in which order they are
loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.db.models import Field, ManyToManyField, Model, UniqueConstraint

from ropa.models import (
    Agreement,
    Channel,
    DataCategory,
    Legislation,
    Notice,
    NoticeSection,
    Organisation,
    PeopleCategory,
    ProcessingActivity,
    Provision,
    StatutoryPower,
    System,
    Team,
)
from ropa.models.base import Part, Recorded, part_relations


@dataclass(frozen=True)
class Shape:
    """The fields and parts that a row of a model may name in a file."""

    model: type[Recorded]

    @property
    def owner_field(self) -> str:
        """The name of a part's field for its owner; empty for other rows."""
        return self.model.owner_field if issubclass(self.model, Part) else ""

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
    def related(self) -> dict[str, type[Recorded]]:
        """The models of the fields with one related row."""
        return {
            name: cast("type[Recorded]", field.related_model)
            for name, field in self.fields.items()
            if field.is_relation
        }

    @cached_property
    def required(self) -> set[str]:
        """The fields with one related row that a row cannot do without."""
        return {name for name in self.related if not self.fields[name].null}

    @cached_property
    def lists(self) -> dict[str, type[Recorded]]:
        """The models of the fields with a list of related rows."""
        return {
            field.name: cast("type[Recorded]", field.related_model)
            for field in self.model._meta.many_to_many
            if _through(field)._meta.auto_created
        }

    @cached_property
    def required_lists(self) -> set[str]:
        """The lists that a row cannot do without."""
        return {
            field.name
            for field in self.model._meta.many_to_many
            if field.name in self.lists and not field.blank
        }

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """The fields that tell a part from its owner's other parts; none if its place does."""
        if not issubclass(self.model, Part):
            return ()
        unique = (
            constraint.fields
            for constraint in self.model._meta.constraints
            if isinstance(constraint, UniqueConstraint) and constraint.condition is None
        )
        named = {name for fields in unique if self.model.owner_field in fields for name in fields}
        return tuple(sorted(named - {self.model.owner_field}))

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
            if not _through(field)._meta.auto_created
            for accessor, model in part_relations(self.model).items()
            if model is _through(field)
        }


def _through(field: ManyToManyField) -> type[Model]:
    return cast("type[Model]", field.remote_field.through)


_tables: dict[str, Shape] = {}


def register_table(name: str, model: type[Recorded]) -> None:
    """Let files hold rows of `model` under `name`, loaded after the tables registered before."""
    _tables[name] = Shape(model)


def tables() -> dict[str, Shape]:
    """Return the tables in the order in which they are loaded."""
    return _tables


_MODELS: dict[str, type[Recorded]] = {
    "organisations": Organisation,
    "teams": Team,
    "legislation": Legislation,
    "provisions": Provision,
    "powers": StatutoryPower,
    "agreements": Agreement,
    "systems": System,
    "data_categories": DataCategory,
    "people_categories": PeopleCategory,
    "channels": Channel,
    "activities": ProcessingActivity,
    "notices": Notice,
    "sections": NoticeSection,
}
for _name, _model in _MODELS.items():
    register_table(_name, _model)
