"""What `manage.py check` says about the description of the record: each fact is described once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from ropa.documents.chapters import Chapter
from ropa.documents.description import Description, FieldDescription, descriptions
from ropa.documents.left_out import Output, left_out, reason_left_out
from ropa.models.base import Part, Recorded, part_relations
from ropa.reports.linked.context import CONTEXT


def the_record_is_described(**_asked: Any) -> list[checks.CheckMessage]:
    """Refuse to start where a description names what there is not, a field of a model that is
    made into documents has none, or two fields claim one column."""
    found = [problem for each in descriptions().values() for problem in problems_of(each)]
    found += _nothing_left_out_is_unknown()
    return [checks.Error(problem, id="ropa.E003") for problem in found]


def problems_of(description: Description) -> Iterator[str]:
    """Yield what is wrong with the description of a type of document, naming module and field."""
    for name, field in description.fields.items():
        place = f"{description.document.__module__}: {description.document.__name__}.{name}"
        yield from (f"{place} {said}" for said in _of_field(description, name, field))
    if description.model is not None:
        yield from _of_model(description)


def _of_field(description: Description, name: str, field: FieldDescription) -> Iterator[str]:
    if field.chapter is not None and not isinstance(field.chapter, Chapter):
        yield f"stands in “{field.chapter}”, which is no chapter of an entry."
    if field.term and field.term.partition(":")[0] not in CONTEXT:
        yield f"is called “{field.term}” in linked data, which no vocabulary there has."
    if field.since and description.document.model_fields[name].is_required():
        yield f"came with version {field.since} of the schema, so it needs a default."
    if description.model is None:
        return
    for column in description.columns(name):
        if not _has(description.model, column):
            yield f"is made of “{column}”, which {description.model.__name__} does not have."
    for other in filter(None, (field.beside, field.after)):
        if not _has(description.model, other):
            yield f"stands next to “{other}”, which {description.model.__name__} does not have."


def _of_model(description: Description) -> Iterator[str]:
    model: Any = description.model
    module = description.document.__module__
    made_of = [column for name in description.fields for column in description.columns(name)]
    for column in sorted({each for each in made_of if made_of.count(each) > 1}):
        both = ", ".join(name for name in description.fields if column in description.columns(name))
        yield f"{module}: {description.document.__name__} makes {both} of one field, “{column}”."
    for name in _to_describe(model):
        if name not in made_of:
            yield (
                f"{model.__module__}: {model.__name__}.{name} has no description. Describe it in "
                f"{module}, or say in ropa.documents.left_out why documents leave it out."
            )


def _to_describe(model: type[Model]) -> Iterable[str]:
    """The fields, lists and parts of a model that its documents are to hold."""
    owner = model.owner_field if issubclass(model, Part) else ""
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        is_structure = field.primary_key or field.name == owner
        if not is_structure and not reason_left_out(field, Output.DOCUMENT):
            yield field.name
    for name, part in part_relations(model).items():
        if not reason_left_out(part, Output.DOCUMENT):
            yield name


def _has(model: type[Model], name: str) -> bool:
    if name in part_relations(model):
        return True
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _nothing_left_out_is_unknown() -> Iterator[str]:
    known: set[str] = set()
    for model in apps.get_models():
        if issubclass(model, Recorded):
            own = str(model._meta.model_name)
            fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
            known |= {own, *(f"{own}.{field.name}" for field in fields)}
            known |= {f"*.{field.name}" for field in fields}
    for key in left_out():
        if key not in known:
            yield f"ropa.documents.left_out: “{key}” is no field and no model of the record."
