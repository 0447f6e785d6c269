"""Pages about the site: robots.txt, security.txt, cookies and accessibility."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .caching import cached_by_menus, cached_by_register, cached_by_release
from .published_lists import publishers

# So many notices are named where all publishers are.
MOST_NOTICES = 100

# For so long whoever found a weakness may rely on what the register says of whom to tell.
SECURITY_TEXT_VALID = timedelta(days=180)


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
