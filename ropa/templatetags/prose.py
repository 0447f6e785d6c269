"""Text that people wrote, as HTML: paragraphs and lists, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

register = template.Library()

_CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
}
# Only what writers are told of: any other mark, and any HTML, is shown as the text it is.
_markdown = MarkdownIt("zero", {"html": False}).enable("list")


@register.filter
def prose(text: str) -> SafeString:
    """Return text with empty lines and “- ” as paragraphs and lists. HTML in it shows as text."""
    tokens = _markdown.parse(text)
    _set_classes(tokens)
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(rendered)  # noqa: S308 -- the renderer has escaped the text


def _set_classes(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type in _CLASSES:
            token.attrSet("class", _CLASSES[token.type])
