"""The pages about organisations, law, information and people, and their lists from A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..caching import cached_by_register
from ..index import DATA, LEGISLATION, ORGANISATION, PEOPLE, PROVISION, register_index
from ..readers import reader_groups
from .law import legislation_page, provision_page
from .lettered import LetteredList, lettered_list
from .listing import ListItem, a_to_z, counted
from .merged_entries import data_page, people_page
from .organisations import organisation_page

# So many notices are looked through for the readers they speak to.
MOST_NOTICES = 200


@require_safe
@cached_by_register
def people_index(request: HttpRequest) -> HttpResponse:
    """Who are you? Every group of people, and what notices say to them."""
    index = register_index()
    found = lettered_list(index, PEOPLE, request.GET)
    notices = index.notices_to((each.code for each in found.subjects), MOST_NOTICES + 1)
    groups = reader_groups(found.subjects, notices[:MOST_NOTICES])
    context = {
        "links": index.links,
        "found": found,
        "children": [group for group in groups if group.people.are_children],
        "letters": a_to_z(
            (group for group in groups if not group.people.are_children),
            lambda group: group.people.name,
        ),
        "are_more_notices": len(notices) > MOST_NOTICES,
    }
    return render(request, "public/people-index.html", context)


@require_safe
@cached_by_register
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is held about a category of people. Raises `Http404` for an unknown code."""
    index = register_index()
    part, entries = index.part(PEOPLE, code, request.GET.get("page"))
    with not_found_if_unknown():
        page = people_page(index, code, entries, is_part=part.has_other_pages())
    context = {"links": index.links, "page": page, "content": page.content, "part": part}
    return render(request, "public/people.html", context)


@require_safe
@cached_by_register
def organisation_index(request: HttpRequest) -> HttpResponse:
    """List every organisation that published documents name, from A to Z."""
    index = register_index()
    found = lettered_list(index, ORGANISATION, request.GET)
    items = (
        ListItem(
            body.name,
            index.links.address(ORGANISATION, body.code),
            body.short_name if body.short_name != body.name else "",
        )
        for body in found.subjects
    )
    return _list(request, "public/organisation-index.html", found, items)


@require_safe
@cached_by_register
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show what an organisation does in the record. Raises `Http404` for an unknown code."""
    index = register_index()
    part, entries = index.part(ORGANISATION, code, request.GET.get("page"))
    with not_found_if_unknown():
        page = organisation_page(index, code, entries)
    context = {"links": index.links, "page": page, "part": part}
    return render(request, "public/organisation.html", context)


@require_safe
@cached_by_register
def law_index(request: HttpRequest) -> HttpResponse:
    """List all legislation that published documents name, from A to Z."""
    index = register_index()
    found = lettered_list(index, LEGISLATION, request.GET)
    relying = index.counts(LEGISLATION, (law.code for law in found.subjects))
    items = (
        ListItem(
            law.name,
            index.links.address(LEGISLATION, law.code),
            counted(relying[law.code], "entry", "entries"),
        )
        for law in found.subjects
    )
    return _list(request, "public/law-index.html", found, items)


@require_safe
@cached_by_register
def legislation(request: HttpRequest, code: str) -> HttpResponse:
    """Show who relies on a piece of legislation. Raises `Http404` for an unknown code."""
    index = register_index()
    part, entries = index.part(LEGISLATION, code, request.GET.get("page"))
    with not_found_if_unknown():
        page = legislation_page(index, code, entries)
    context = {"links": index.links, "page": page, "content": page, "part": part}
    return render(request, "public/legislation.html", context)


@require_safe
@cached_by_register
def provision(request: HttpRequest, legislation: str, code: str) -> HttpResponse:
    """Show who relies on a provision of legislation. Raises `Http404` for unknown codes."""
    index = register_index()
    part, entries = index.part(PROVISION, code, request.GET.get("page"))
    with not_found_if_unknown():
        page = provision_page(index, legislation, code, entries)
    address = index.links.address(PROVISION, code)
    context = {"links": index.links, "page": page, "address": address, "part": part}
    return render(request, "public/provision.html", context)


@require_safe
@cached_by_register
def data_index(request: HttpRequest) -> HttpResponse:
    """List every category of data that published documents name, from A to Z."""
    index = register_index()
    found = lettered_list(index, DATA, request.GET)
    relying = index.counts(DATA, (kind.code for kind in found.subjects))
    items = (
        ListItem(
            kind.name,
            index.links.address(DATA, kind.code),
            counted(relying[kind.code], "entry", "entries"),
        )
        for kind in found.subjects
    )
    return _list(request, "public/data-index.html", found, items)


@require_safe
@cached_by_register
def data(request: HttpRequest, code: str) -> HttpResponse:
    """Show about whom a category of data is held. Raises `Http404` for an unknown code."""
    index = register_index()
    part, entries = index.part(DATA, code, request.GET.get("page"))
    with not_found_if_unknown():
        page = data_page(index, code, entries)
    context = {"links": index.links, "page": page, "content": page.content, "part": part}
    return render(request, "public/data.html", context)


@contextmanager
def not_found_if_unknown() -> Iterator[None]:
    """Turn the `KeyError` for a code that the index does not know into `Http404`."""
    try:
        yield
    except KeyError as error:
        raise Http404 from error


def _list(
    request: HttpRequest, template: str, found: LetteredList, items: Iterator[ListItem]
) -> HttpResponse:
    letters = a_to_z(items, lambda item: item.name)
    return render(request, template, {"letters": letters, "found": found})
