"""The register out and in again without loss: what comes out the second time is the same bytes."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.reading.opening import open_file
from ropa.imports.reading.own import read_own_file
from ropa.models import Condition, Decision, FrozenHistory, ProcessingActivity, Version
from ropa.models.base import CodeField
from ropa.models.grounds import Schedule1
from ropa.models.identifiers import IDENTIFIER_FORMS, IdentifierField
from ropa.names import without_unseen
from ropa.reports.csv_zip import CSV_ZIP
from ropa.reports.formats import Format
from ropa.reports.json_files import JSON
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.workbooks import XLSX
from tests.documents.filled import fill_activity, fill_notice, mark
from tests.factories import make_activity, make_organisation, make_provision, make_regime
from tests.properties import costly

pytestmark = pytest.mark.django_db

FORMS = [XLSX, CSV_ZIP, JSON]
LONGER_THAN_A_CELL = 40_000

# Every character that a database keeps.
_characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_awkward = st.sampled_from(
    [
        *("=1+1", "'=1", " ", "\t@", "\r\n", "a\rb", "x" * 200, "[cqc]", "a [b] c"),
        *("_x000D_", "_x0041_", "_x005F_x000D_"),
    ]
)


def drafts(kind: Format) -> bytes:
    return b"".join(kind.write(report(Selection(is_draft=True))))


def bring_in(content: bytes) -> None:
    read = read_own_file(open_file(BytesIO(content), "register"))
    assert read.problems == []
    load(read.rows)


def empty() -> None:
    """Take away every row of the register, its history included, as if it were newly installed."""
    kept = {Version, Decision, FrozenHistory}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in {"ropa", "inspections"} and model not in kept:
            model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)


def out_and_in_again(kind: Format) -> None:
    """Take the register out, empty it, bring it in again, and compare."""
    before, content = drafts(JSON), drafts(kind)
    empty()
    assert not ProcessingActivity.objects.exists()
    bring_in(content)
    assert drafts(JSON) == before


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
def test_the_demonstration_register(kind):
    load(read_folder(settings.BASE_DIR / "fixtures"))
    assert ProcessingActivity.objects.count() == 24
    out_and_in_again(kind)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
def test_a_register_with_something_in_every_field(kind):
    # given
    notice = fill_notice(activity := fill_activity())
    regime = make_regime(section=notice.sections.get())
    regime.activities.add(activity)
    regime.law.add(make_provision())
    make_activity()
    for row in every_row():
        make_valid(row)
    # when, then
    out_and_in_again(kind)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
def test_a_text_that_no_cell_holds(kind):
    activity = make_activity()
    activity.summary = "é\n" * LONGER_THAN_A_CELL
    activity.save()
    out_and_in_again(kind)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
def test_a_day_before_spreadsheets_began_to_count(kind):
    make_organisation(valid_from=date(1856, 1, 1), valid_to=date(1900, 2, 28))
    out_and_in_again(kind)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
def test_an_empty_register(kind):
    out_and_in_again(kind)


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: kind.name)
@costly(12)
@given(data=st.data())
def test_whatever_texts_a_register_holds(kind, data):
    with transaction.atomic():
        # given
        fill_notice(fill_activity())
        make_activity(reference="RPA-0002")
        for row in every_row():
            make_valid(row)
            say_something_else(row, data)
        # when, then
        out_and_in_again(kind)
        transaction.set_rollback(True)


def every_row() -> list[models.Model]:
    return [
        row
        for model in apps.get_models()
        if model._meta.app_label == "ropa" and hasattr(model, "history")
        for row in model._default_manager.all()
    ]


def make_valid(row: models.Model) -> None:
    """Give each field that holds only its own name, as `fill` leaves it, a value of its form."""
    if isinstance(row, ProcessingActivity):
        row.legal_regime = "uk-gdpr"  # of which the lawful bases are that `fill_activity` takes
    if isinstance(row, Condition) and row.schedule_8:
        row.schedule_1, row.schedule_8 = Schedule1.values[0], ""
    for field in row._meta.concrete_fields:
        if getattr(row, field.name, None) == mark(field) and not is_free(field):
            setattr(row, field.name, form_of(field))
    row.save()


# What fields say that take a text of one form alone.
FORM_OF = {
    "reference": "RPA-0999",
    "identifier": "ukpga/2000/999",
    "path": "section/31/9",
    "minimum_period": "P3Y6M",
    "review_interval": "P1Y",
}


def form_of(field: models.Field) -> str:
    if isinstance(field, models.URLField):
        return "https://example.org/a?b=c#d"
    if isinstance(field, models.EmailField):
        return "office@example.org"
    if isinstance(field, IdentifierField):
        return IDENTIFIER_FORMS[field.name].example
    return FORM_OF.get(field.name, f"{field.model._meta.model_name}-{field.name}")


def say_something_else(row: models.Model, data: Any) -> None:
    """Put other text where there is any that may be of any form."""
    for field in row._meta.concrete_fields:
        if is_free(field) and getattr(row, field.name):
            longest = min(field.max_length or 300, 300)
            text = data.draw(_awkward | st.text(_characters, min_size=1, max_size=longest))
            if isinstance(field, models.CharField):
                text = without_unseen(text) or "x"
            if field.unique or field.name in {"label", "title", "name"}:
                text = f"{text[: longest - 8]} {row.pk}"
            setattr(row, field.name, text[:longest])
    row.save()


def is_free(field: models.Field) -> bool:
    has_form = isinstance(field, CodeField | IdentifierField | models.URLField | models.EmailField)
    is_text = isinstance(field, models.CharField | models.TextField)
    limits = [rule for rule in field.validators if not hasattr(rule, "limit_value")]
    has_form = has_form or field.name in FORM_OF
    return is_text and not has_form and not field.choices and not limits
