"""The models and fields that have a history, with the names that people know them by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from ropa.documents.description import field_description
from ropa.documents.wording import upper_first
from ropa.models import NoticeSection, ProcessingActivity
from ropa.models.base import Part

from .links import linking_fields
from .words import field_label

_NOUNS: dict[type[Model], str] = {ProcessingActivity: "entry", NoticeSection: "section"}


@dataclass(frozen=True)
class HistoryKind:
    """A kind of row or, with a `field`, that field of it. Without a model: what was decided."""

    model: type[Model] | None
    field: str = ""

    @property
    def key(self) -> str:
        """How addresses name it: “ropa.retentionrule.minimum_period”."""
        if self.model is None:
            return "decisions"
        label = self.model._meta.label_lower
        return f"{label}.{self.field}" if self.field else label


DECISIONS_KIND = HistoryKind(None)


def row_noun(model: type[Model]) -> str:
    """Return what people call one row of a kind."""
    return _NOUNS.get(model) or str(model._meta.verbose_name)


def rows_heading(model: type[Model]) -> str:
    """Return what people call the rows of a kind, as the pages of their owners do."""
    if not issubclass(model, Part):
        return upper_first(f"the {row_noun(model)} itself")
    field: Any = model._meta.get_field(model.owner_field)
    name = str(field.remote_field.get_accessor_name())
    if described := field_description(field.related_model, name):
        return described.label
    return upper_first(str(model._meta.verbose_name_plural))


def history_fields(model: Any) -> list[Any]:
    """Return the fields whose changes are told: all but the key and the link to the owner."""
    passed_over = {model._meta.pk.name, model.owner_field if issubclass(model, Part) else ""}
    plain = [field for field in model._meta.concrete_fields if field.name not in passed_over]
    return [*plain, *linking_fields(model)]


def kind_choices(models: Iterable[type[Model]]) -> list[tuple[str, list[tuple[HistoryKind, str]]]]:
    """Return what one can look for, in groups: each kind of row, and each of its fields."""
    groups = []
    for model in dict.fromkeys(models):
        title = rows_heading(model)
        fields = [
            (HistoryKind(model, field.name), field_label(field)) for field in history_fields(model)
        ]
        groups.append((title, [(HistoryKind(model), f"{title}: anything"), *fields]))
    return groups
