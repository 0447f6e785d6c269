"""What is not one text: the forms of staff, comparisons, histories, and what comes in again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain, zip_longest
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.test import Client

from ropa.admin.shared.links import page_url
from ropa.documents.comparison import Difference, compare, difference_sentence
from ropa.documents.notices import draft_notice_document
from ropa.documents.schema import NoticeDocument
from ropa.history.kinds import row_noun
from ropa.history.words import field_label
from ropa.imports.loading import load
from ropa.imports.reading.opening import open_file
from ropa.imports.reading.own import read_own_file
from ropa.models import Notice
from ropa.models.base import Part, Recorded
from ropa.reports.formats import Format
from tests.admin.forms import fields_of as controls_of
from tests.admin.forms import signed_in
from tests.factories import make_user
from tests.history.reading import changes_of
from tests.reports.making import report_bytes
from tests.reports.test_round_trip import empty

from .fields import RECORD, Field, every_field, fields_of, is_listed, written_forms
from .outputs import DRAFT
from .register import FilledRegister


def in_forms(register: FilledRegister) -> set[Field]:
    """The fields that have a control with what they say on a page of staff."""
    client = signed_in(make_user("Approver", is_superuser=True))
    pages = {model: _forms(client, model, register) for model in RECORD}
    return {field for field in every_field() if _has_control(register, field, pages)}


type Forms = tuple[str, list[dict[str, list[str]]]]


def _forms(client: Client, model: type[models.Model], register: FilledRegister) -> Forms:
    """The text of the pages of the rows of a model, and the controls on them."""
    if model not in admin.site._registry:
        return "", []
    texts = [client.get(page_url(row)).text for row in register.rows[model]]
    return "\n".join(texts).casefold(), [controls_of(text) for text in texts]


def _has_control(
    register: FilledRegister, field: Field, pages: dict[type[Recorded], Forms]
) -> bool:
    model: Any = field.model
    text, forms = pages[model]
    controls = [values for form in forms for name, values in form.items() if name == field.name]
    if issubclass(model, Part):
        owner: Any = model._meta.get_field(model.owner_field)
        prefix = f"{owner.remote_field.get_accessor_name()}-"
        controls += [
            values
            for form in pages[owner.related_model][1]
            for name, values in form.items()
            if name.startswith(prefix) and name.endswith(f"-{field.name}")
        ]
    said = register.said(field)
    there = {value.casefold() for values in controls for value in values}
    if any(wanted & there for value in said if (wanted := _control_values(field, value))):
        return True
    # What cannot be changed any more stands there as text.
    return not controls and any(
        way in text for value in said for way in written_forms(field, value)
    )


def _control_values(field: Field, value: Any) -> set[str]:
    if isinstance(value, models.Model):
        return {str(value.pk)}
    if isinstance(value, bool):
        return {"on"} if value else set()
    return {str(value).casefold(), *written_forms(field, value)}


def in_comparisons(
    register: FilledRegister, fields: Sequence[Field]
) -> dict[Field, list[Difference]]:
    """For each field, what differs between two documents of a notice if it says something else, as
    far as the difference tells that."""
    found: dict[Field, list[Difference]] = {}
    before = _notices(register)
    # One change may stand in the way of telling another: what is not told then is tried alone.
    for together in chain(_one_of_each_model(fields), ([field] for field in fields)):
        if all(found.get(field) for field in together):
            continue
        with register.changed(*together) as said:
            pairs = zip(before, _notices(register), strict=True)
            differences = [each for old, new in pairs for each in compare(old, new)]
            for field, other in zip(together, said, strict=True):
                found[field] = [each for each in differences if _tells(each, field, other)]
    return found


def _notices(register: FilledRegister) -> list[NoticeDocument]:
    return [draft_notice_document(notice) for notice in register.rows[Notice]]


def _one_of_each_model(fields: Sequence[Field]) -> Iterator[list[Field]]:
    """The first field of each model, then the second of each, and so on: no row changes twice."""
    of_models = [[field for field in fields if field.model is model] for model in RECORD]
    for together in zip_longest(*of_models):
        yield [field for field in together if field is not None]


def _tells(difference: Difference, field: Field, other: Any) -> bool:
    if isinstance(other, bool):
        return difference.key.rpartition(".")[2] == field.name
    said = f"{difference_sentence(difference)}\n{difference.before}\n{difference.after}".casefold()
    return any(way in said for way in written_forms(field, other))


def in_histories(register: FilledRegister) -> set[Field]:
    """The fields of which a history tells that they say something else."""
    return {field for model in RECORD for field in _in_history(register, model)}


def _in_history(register: FilledRegister, model: type[Recorded]) -> Iterator[Field]:
    fields = list(fields_of(model))
    roots = {_with_page(row) for row in register.rows[model]}
    with register.changed(*fields) as said:
        told = [
            one
            for change in changes_of(*roots)
            if not issubclass(model, Part) or row_noun(model) in change.row_title
            for one in change.fields
        ]
        for field, other in zip(fields, said, strict=True):
            ways = ("yes", "no") if isinstance(other, bool) else written_forms(field, other)
            label = field_label(field)
            if any(
                one.name == label and any(way in one.after.casefold() for way in ways)
                for one in told
            ):
                yield field


def _with_page(row: Any) -> Any:
    """The row on whose page a row stands."""
    if type(row) in admin.site._registry:
        return row
    return _with_page(getattr(row, row.owner_field))


def lost_in_imports(form: Format) -> set[Field]:
    """The fields that say something else once a file of drafts was taken out, every row taken
    away, and the file brought in again."""
    with transaction.atomic():
        before, content = _all_said(), report_bytes(form.name, DRAFT)
        empty()
        read = read_own_file(open_file(BytesIO(content), "register"))
        assert read.problems == []
        load(read.rows)
        after = _all_said()
        transaction.set_rollback(True)
    return {field for field, values in before.items() if after[field] != values}


def _all_said() -> dict[Field, Counter[Any]]:
    return {
        field: Counter(_value_of(row, field) for row in field.model._default_manager.all())
        for field in every_field()
    }


def _value_of(row: models.Model, field: Field) -> Any:
    value = getattr(row, field.name)
    if is_listed(field):
        return tuple(sorted(each.natural_key_text() for each in value.all()))
    return value.natural_key_text() if isinstance(value, Recorded) else value
