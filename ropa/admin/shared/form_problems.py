"""What is wrong in a form, told at its top: each thing by name, with a link to the very field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, Field, ModelChoiceField, TypedChoiceField


@dataclass(frozen=True)
class FormProblem:
    """One thing that is wrong: `where` names the field, empty for the form as a whole, and `place`
    is the `id` of the field on the page, empty if there is none to go to."""

    message: str
    where: str = ""
    place: str = ""


def problems_in(form: BaseForm, parts: Iterable[Any] = ()) -> list[FormProblem]:
    """Return what is wrong in a form and in the parts below it, in the order of the page.

    `parts` are the admin formsets of the page. Nothing is wrong in a form nobody has sent.
    """
    if not form.is_bound:
        return []
    problems = [*_in_form(form)]
    for part in parts:
        formset, name = part.formset, str(part.opts.verbose_name)
        list_place = f"{formset.prefix}-heading"
        problems += [FormProblem(each, place=list_place) for each in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            if row not in formset.deleted_forms:
                problems += _in_form(row, f"{name} {number}: ", row.prefix or "")
    return problems


def _in_form(form: Any, inside: str = "", place: str = "") -> Iterator[FormProblem]:
    for name, messages in form.errors.items():
        field = form.fields.get(name)
        if field is None or field.widget.is_hidden:
            yield from (FormProblem(each, inside.rstrip(": "), place) for each in messages)
            continue
        bound = form[name]
        for each in messages:
            where = f"{inside}{str(bound.label).lower() if inside else bound.label}"
            yield FormProblem(each, where, bound.id_for_label or bound.auto_id)


def name_what_is_missing(fields: Iterable[Field]) -> None:
    """Have each field that must be filled in say so by its name, unless it has words of its own."""
    for field in fields:
        if field.required and field.error_messages["required"] == _UNNAMED:
            chosen = isinstance(field, ModelChoiceField | TypedChoiceField)
            verb = "Choose" if chosen else "Fill in"
            field.error_messages["required"] = f"{verb} “{field.label}”."


_UNNAMED = Field.default_error_messages["required"]
