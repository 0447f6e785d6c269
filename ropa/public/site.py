"""Pages about the site: sitemap, robots.txt, security.txt, cookies and accessibility."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ropa.models import NamedSubject
from ropa.reports.topic_registers import readable_topics

from .answers.pages import address_of_answer
from .answers.questions import QUESTIONS
from .areas import areas_for
from .caching import cached_by_menus, cached_by_register, cached_by_release
from .changes import SubjectPages
from .extension_pages import extension_pages
from .index import PEOPLE
from .published_lists import outlines, published_notices, publishers
from .published_versions import newest_versions

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

# So many notices are named where all publishers are.
MOST_NOTICES = 100

# For so long whoever found a weakness may rely on what the register says of whom to tell.
SECURITY_TEXT_VALID = timedelta(days=180)


class SitemapEntry(NamedTuple):
    """An address, and when what stands there last changed."""

    path: str
    changed: datetime | None


@require_safe
@cached_by_register
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page that a search engine should know."""
    places = [
        {"address": request.build_absolute_uri(place.path), "changed": place.changed}
        for place in _places(request)
    ]
    context = {"places": places}
    return render(request, "public/sitemap.xml", context, content_type="application/xml")


@require_safe
@cached_by_release
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is for the public."""
    context = {
        "staff": reverse("admin:index"),
        "account": reverse("account_home"),
        "sitemap": request.build_absolute_uri(reverse("public:sitemap")),
    }
    return render(request, "public/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness (RFC 9116). Raises `Http404` if nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # Less than a year ahead, as the RFC recommends, and the same all day.
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = today + SECURITY_TEXT_VALID
    address = settings.REGISTER_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {address}{reverse('public:security')}",
    )
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
@cached_by_register
def accessibility(request: HttpRequest) -> HttpResponse:
    """State how accessible the site is, and whom to tell where it is not."""
    return render(request, "public/accessibility.html", publishers(MOST_NOTICES))


@require_safe
@cached_by_menus
def cookies(request: HttpRequest) -> HttpResponse:
    """Say that visitors get no cookies, and which ones staff get who sign in."""
    context = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
        "most_hours": settings.SESSION_ABSOLUTE_SECONDS // (60 * 60),
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "browser_cookie": settings.KNOWN_BROWSER_COOKIE_NAME,
    }
    return render(request, "public/cookies.html", context)


def _places(request: HttpRequest) -> Iterator[SitemapEntry]:
    # By the names that addresses are looked up by, so that each leads somewhere.
    versions = list(
        newest_versions()
        .order_by(F("notice__slug").asc(nulls_first=True), "activity__reference")
        .values_list("notice__slug", "notice__kind", "activity__reference", "created_at")
    )
    newest = max((changed for *_, changed in versions), default=None)
    for name in (*MAIN_PAGES, *(area.view for area in areas_for(request))):
        yield SitemapEntry(reverse(name), newest)
    for topic in readable_topics(by_public=True):
        yield SitemapEntry(reverse("public:topic-register", args=[topic.name]), newest)
    # Questions crossed with information or bodies are led to from these: there is no end to them.
    groups = NamedSubject.objects.filter(kind=PEOPLE).order_by("sorted_as", "code")
    for people in groups.values_list("code", flat=True):
        yield SitemapEntry(reverse("public:people", args=[people]), newest)
        for question in QUESTIONS:
            yield SitemapEntry(address_of_answer(people, question), newest)
    for slug, kind, reference, changed in versions:
        place = SubjectPages.of_notice(slug, kind) if slug else SubjectPages("activity", reference)
        yield SitemapEntry(place.page, changed)
    for notice in outlines(published_notices()):
        if len(notice.sections) > 1:
            for section in notice.sections:
                yield SitemapEntry(notice.address_of(section.slug), notice.published)
    for page in extension_pages():
        yield SitemapEntry(page.address, page.changed)
