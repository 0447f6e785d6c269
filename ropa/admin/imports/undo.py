"""The page on which somebody undoes a whole import, once they have seen what goes."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ropa.imports.starting import start_undoing
from ropa.imports.undoing import CannotUndo, UndoPlan, undo_plan

from .access import import_to_continue
from .words import number

ENTRIES_SHOWN = 50
# So many rows that stay are named in the message.
KEPT_NAMED = 20


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what undoing an import does; with POST, undo it. Why it cannot be is told on the page."""
    imported = import_to_continue(request, pk)
    user: Any = request.user
    plan, problem = UndoPlan(), ""
    try:
        if request.method == "POST":
            kept = start_undoing(imported, by=user)
            if kept is not None:
                messages.success(request, _done(imported.file_name, kept))
            return HttpResponseRedirect(reverse("admin:import-one", args=[pk]))
        plan = undo_plan(imported, user)
    except CannotUndo as error:
        problem = str(error)
    context = {
        "title": "Undo this import",
        "imported": imported,
        "is_below": True,
        "plan": plan,
        "problem": problem,
        "shown": ENTRIES_SHOWN,
    }
    return TemplateResponse(
        request,
        "admin/import/undo.html",
        {**site.each_context(request), **context},
        status=HTTPStatus.CONFLICT if problem and request.method == "POST" else HTTPStatus.OK,
    )


def _done(name: str, kept: Sequence[str]) -> str:
    done = f"Undone: the import of {name}."
    if not kept:
        return done
    named = ", ".join(kept[:KEPT_NAMED])
    more = f" and {len(kept) - KEPT_NAMED:,} more" if len(kept) > KEPT_NAMED else ""
    stay = number(len(kept), "row", "rows")
    return f"{done} {stay} in use, or changed since, stayed as they are: {named}{more}."
