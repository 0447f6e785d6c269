"""Every field of the record reaches its document, and the public reads only what is public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from ropa.documents.canonical import canonical_json
from ropa.documents.classification import public_part
from ropa.documents.left_out import Output, why_left_out
from ropa.documents.notices import draft_notice_document
from ropa.models import (
    DataSource,
    Disclosure,
    Notice,
    ProcessingActivity,
    Purpose,
)
from ropa.models.base import Recorded
from tests.documents.filled import STAFF_ONLY, fill_activity, fill_another, fill_notice, mark
from tests.rolling_back import rolled_back

RECORD = [
    model for model in apps.get_app_config("ropa").get_models() if issubclass(model, Recorded)
]


def name_of(field: models.Field) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def belongs_in_a_document(field: models.Field) -> bool:
    if field.primary_key or field.name == getattr(field.model, "owner_field", None):
        return False
    return not why_left_out(field, Output.DOCUMENT)


FIELDS = [
    field
    for model in RECORD
    for field in model._meta.concrete_fields
    if belongs_in_a_document(field)
]


@pytest.fixture(scope="module")
def filled_register(django_db_setup, django_db_blocker):
    """Made once: what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill_notice(fill_activity())
        transaction.set_rollback(True)


@pytest.fixture
def notice(filled_register, db) -> Notice:
    return filled_register


def other_values(field: models.Field, value: Any) -> list[Any]:
    """Values that the field could have instead."""
    if field.choices:
        return [code for code, _ in field.choices if code != value]
    if isinstance(field, models.BooleanField):
        return [not value]
    if isinstance(field, models.DateField):
        return [value + timedelta(days=1)]
    # A reference takes digits alone.
    return [f"{value[:-1]}#", f"{value[:-1]}9"]


def documents_after_a_change(notice: Notice, field: models.Field) -> Iterator[tuple[str, str]]:
    """The notice as staff and as the public read it, after each change of the field in a row."""
    rows = field.model._default_manager.all()
    there = list(rows.values_list("pk", field.attname))
    another = [fill_another(field.related_model).pk] if field.related_model else None
    for pk, value in there:
        for other in another or other_values(field, value):
            try:
                with transaction.atomic():
                    rows.filter(pk=pk).update(**{field.attname: other})
                    document = draft_notice_document(notice)
                    yield canonical_json(document), canonical_json(public_part(document))
                    transaction.set_rollback(True)
            except IntegrityError:
                continue  # a gap, for example, excludes the fact that would close it


def test_a_change_of_a_field_shows_to_whom_it_should(notice, subtests):
    document = draft_notice_document(notice)
    for_staff, for_public = canonical_json(document), canonical_json(public_part(document))
    public_text = _without_hashes(for_public)
    for field in FIELDS:
        with subtests.test(field=name_of(field)), rolled_back():
            after = list(documents_after_a_change(notice, field))
            assert any(staff != for_staff for staff, _ in after)
            shown = any(_without_hashes(public) != public_text for _, public in after)
            assert shown != (name_of(field) in STAFF_ONLY)


def _without_hashes(public: str) -> str:
    """The public part without the digests of approved entries, which cover all that they say."""
    document = json.loads(public)
    for approved in document["activities"]:
        del approved["digest"]
    return json.dumps(document)


@pytest.mark.parametrize(
    ("model", "name"),
    [(Purpose, "provisions"), (DataSource, "including"), (Disclosure, "including")],
)
def test_a_change_of_a_list_shows(notice, model, name):
    before = canonical_json(draft_notice_document(notice))
    related = getattr(model.objects.order_by("pk").first(), name)
    related.add(fill_another(related.model))
    assert canonical_json(draft_notice_document(notice)) != before


def test_no_text_for_staff_stands_in_the_public_part(notice):
    document = draft_notice_document(notice)
    for_staff, for_public = canonical_json(document), canonical_json(public_part(document))
    texts = {
        name_of(field): mark(field)
        for model in RECORD
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    }
    for name in STAFF_ONLY & texts.keys():
        assert texts[name] in for_staff
        assert texts[name] not in for_public
    assert "internal_note" not in for_public


def test_what_the_forms_call_for_staff_is_for_staff():
    told = {
        name_of(field)
        for model in RECORD
        for field in model._meta.concrete_fields
        if "staff" in str(field.help_text).lower() and belongs_in_a_document(field)
    }
    assert told - {"retentionrule.to_be_supplied"} <= STAFF_ONLY
    read = {
        name_of(field)
        for model in RECORD
        for field in model._meta.concrete_fields
        if "public reads" in str(field.help_text) and "never" not in str(field.help_text)
    }
    assert not read & STAFF_ONLY


def test_the_exceptions_are_fields():
    names = {name_of(field) for model in RECORD for field in model._meta.concrete_fields}
    assert names >= STAFF_ONLY


def test_the_walk_finds_the_fields_of_an_activity():
    """So that the tests above cannot pass by finding nothing."""
    assert len(FIELDS) > 120
    assert {field.model for field in FIELDS} >= {ProcessingActivity, Purpose, Disclosure}
