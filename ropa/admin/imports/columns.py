"""The page on which people say what each column of their spreadsheet holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ropa import permissions
from ropa.imports.choosing import ChosenColumn
from ropa.imports.mapping.targets import BY_NAME, LEAVE_OUT, TARGETS
from ropa.imports.problems import CannotLoad
from ropa.imports.remembered_mappings import proposed_targets, remember_mapping, remembered_names
from ropa.imports.uploads import reopen_upload
from ropa.models import ImportFile, RegisterImport, Team

from .access import import_to_continue
from .listing import continue_import
from .sheets import ChosenSheet, chosen_sheet

CHOOSE = "Choose what it holds, or “Leave out”."
CHOOSE_EACH = "Choose what each holds, or “Leave out”."
# So many columns are named in one line.
TITLES_NAMED = 10
NO_TEAM = "Choose the team that keeps the entries."
NO_ANSWERS = "Every column is left out. Choose what at least one of them holds."


@dataclass(frozen=True)
class ColumnQuestion:
    """A column of the sheet: its title, some of what stands in it, what it is to fill, whether the
    file hides it, and how it was told, if it is only proposed. `field` is that of the form."""

    field: str
    title: str
    examples: tuple[str, ...]
    chosen: str
    problem: str
    is_hidden: bool
    certainty: str = ""


@dataclass(frozen=True)
class ColumnAnswers:
    """What each column is to fill, the code of the team, and what is wrong, by the field."""

    chosen: Sequence[str]
    team: str
    problems: Mapping[str, str] = field(default_factory=dict)
    # How each column was told, by its title.
    certainties: Mapping[str, str] = field(default_factory=dict)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what each column holds; note the answers, and have the file checked."""
    imported = import_to_continue(request, pk)
    elsewhere = HttpResponseRedirect(reverse("admin:import-one", args=[pk]))
    if not _has_columns_to_choose(imported):
        return elsewhere
    try:
        sheet = chosen_sheet(reopen_upload(imported), imported, request.POST or request.GET)
    except ImportFile.DoesNotExist:
        return elsewhere
    except CannotLoad as error:
        return _page(request, _refusal(imported, error))
    teams = list(permissions.reachable_teams(request.user).order_by("name"))
    if request.method != "POST":
        return _form(request, imported, sheet, teams, _before(imported, sheet, teams))
    answers = _answers(request.POST, sheet, teams)
    if answers.problems:
        return _form(request, imported, sheet, teams, answers)
    _note(
        imported, sheet, answers, next((each for each in teams if each.code == answers.team), None)
    )
    return continue_import(request, imported)


def _has_columns_to_choose(imported: RegisterImport) -> bool:
    is_mapped = imported.kind == RegisterImport.Kind.MAPPED
    return is_mapped and imported.is_open and not imported.is_at_work


def _before(imported: RegisterImport, sheet: ChosenSheet, teams: Sequence[Team]) -> ColumnAnswers:
    """What was chosen before, here or for a sheet like this one, or is proposed. What the file
    hides is left out, unless somebody has chosen otherwise here."""
    proposed = proposed_targets(sheet.columns)
    hidden = {each.title: LEAVE_OUT for each in sheet.columns if each.is_hidden}
    told = {title: each.target for title, each in proposed.items()}
    before = told | hidden | imported.mapping
    team = imported.team or (teams[0] if len(teams) == 1 else None)
    return ColumnAnswers(
        [before.get(title, "") for title in sheet.titles],
        team.code if team else "",
        certainties={
            title: each.certainty.value
            for title, each in proposed.items()
            if title not in hidden.keys() | imported.mapping.keys()
        },
    )


def _answers(sent: Any, sheet: ChosenSheet, teams: Sequence[Team]) -> ColumnAnswers:
    chosen = [sent.get(_field(place), "") for place in range(len(sheet.titles))]
    team = sent.get("team", "")
    problems: dict[str, str] = {}
    if teams and team not in {each.code for each in teams}:
        problems["team"] = NO_TEAM
    problems |= _problems(chosen, sheet.columns)
    return ColumnAnswers(chosen, team, problems)


def _problems(chosen: Sequence[str], columns: Sequence[ChosenColumn]) -> dict[str, str]:
    problems: dict[str, str] = {}
    # By table: what takes one column takes one of each.
    taken: dict[tuple[str, int], str] = {}
    for place, (target, column) in enumerate(zip(chosen, columns, strict=True)):
        before = [taken[target, table] for table in column.tables if (target, table) in taken]
        if target not in BY_NAME:
            problems[_field(place)] = f"{column.title}: {CHOOSE}"
        elif before and not BY_NAME[target].many:
            problems[_field(place)] = (
                f"{column.title}: “{before[0]}” is “{BY_NAME[target].title}” already, and only one "
                "column can be. Choose something else for one of them."
            )
        for table in column.tables:
            taken.setdefault((target, table), column.title)
    if set(chosen) <= {LEAVE_OUT}:
        problems[_field(0)] = NO_ANSWERS
    return problems


def _summary(problems: Mapping[str, str], titles: Sequence[str]) -> dict[str, str]:
    """The problems by field, with all columns of which nothing is said in one line."""
    by_title = {_field(place): title for place, title in enumerate(titles)}
    open_fields = [
        name for name, says in problems.items() if says == f"{by_title.get(name)}: {CHOOSE}"
    ]
    if len(open_fields) < 2:
        return dict(problems)
    named = ", ".join(f"“{by_title[name]}”" for name in open_fields[:TITLES_NAMED])
    more = len(open_fields) - TITLES_NAMED
    says = f"{named}{f' and {more} more' if more > 0 else ''}: {CHOOSE_EACH}"
    rest = {name: each for name, each in problems.items() if name not in open_fields}
    return rest | {open_fields[0]: says}


def _field(place: int) -> str:
    return f"column-{place}"


def _note(
    imported: RegisterImport, sheet: ChosenSheet, answers: ColumnAnswers, team: Team | None
) -> None:
    if not imported.names or not _is_of_one_organisation(imported.team, team):
        imported.names = remembered_names(sheet.titles, team)
    imported.sheet, imported.team = sheet.title, team
    imported.with_hidden = sheet.with_hidden
    imported.mapping = dict(zip(sheet.titles, answers.chosen, strict=True))
    imported.state = RegisterImport.State.CHECKED
    imported.counts, imported.changes = {}, []
    imported.save()
    remember_mapping(imported)


def _is_of_one_organisation(team: Team | None, other: Team | None) -> bool:
    return bool(team and other and team.organisation_id == other.organisation_id)


def _form(
    request: HttpRequest,
    imported: RegisterImport,
    sheet: ChosenSheet,
    teams: Sequence[Team],
    answers: ColumnAnswers,
) -> HttpResponse:
    context = {
        "imported": imported,
        "sheet": sheet,
        "teams": teams,
        "team": answers.team,
        "problems": answers.problems,
        "summary": _summary(answers.problems, sheet.titles),
        "columns": [
            ColumnQuestion(
                _field(place),
                column.title,
                column.examples,
                target,
                answers.problems.get(_field(place), ""),
                column.is_hidden,
                answers.certainties.get(column.title, ""),
            )
            for place, (column, target) in enumerate(
                zip(sheet.columns, answers.chosen, strict=True)
            )
        ],
        "targets": [target for target in TARGETS if target.name != LEAVE_OUT],
        "leave_out": LEAVE_OUT,
    }
    return _page(request, context)


def _refusal(imported: RegisterImport, error: CannotLoad) -> dict[str, Any]:
    problems = {"": error.problems[0].says}
    return {"imported": imported, "problems": problems, "summary": problems}


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request,
        "admin/import/columns.html",
        {
            **site.each_context(request),
            "title": "What the columns hold",
            "is_below": True,
            **context,
        },
        status=HTTPStatus.BAD_REQUEST if context["problems"] else HTTPStatus.OK,
    )
