"""The sitemap: every page that a search engine should know, in files of a bounded length.

One file holds all of it as long as there is room. Beyond that, it is an index that leads to its
parts (sitemaps.org).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ropa.digits import whole_number
from ropa.models import NamedSubject, PublishedDocument
from ropa.reports.topic_registers import readable_topics

from .answers.pages import address_of_answer
from .answers.questions import QUESTIONS
from .areas import areas_for
from .caching import cached_by_register
from .changes import SubjectPages
from .extension_pages import extension_pages
from .index import PEOPLE
from .outlines import NoticeOutline

# Pages that show what all the versions say, so that each new one may change them.
MAIN_PAGES = (
    "public:home",
    "public:notices",
    "public:policy-documents",
    "public:register",
    "public:topic-registers",
    "public:updates",
    "public:people-index",
    "public:organisation-index",
    "public:law-index",
    "public:data-index",
    "public:about",
)
# Addresses in a file: the protocol allows 50,000, which take long to write.
MOST_ADDRESSES = 10_000
# How many addresses count for each of a kind. A notice has a page of its own and one for each of
# its sections; a group of people has one, and one for each question. Questions crossed with
# information or bodies are led to from these: there is no end to them.
_ADDRESSES_OF = {"notice": 50, PEOPLE: 1 + len(QUESTIONS)}


class SitemapEntry(NamedTuple):
    """An address, and when what stands there last changed."""

    path: str
    changed: datetime | None


class _Part(NamedTuple):
    """Some of the sitemap: documents of a kind from one on, or the pages of the site."""

    kind: str
    start: int
    most: int


@require_safe
@cached_by_register
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page that a search engine should know, or the part of it that the query names.
    Raises `Http404` if there is none."""
    held = PublishedDocument.objects.order_by("kind").values_list("kind")
    kinds = list(held.annotate(number=Count("pk"), changed=Max("published_at")))
    newest = max((changed for *_, changed in kinds), default=None)
    numbers = {PEOPLE: _groups().count(), **{kind: number for kind, number, _ in kinds}}
    parts = list(_parts(numbers))
    asked = request.GET.get("part")
    fits = sum(each * _addresses_of(kind) for kind, each in numbers.items()) <= MOST_ADDRESSES
    if asked is None and not fits:
        return _index(request, len(parts), newest)
    if asked is not None:
        number = whole_number(asked)
        if fits or number is None or not 1 <= number <= len(parts):
            raise Http404
        parts = [parts[number - 1]]
    places = [
        {"address": request.build_absolute_uri(place.path), "changed": place.changed}
        for part in parts
        for place in _places(request, part, newest)
    ]
    context = {"places": places}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


def _index(request: HttpRequest, parts: int, newest: datetime | None) -> HttpResponse:
    address = request.build_absolute_uri(reverse("public:sitemap"))
    context = {
        "parts": [f"{address}?part={number}" for number in range(1, parts + 1)],
        "changed": newest,
    }
    return render(request, "public/sitemap-index.xml", context, content_type="application/xml")


def _parts(numbers: dict[str, int]) -> Iterator[_Part]:
    yield _Part("", 0, 0)
    for kind, number in numbers.items():
        most = max(1, MOST_ADDRESSES // _addresses_of(kind))
        yield from (_Part(kind, start, most) for start in range(0, number, most))


def _addresses_of(kind: str) -> int:
    return _ADDRESSES_OF.get(kind, 1)


def _groups() -> QuerySet[NamedSubject]:
    return NamedSubject.objects.filter(kind=PEOPLE).order_by("sorted_as", "code")


def _places(request: HttpRequest, part: _Part, newest: datetime | None) -> Iterator[SitemapEntry]:
    if not part.kind:
        yield from _of_the_site(request, newest)
        return
    if part.kind == PEOPLE:
        codes = _groups().values_list("code", flat=True)
        for code in codes[part.start : part.start + part.most]:
            yield SitemapEntry(reverse("public:people", args=[code]), newest)
            for question in QUESTIONS:
                yield SitemapEntry(address_of_answer(code, question), newest)
        return
    # By the names that addresses are looked up by, so that each leads somewhere.
    key = "version__activity__reference" if part.kind == "activity" else "version__notice__slug"
    found = PublishedDocument.objects.filter(kind=part.kind).order_by("code", "pk")
    columns = [key, "published_at", *(["outline"] if part.kind == "notice" else [])]
    address = _addresses(part.kind)
    for row in found.values_list(*columns)[part.start : part.start + part.most]:
        yield SitemapEntry(address(row[0]), row[1])
        if part.kind == "notice":
            outline = NoticeOutline.model_validate(row[2])
            if len(outline.sections) > 1:
                for section in outline.sections:
                    yield SitemapEntry(outline.address_of(section.slug), outline.published)


def _of_the_site(request: HttpRequest, newest: datetime | None) -> Iterator[SitemapEntry]:
    for name in (*MAIN_PAGES, *(area.view for area in areas_for(request))):
        yield SitemapEntry(reverse(name), newest)
    for topic in readable_topics(by_public=True):
        yield SitemapEntry(reverse("public:topic-register", args=[topic.name]), newest)
    for page in extension_pages():
        yield SitemapEntry(page.address, page.changed)


def _addresses(kind: str) -> Callable[[str], str]:
    """Where the pages of a kind are: looked up once, since that takes longer than all else."""
    before, after = SubjectPages(kind, "KEY").page.split("KEY")
    return lambda key: f"{before}{key}{after}"
