"""Build documents from rows, in bulk: the number of queries does not grow with the rows.

How a document is made of a row follows from its description and from the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, get_args, get_origin

from django.db.models import Model
from pydantic import BaseModel

from ropa.models import ProcessingActivity
from ropa.models.base import Recorded
from ropa.models.grounds import Article9, LawfulBasis
from ropa.models.related import read_related

from .classification import Document
from .description import description_of
from .rights import rights_of
from .schema import ActivityDocument, RightDocument, Term

type Reader = Callable[[Any], Any]


def document_of[D: Document](row: Model, kind: type[D], **given: Any) -> D:
    """Return the document of a row, whose relations must have been read: `paths_of` names them.

    `given` are the values of the fields that are not made from the row.
    """
    values = {name: read(row) for name, read in _readers(kind) if name not in given}
    return kind(**values, **given)


@cache
def paths_of(kind: type[Document]) -> tuple[str, ...]:
    """Return every path from a row to the rows that its document is made of, as `read_related`
    takes them. Raises `TypeError` for a kind of document that is not made of rows."""
    description = description_of(kind)
    if description.model is None:
        raise TypeError(f"{kind.__name__} is not made of rows.")
    found: dict[str, None] = {}
    for name, field in description.fields.items():
        for column in description.columns(name):
            relation: Any = description.model._meta.get_field(column)
            if not relation.is_relation or field.given:
                continue
            here = "__".join((column, *filter(None, field.through.split("."))))
            inner, _ = _type_of(kind, name)
            onward = paths_of(inner) if _is_made_of_rows(inner) else ()
            found |= dict.fromkeys(f"{here}__{path}" for path in onward)
            if not onward:
                found[here] = None
    return tuple(found)


def activity_documents(
    activities: Iterable[ProcessingActivity],
) -> dict[int, ActivityDocument]:
    """Return the document of each activity as its rows stand now, by primary key."""
    rows = list(activities)
    read_related(rows, *ACTIVITY_PATHS)
    return {row.pk: document_of(row, ActivityDocument, rights=_rights(row)) for row in rows}


def activity_document(activity: ProcessingActivity) -> ActivityDocument:
    """Return the document of one activity as its rows stand now.

    The rows are read afresh, whatever the instance given already holds.
    """
    fresh = ProcessingActivity.objects.filter(pk=activity.pk)
    return activity_documents(fresh)[activity.pk]


def _rights(row: ProcessingActivity) -> tuple[RightDocument, ...]:
    """The rights that the purposes give, and those of consent where it lifts Article 9 for all of
    them: Articles 7, 17 and 20 name both."""
    consented = any(
        condition.article_9 == Article9.EXPLICIT_CONSENT for condition in row.conditions.all()
    )
    return rights_of(
        [(purpose.statement, purpose.lawful_basis) for purpose in row.purposes.all()],
        for_all=(LawfulBasis.CONSENT,) if consented else (),
        automated_decisions=_decides_by_computer(row),
    )


def _decides_by_computer(row: ProcessingActivity) -> bool:
    """Whether a computer alone takes decisions that Article 22C or section 50C may be about: by the
    decisions recorded, or else by the answer in general."""
    decisions = list(row.decisions_made.all())
    if not decisions:
        return row.automated_decisions == row.AutomatedDecisions.DECISIONS
    return any(
        each.involvement == each.Involvement.SOLELY
        and each.significance != each.Significance.NOT_SIGNIFICANT
        for each in decisions
    )


@cache
def _readers(kind: type[Document]) -> tuple[tuple[str, Reader], ...]:
    """How each field of a document is read from a row."""
    return tuple(_read_fields(kind))


def _read_fields(kind: type[Document]) -> Iterator[tuple[str, Reader]]:
    description = description_of(kind)
    for name, field in description.fields.items():
        if field.given:
            continue
        inner, is_list = _type_of(kind, name)
        column = next(iter(description.columns(name)), name)
        value = field.made or _relation_reader(column, field.through)
        labels = {} if field.made else _labels(description.model, column)
        if inner is Term and labels:
            yield name, _choice_term(value, labels, is_optional=_is_optional(kind, name))
        elif item := _item(inner):
            yield name, _all_items(value, item) if is_list else _one_item(value, item)
        else:
            yield name, value


def _item(inner: Any) -> Reader | None:
    """How a row that is named becomes what stands in a document; `None` for a plain value."""
    if inner is Term:
        return _row_term
    if _is_made_of_rows(inner):
        return lambda row: document_of(row, inner)
    return None


def _row_term(row: Recorded) -> Term:
    return Term(code=row.natural_key_text(), name=str(row))


def _relation_reader(column: str, through: str) -> Reader:
    """What stands in a field, and what it leads to: nothing if it leads nowhere on the way."""

    def read(row: Any) -> Any:
        value = getattr(row, column)
        for name in onward:
            value = getattr(value, name) if value is not None else None
        return value

    onward = [name for name in through.split(".") if name]
    return read if onward else attrgetter(column)


def _all_items(rows: Reader, item: Reader) -> Reader:
    return lambda row: tuple(item(each) for each in rows(row).all())


def _one_item(value: Reader, item: Reader) -> Reader:
    def read(row: Any) -> Any:
        found = value(row)
        return item(found) if found is not None else None

    return read


def _choice_term(value: Reader, labels: dict[str, str], *, is_optional: bool) -> Reader:
    """A code with the label people read."""

    def read(row: Any) -> Term | None:
        code = value(row)
        return None if is_optional and not code else Term(code=code, name=labels.get(code, code))

    return read


def _labels(model: type[Model] | None, name: str) -> dict[str, str]:
    """What people read for each value of a field, made once: Django makes it anew for each row."""
    field: Any = model and model._meta.get_field(name)
    return {code: str(label) for code, label in getattr(field, "flatchoices", ())}


def _type_of(kind: type[Document], name: str) -> tuple[Any, bool]:
    """The type of a field, or of the items of its list, and whether it is a list."""
    annotation = kind.model_fields[name].annotation
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    if _is_optional(kind, name):
        return next(each for each in get_args(annotation) if each is not NoneType), False
    return annotation, False


def _is_optional(kind: type[Document], name: str) -> bool:
    return NoneType in get_args(kind.model_fields[name].annotation)


def _is_made_of_rows(inner: Any) -> bool:
    if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
        return False
    return description_of(inner).model is not None


# Every path from an entry to the rows that its document is made of.
ACTIVITY_PATHS = paths_of(ActivityDocument)
