"""What people read who may not open a page."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import permission_denied


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why a page is refused, among the staff pages to whoever is signed in there.

    Django asks this for every `PermissionDenied`, whose words are the reason.
    """
    match = request.resolver_match
    if not (match and "admin" in match.namespaces and request.user.is_authenticated):
        return permission_denied(request, exception)
    context = {
        **admin.site.each_context(request),
        "title": "You may not open this page",
        "exception": str(exception),
    }
    return render(request, "admin/refused.html", context, status=HTTPStatus.FORBIDDEN)
