"""Text that people wrote, as HTML: paragraphs, lists and web addresses, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import (
    escape,
    format_html,
    format_html_join,
    urlize,
)
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ropa.documents import labelled_fields
from ropa.documents.classification import Document

register = template.Library()

_CLASSES = {
    "paragraph_open": "govuk-body",
    "bullet_list_open": "govuk-list govuk-list--bullet",
    "ordered_list_open": "govuk-list govuk-list--number",
}


def _text(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    text = tokens[index].content
    if "://" not in text:
        return escape(text)
    linked = urlize(text, nofollow=False, autoescape=True)
    return linked.replace("<a href=", '<a class="govuk-link" href=')


# Only what writers are told of: any other mark, and any HTML, is shown as the text it is.
_markdown = MarkdownIt("zero", {"html": False}).enable("list")
_markdown.add_render_rule("text", _text)


@register.filter
def prose(text: str) -> SafeString:
    """Return text with empty lines and “- ” as paragraphs and lists. HTML in it shows as text."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in _CLASSES:
            token.attrSet("class", _CLASSES[token.type])
    rendered = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(rendered)  # noqa: S308 -- every text in it has been escaped above


@register.filter
def leading_to(text: str, page: Any) -> SafeString:
    """Return a text in which the `name` of a page leads to its `address`; without a page, or where
    the text does not name it, the text as it is."""
    before, name, after = text.rpartition(page.name) if page else ("", "", text)
    if not name:
        return escape(text)
    link = '{}<a class="govuk-link" href="{}">{}</a>{}'
    return format_html(link, before, page.address, name, after)


@register.simple_tag
def labelled_notes(document: Document, page: Any = None) -> SafeString:
    """Return as paragraphs what the fields of a document say that no template places by hand. What
    names a page that is given leads there."""
    notes = labelled_fields.labelled_notes(document)
    paragraphs = ((leading_to(note, page),) for note in notes)
    return format_html_join("", '<p class="govuk-body">{}</p>', paragraphs)


@register.simple_tag
def labelled_lines(document: Document) -> SafeString:
    """Return the same as lines, for where no paragraph can stand."""
    notes = labelled_fields.labelled_notes(document)
    return format_html_join("", '<span class="app-line">{}</span>', ((note,) for note in notes))
