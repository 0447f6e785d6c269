"""Snapshots of a form in one format: as it was opened, as it is stored now, and as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, Subquery
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from pydantic import BaseModel, ConfigDict
from pydantic import ValidationError as Unreadable

from ropa.models.base import part_relations

from .merging import KEY, NEW, ROW, PageContent, PostedFields, PostedValue

# How many records the history of the row and of each kind of part holds. They are only ever
# added, so with the same numbers nothing has been saved in between.
type Records = tuple[int | None, ...]


NO_FILES: MultiValueDict[str, Any] = MultiValueDict()


class FormSnapshot(BaseModel):
    """A page as a form was opened with it."""

    model_config = ConfigDict(frozen=True, strict=True)

    records: Records
    content: PageContent

    @classmethod
    def from_text(cls, text: str) -> FormSnapshot | None:
        """Return what `text` says; `None` if it is not what `model_dump_json` writes."""
        with suppress(Unreadable):
            snapshot = cls.model_validate_json(text)
            if ROW in snapshot.content.get(ROW, {}):
                return snapshot
        return None


def lock_row(model: type[Model], key: Any) -> bool:
    """Keep others from saving this row until the transaction ends; say whether it is there."""
    rows = model._base_manager.select_for_update(no_key=True).filter(pk=key)
    return bool(list(rows.values_list("pk")))


def records_of(model: Any, key: Any) -> Records:
    """Return how much is recorded about a row and its parts; nothing if it keeps no history."""
    counts = [
        Subquery(
            records.order_by().values(field).annotate(number=Count("history_id")).values("number")
        )
        for field, records in histories(model, key)
    ]
    if not counts:
        return ()
    return next(iter(model._base_manager.filter(pk=key).values_list(*counts)), ())


def histories(model: Any, key: Any) -> list[tuple[str, Any]]:
    """Return the records of a row, and of each kind of its parts, with the field they hang on."""
    if not hasattr(model, "history"):
        return []
    parts = part_relations(model).values()
    return [
        ("id", model.history.filter(id=key)),
        *((part.owner_field, part.history.filter(**{part.owner_field: key})) for part in parts),
    ]


def form_content(form: forms.ModelForm, formsets: list[BaseInlineFormSet]) -> PageContent:
    """Return what a browser would post from these forms if nobody touched them."""
    page: PageContent = {ROW: {ROW: initial_values(form)}}
    for formset in formsets:
        prefix = str(formset.prefix)
        page[prefix] = {
            str(part.instance.pk): initial_values(part) for part in formset.initial_forms
        }
    return page


def posted_content(
    form: forms.ModelForm, formsets: list[BaseInlineFormSet], posted: QueryDict
) -> PageContent:
    """Return what was posted for these forms. A kind of part that cannot be read is left out."""
    page: PageContent = {ROW: {ROW: _posted_values(form, "", posted)}}
    for formset in formsets:
        with suppress(ValueError):
            total = int(posted.get(f"{formset.prefix}-{TOTAL_FORM_COUNT}", ""))
            numbers = range(min(total, formset.absolute_max))
            page[str(formset.prefix)] = dict(_parts_posted(formset, numbers, posted))
    return page


def _parts_posted(
    formset: BaseInlineFormSet, numbers: range, posted: QueryDict
) -> Iterator[tuple[str, PostedFields]]:
    blank = formset.empty_form
    untouched = initial_values(blank)
    removed = forms.CheckboxInput()
    for number in numbers:
        prefix = f"{formset.prefix}-{number}"
        if removed.value_from_datadict(posted, NO_FILES, f"{prefix}-{DELETION_FIELD_NAME}"):
            continue
        fields = _posted_values(blank, f"{prefix}-", posted)
        key = posted.get(f"{prefix}-{KEY}")
        if key or fields != untouched:
            yield key or f"{NEW}{number}", fields


def editable(form: forms.ModelForm) -> dict[str, forms.Field]:
    """Return the fields of a form that a person fills in."""
    aside = {KEY, DELETION_FIELD_NAME}
    return {
        name: field
        for name, field in form.fields.items()
        if name not in aside
        and not field.disabled
        and not isinstance(field, forms.models.InlineForeignKeyField)
    }


def initial_values(form: forms.ModelForm) -> PostedFields:
    """Return what a browser would post from this form if nobody touched it."""
    return {
        name: _as_posted(field, form.get_initial_for_field(field, name))
        for name, field in editable(form).items()
    }


def _posted_values(form: forms.ModelForm, prefix: str, posted: QueryDict) -> PostedFields:
    return {
        name: _as_posted(
            field, field.widget.value_from_datadict(posted, NO_FILES, f"{prefix}{name}")
        )
        for name, field in editable(form).items()
    }


def _as_posted(field: Any, value: Any) -> PostedValue:
    """What a browser posts for a value, written as the form writes it whoever typed it."""
    match field:
        case forms.BooleanField():
            return ["on"] if value else []
        case forms.ModelMultipleChoiceField():
            return sorted({str(key) for key in field.prepare_value(value) or ()})
        case forms.ModelChoiceField():
            key = field.prepare_value(value)
            return ["" if key is None else str(key)]
    with suppress(ValidationError):
        value = field.to_python(value)
    formatted = field.widget.format_value(field.prepare_value(value))
    return (
        [str(each) for each in formatted] if isinstance(formatted, list) else [str(formatted or "")]
    )
