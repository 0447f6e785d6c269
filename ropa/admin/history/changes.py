"""The page “Who changed what”: the history of the whole register."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from ropa import permissions
from ropa.history.intervals import NamedInterval, named_intervals
from ropa.history.sources import Roots, named_with, sources_of
from ropa.history.timeline import timeline
from ropa.models.base import Part, Recorded

from ..shared.access import allowed
from ..shared.paging import requested_page
from .forms import RegisterHistoryForm
from .pages import history_context


def changes(request: HttpRequest) -> HttpResponse:
    """Show every change and decision in the person's reach, as the address filters them."""
    roots = reachable_roots(request)
    if not roots:
        raise PermissionDenied("None of your roles lets you see what changed in the register.")
    form = RegisterHistoryForm(request.GET, sources_of(roots))
    filters = form.filters
    about = form.cleaned_data.get("about")
    sources = sources_of(named_with(roots, about) if about else roots)
    timeline_page = timeline(sources, filters, requested_page(request), with_reasons=True)
    context = {
        **admin.site.each_context(request),
        "title": "Who changed what",
        "stretches": [
            (stretch, _query(request, stretch), _is_selected(request, stretch))
            for stretch in named_intervals(timezone.localdate())
        ],
        **history_context(request, form, timeline_page),
    }
    return TemplateResponse(request, "admin/changes.html", context)


def reachable_roots(request: HttpRequest) -> Roots:
    """Return the rows whose history a person may read, those deleted from their teams included."""
    models = sorted(_root_models(), key=lambda model: model not in permissions.entry_models())
    return {model: _reach(request, model) for model in models if allowed(request, "view", model)}


def _root_models() -> list[type[Recorded]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Recorded) and not issubclass(model, Part)
    ]


def _reach(request: HttpRequest, model: Any) -> Q:
    user = request.user
    team_models: list[type[Model]] = permissions.entry_models()
    if model not in team_models or user.has_perm(permissions.KEEP_WHOLE_REGISTER):
        return Q()
    reached = permissions.rows(user, model._default_manager.all())
    deleted = model.history.filter(
        history_type="-", team__in=permissions.reachable_teams(user).values("pk")
    )
    return Q(id__in=reached.order_by().values("pk")) | Q(id__in=deleted.order_by().values("id"))


def _query(request: HttpRequest, stretch: NamedInterval) -> str:
    query: QueryDict = request.GET.copy()
    query.pop("page", None)
    query["since"], query["until"] = stretch.since.isoformat(), stretch.until.isoformat()
    return query.urlencode()


def _is_selected(request: HttpRequest, stretch: NamedInterval) -> bool:
    selected_days = request.GET.get("since"), request.GET.get("until")
    return selected_days == (stretch.since.isoformat(), stretch.until.isoformat())
