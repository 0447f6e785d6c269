"""Names as links to the pages about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ropa.documents.law_citations import cited_together
from ropa.documents.wording import joined_names
from ropa.public.outlines import NoticeOutline, SectionOutline

register = template.Library()

# A source names an organisation or people, and does not say which.
_KINDS = {"source": ("organisation", "people")}


@register.simple_tag(takes_context=True)
def linked(context: template.Context, kind: str, thing: Any, text: str = "") -> SafeString:
    """Show the name of something, or `text`, as a link to its page where it has one.

    `kind` is as in `ropa.public.index`, or “source”. The page is looked up in the `links` of the
    context; without them, as in older versions and previews, the name stands alone.
    """
    shown = text or thing.name
    if links := context.get("links"):
        for each in _KINDS.get(kind, (kind,)):
            if address := links.address(each, thing.code):
                return format_html(
                    '<a class="govuk-link govuk-link--text-colour" href="{}">{}</a>', address, shown
                )
    return conditional_escape(shown)


@register.simple_tag(takes_context=True)
def provision_link(context: template.Context, provision: Any) -> SafeString:
    """Cite a provision, as a link to its page or else to its text where it can be read."""
    return _provision_as(context, provision, provision.citation)


@register.simple_tag(takes_context=True)
def provision_links(context: template.Context, provisions: Iterable[Any]) -> SafeString:
    """Cite several provisions, a line for each law and kind of provision, with the links that
    `provision_link` makes."""
    lines = []
    for cited in cited_together(provisions):
        links = [_provision_as(context, each, number) for number, each in cited.provisions]
        law = format_html("{}, {} ", cited.law, cited.word) if cited.law else ""
        lines.append((law, mark_safe(joined_names(links))))  # noqa: S308 -- escaped one by one
    return format_html_join("", '<span class="app-line">{}{}</span>', lines)


def _provision_as(context: template.Context, provision: Any, text: str) -> SafeString:
    address = address_of(context, "provision", provision) or provision.url
    if not address:
        return conditional_escape(text)
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, text)


@register.simple_tag(takes_context=True)
def linked_bodies(context: template.Context, bodies: Iterable[Any]) -> SafeString:
    """Show what people call some organisations as a list in a sentence, each as by `linked`."""
    return mark_safe(  # noqa: S308 -- `linked` has escaped every name in it
        joined_names([linked(context, "organisation", body, _short_name(body)) for body in bodies])
    )


@register.simple_tag(takes_context=True)
def address_of(context: template.Context, kind: str, thing: Any) -> str:
    """Return the address of the page about something; empty if there is none."""
    links = context.get("links")
    return links.address(kind, thing.code) if links else ""


@register.filter
def address_in(section: SectionOutline, notice: NoticeOutline) -> str:
    """Return the address of a section of a notice."""
    return notice.address_of(section.slug)


def _short_name(body: Any) -> str:
    return getattr(body, "short_name", "") or body.name
