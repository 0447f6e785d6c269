"""The pages on which somebody chooses of a pack, sees what would be made, and takes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.contrib.admin import site
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ropa import permissions
from ropa.imports.problems import CannotLoad, Problem
from ropa.models import Organisation
from ropa.packs.editions import standings
from ropa.packs.reading import Pack, read_packs
from ropa.packs.taking import TakingPlan, problems_of, take, taking_plan
from ropa.tables.shapes import tables

from ..imports.access import require_import, require_view
from .choosing import ChosenOfPack, chosen_of_pack, chosen_organisation, teams_of_reach

SURE, BACK = "sure", "back"


def take_pack(request: HttpRequest, code: str) -> HttpResponse:
    """Show the entries of a pack; with POST, show what would be made of those that were chosen, and
    once somebody is sure, take them."""
    require_view(request)
    if (pack := read_packs().packs.get(code)) is None:
        raise Http404
    user: Any = request.user
    teams = teams_of_reach(user)
    sent = request.POST if request.method == "POST" else None
    body = chosen_organisation(request.GET if sent is None else sent, teams)
    if sent is not None:
        require_import(request)
    if body is None:
        return _page(request, pack, "organisation", organisations=_bodies(teams))
    there = standings(pack, body)
    own = [team for team in teams if team.organisation_id == body.pk]
    chosen = chosen_of_pack(pack, there, own, sent)
    more = {"organisation": body, "teams": own, "chosen": chosen}
    if sent is None or chosen.problems or BACK in sent:
        return _choose(request, pack, chosen, more)
    plan = taking_plan(chosen.of(pack, body), read_packs())
    if SURE not in sent:
        return _preview(request, plan, problems_of(plan, by=user), more)
    try:
        imported, _ = take(plan, by=user)
    except CannotLoad as error:
        return _preview(request, plan, error.problems, more)
    return HttpResponseRedirect(reverse("admin:import-one", args=[imported.pk]))


def _bodies(teams: Iterable[Any]) -> list[Organisation]:
    return list(dict.fromkeys(team.organisation for team in teams))


def _choose(
    request: HttpRequest, pack: Pack, chosen: ChosenOfPack, more: dict[str, Any]
) -> HttpResponse:
    lines = [line for heading in chosen.headings for line in heading.lines]
    standing = [line for line in lines if line.standing]
    changed = [line for line in standing if line.standing and line.standing.differences]
    return _page(
        request,
        pack,
        "choose",
        status=HTTPStatus.BAD_REQUEST if chosen.problems else HTTPStatus.OK,
        count=len(lines) - len(standing),
        there_count=len(standing),
        changed=changed,
        can_take=len(standing) < len(lines)
        or any(line.standing and line.standing.can_be_renewed for line in changed),
        **more,
    )


def _preview(
    request: HttpRequest, plan: TakingPlan, problems: list[Problem], more: dict[str, Any]
) -> HttpResponse:
    added: dict[str, list[str]] = defaultdict(list)
    for row in plan.needed.new:
        added[row.table].append(_row_name(row.values))
    library = read_packs().rows
    there: dict[str, list[str]] = defaultdict(list)
    for table, code in plan.needed.known:
        there[table].append(_row_name(library[table, code].values))
    return _page(
        request,
        plan.choice.pack,
        "preview",
        entries=[(entry, plan.references[key]) for key, entry in plan.entries.items()],
        added=_by_kind(added),
        there=_by_kind(there),
        problems=problems,
        sent=[
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", SURE, BACK}
        ],
        **more,
    )


def _row_name(values: dict[str, Any]) -> str:
    """What people call a reference row: a provision, by its label and what it is about."""
    named = values.get("name") or values.get("title")
    return named or ": ".join(filter(None, (values.get("label"), values["subject"])))


def _by_kind(names: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    return [
        (str(shape.model._meta.verbose_name_plural), sorted(names[table]))
        for table, shape in tables().items()
        if table in names
    ]


def _page(
    request: HttpRequest,
    pack: Pack,
    template: str,
    status: HTTPStatus = HTTPStatus.OK,
    **context: Any,
) -> HttpResponse:
    context |= {
        "title": pack.name,
        "pack": pack,
        "may_import": permissions.may_import(request.user),
    }
    return TemplateResponse(
        request,
        f"admin/packs/{template}.html",
        {**site.each_context(request), **context},
        status=status,
    )
