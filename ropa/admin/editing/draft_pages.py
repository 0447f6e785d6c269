"""What a form sends while somebody types, and the page that shows them what they did not save."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_POST

from ropa.accounts import form_drafts
from ropa.accounts.held_forms import LONGEST_PATH, fields_of

from .form_drafts import DRAFT_FIELD, PATH_FIELD, RESUME_FIELD, TITLE_FIELD
from .held_forms import typed_texts


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what a page sends of its form, and say when that was (`{"kept_at": "14:05"}`).

    Answers 404 where it is not the form of a page for editing, and 413 where it is too much.
    """
    key, path = request.POST.get(DRAFT_FIELD, ""), request.POST.get(PATH_FIELD, "")
    if not 0 < len(key) <= form_drafts.LONGEST_KEY or not _is_form(path):
        return JsonResponse({}, status=404)
    fields = [each for each in fields_of(request) if each[0] not in {PATH_FIELD, TITLE_FIELD}]
    title = request.POST.get(TITLE_FIELD, "").strip()
    try:
        kept_at = form_drafts.keep_draft(request.user, key, path, title, fields)
    except form_drafts.TooMuch:
        return JsonResponse({}, status=413)
    return JsonResponse({"kept_at": f"{timezone.localtime(kept_at):%H:%M}"})


def _is_form(path: str) -> bool:
    """Whether a path is of a page on which a row is added or changed."""
    try:
        match = resolve(path.partition("?")[0]) if len(path) <= LONGEST_PATH else None
    except Resolver404:
        return False
    return (
        match is not None
        and match.app_names == ["admin"]
        and (match.url_name or "").endswith(("_add", "_change"))
    )


def form_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Show what somebody had typed and not saved; with POST, throw it away."""
    draft = form_drafts.drafts_of(request.user).filter(key=key).first()
    context: dict[str, Any] = {**admin.site.each_context(request)}
    if draft is None:
        context["title"] = "There is nothing to go on with"
        return TemplateResponse(request, "admin/held/no-draft.html", context, status=404)
    if request.method == "POST":
        form_drafts.close_drafts(request.user, [key])
        messages.success(request, "What you had typed was thrown away.")
        return HttpResponseRedirect(draft.path)
    context |= {
        "title": "Typed and not saved",
        "draft": draft,
        "typed": list(typed_texts(draft)),
        "resume_field": RESUME_FIELD,
    }
    return TemplateResponse(request, "admin/held/draft.html", context)
