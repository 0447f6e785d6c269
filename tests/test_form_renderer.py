"""Parts of forms are what Django's templates make of them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from ropa.form_renderer import _PARTS, FormRenderer

AWKWARD = "<b> & \"two\" 'quotes' \n and a line"
CHOICES = [
    ("", "None"),
    (1, AWKWARD),
    (AWKWARD, mark_safe("<b>bold</b>")),
    ("Group <1>", [("a", "A"), ("b", "B")]),
]


class Everything(forms.Form):
    """A field for each kind of widget that is rendered without templates."""

    text = forms.CharField(label=AWKWARD, help_text=AWKWARD, max_length=2000)
    number = forms.IntegerField(min_value=1000, required=False)
    hidden = forms.CharField(widget=forms.HiddenInput)
    date = forms.DateField(widget=forms.DateInput(attrs={"class": "a & b", "data-x": False}))
    url = forms.URLField()
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": None}))
    password = forms.CharField(widget=forms.PasswordInput)
    checkbox = forms.BooleanField()
    textarea = forms.CharField(widget=forms.Textarea)
    select = forms.ChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.SelectMultiple)
    radios = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)


FILLED = {
    **dict.fromkeys(("text", "hidden", "textarea", "url", "email", "password"), AWKWARD),
    "number": 12345,
    "date": date(2026, 3, 1),
    "checkbox": True,
    "select": "1",
    "several": ["a"],
}


def without_gaps(html: str) -> str:
    """Without the blanks between two tags, which Django leaves more of around options."""
    return re.sub(r"(?<=>)\s+(?=<)", "", html)


@pytest.mark.parametrize("given", [None, {}, FILLED], ids=["unbound", "empty", "filled"])
@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_a_field_is_rendered_as_by_djangos_templates(name, given):
    ours, theirs = (
        Everything(given, initial=FILLED, renderer=renderer)[name]
        for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert without_gaps(ours.as_widget()) == without_gaps(theirs.as_widget())
    assert ours.label_tag(attrs={"class": AWKWARD}) == theirs.label_tag(attrs={"class": AWKWARD})
    assert str(ours.errors) == str(theirs.errors)
    assert ours.errors.as_ul() == theirs.errors.as_ul()
    assert without_gaps(ours.as_field_group()) == without_gaps(theirs.as_field_group())


def test_errors_are_escaped_and_named():
    form = Everything({})
    form.add_error("text", AWKWARD)
    form.add_error("text", mark_safe("<a href='#'>Look</a>"))
    form.add_error(None, AWKWARD)
    theirs = DjangoTemplates()
    for errors in (form.errors["text"], form.non_field_errors()):
        ours = str(errors)
        errors.renderer = theirs
        assert ours == str(errors)
        assert "<li>" in ours


def test_every_part_that_needs_no_template_is_compared(monkeypatch):
    # given
    rendered = []

    def noting(name, part):
        def render(context):
            rendered.append(name)
            return part(context)

        return render

    noted = {name: noting(name, part) for name, part in _PARTS.items()}
    monkeypatch.setattr("ropa.form_renderer._PARTS", noted)
    # when
    form = Everything({}, renderer=FormRenderer())
    for field in form:
        field.as_widget(), field.label_tag(), str(field.errors), field.errors.as_ul()
    # then
    assert set(_PARTS) - set(rendered) == {"django/forms/widgets/input.html"}
