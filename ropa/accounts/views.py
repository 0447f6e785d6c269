"""Pages about one's own account that allauth does not have."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the way to everything a person can look after about their own account."""
    return render(request, "account/home.html", {"title": "Your account"})
