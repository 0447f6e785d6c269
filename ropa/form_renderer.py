"""Renders the small parts of forms: fields, labels, options and errors.

The form of an entry has two thousand of them, and Django's templates for them were half of what
that page cost. They are a few words of HTML each, and are put together here without templates; a
test compares every one with what Django's template gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, override

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

INPUTS = ("text", "number", "hidden", "date", "url", "email", "password", "checkbox", "input")


class FormRenderer(DjangoTemplates):
    """Django's own, but for the parts of which a form has many."""

    @override
    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Return the HTML of a part of a form: `template_name` says which, `context` what is in
        it, both as Django's templates of forms have them."""
        part = _PARTS.get(template_name)
        if part is None:
            return super().render(template_name, context, request)
        return SafeString(part(context))  # each part escapes what it is given


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}" + ("" if value is True else f'="{_text(value)}"')
        for name, value in attributes.items()
        if value is not False
    )


def _text(value: Any) -> str:
    """A value as it is, in no language's way of writing numbers."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _input(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    named = f'type="{_text(widget["type"])}" name="{_text(widget["name"])}"'
    return f"<input {named}{value}{_attributes(widget['attrs'])}>"


def _textarea(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    start = f'<textarea name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>'
    # A browser drops the first line break.
    return f"{start}\n{_text(widget['value'] or '')}</textarea>"


def _select(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    lines = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        lines += [f'  <optgroup label="{_text(group)}">'] if group else []
        lines += [f"  {_option(option)}" for option in options]
        lines += ["  </optgroup>"] if group else []
    return "\n".join([*lines, "</select>"])


def _option(option: Mapping[str, Any]) -> str:
    value, attributes = _text(option["value"]), _attributes(option["attrs"])
    return f'<option value="{value}"{attributes}>{_text(option["label"])}</option>'


def _label(context: Mapping[str, Any]) -> str:
    tag, label = context["tag"], _text(context["label"])
    return f"<{tag}{_attributes(context['attrs'])}>{label}</{tag}>" if context["use_tag"] else label


def _errors(context: Mapping[str, Any]) -> str:
    errors = context["errors"]
    if not errors:
        return ""
    name = f' id="{_text(errors.field_id)}_error"' if errors.field_id else ""
    items = "".join(f"<li>{_text(error)}</li>" for error in errors)
    return f'<ul class="{_text(context["error_class"])}"{name}>{items}</ul>'


_PARTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/errors/list/ul.html": _errors,
}
