"""Small words of the public pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse

from ropa.documents.annexes import is_annex
from ropa.documents.wording import joined_names
from ropa.public import changes
from ropa.public.addresses import site_address
from ropa.public.areas import Area, areas_for

register = template.Library()


@register.simple_tag
def register_name() -> str:
    """Return the name of this register."""
    return settings.REGISTER_NAME


@register.inclusion_tag("components/sharing-tags.html")
def sharing_tags(
    title: str,
    description: str,
    path: str,
    publisher: str = "",
    changed: datetime | None = None,
) -> dict[str, Any]:
    """Say what other sites and search engines may show of the page at a path of this site. What
    nobody has described is described by its title."""
    return {
        "register": settings.REGISTER_NAME,
        "title": title,
        "description": " ".join(description.split()) or title,
        "address": f"{site_address()}{path}",
        "publisher": publisher,
        "changed": changed,
    }


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """Return the numbers of the pages to lead to: of many, the first, the last and those around."""
    return page.paginator.get_elided_page_range(page.number)


@register.filter
def names(terms: Iterable[Any]) -> str:
    """Return the names of terms as a list in a sentence."""
    return joined_names([term.name for term in terms])


@register.filter
def with_full_stop(text: str) -> str:
    """Return text with one full stop at its end, whether or not its writer put one."""
    return f"{text.strip().rstrip('.')}."


@register.filter
def organisation_name(organisation: Any) -> str:
    """Return an organisation's name with what people call it: “Care Quality Commission (CQC)”."""
    if organisation.short_name and organisation.short_name != organisation.name:
        return f"{organisation.name} ({organisation.short_name})"
    return organisation.name


@register.filter
def short_name(organisation: Any) -> str:
    """Return what people call an organisation, or its name."""
    return organisation.short_name or organisation.name


@register.simple_tag(takes_context=True)
def areas(context: template.Context) -> tuple[Area, ...]:
    """Return what other applications add to the menus: none on a page that no request is given to.

    Takes a query where nothing has asked yet.
    """
    request = context.get("request")
    return areas_for(request) if request else ()


@register.filter
def page_word(kind: str) -> str:
    """Return what the pages of a kind of subject call what they show, such as “entry”."""
    return changes.page_word(kind)


@register.filter
def annexes(section: Any) -> list[tuple[str, Any]]:
    """Return the annexes of a section, each with the address of its template."""
    found = section.annexes.items()
    return [(f"annexes/{key}.html", annex) for key, annex in found if is_annex(key)]


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation(context: template.Context) -> dict[str, Any]:
    """Show the main parts of the site, the one the reader is in marked."""
    request = context.get("request")
    path = request.path if request else ""
    parts = (
        ("Privacy notices", reverse("public:notices")),
        ("Record of processing", reverse("public:register")),
        *((area.name, reverse(area.view)) for area in areas(context)),
        ("Updates", reverse("public:updates")),
    )
    return {
        "parts": [
            {"name": name, "url": url, "is_here": path == url, "is_within": path.startswith(url)}
            for name, url in parts
        ]
    }
