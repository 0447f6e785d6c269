"""The page on which people say what each column of their spreadsheet holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import islice
from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ropa import permissions
from ropa.imports.bringing import opened_again
from ropa.imports.content import sheet_of
from ropa.imports.mapping.heading import Headed, headed, titles_of
from ropa.imports.mapping.targets import BY_NAME, LEAVE_OUT, TARGETS, Target
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.cells import Cell
from ropa.imports.reading.opened import Opened
from ropa.imports.remembering import names_before, proposed, remember
from ropa.models import ImportFile, RegisterImport, Team

from .import_access import import_to_go_on_with
from .importing import go_on

_EXAMPLES = 3
_ROWS_LOOKED_AT = 200
_EXAMPLE_LENGTH = 80
_TOP = 20
CHOOSE = "Choose what it holds, or “Leave out”."


@dataclass(frozen=True)
class Column:
    """A column of the sheet: its title, some of what stands in it, and what it is to fill."""

    field: str
    title: str
    examples: tuple[str, ...]
    chosen: str
    problem: str = ""


@dataclass(frozen=True)
class _Answers:
    """What each column is to fill, the code of the team, and what is wrong, by the field."""

    chosen: Sequence[str] = ()
    team: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Sheet:
    """The sheet that was chosen, below its header, with examples of each column."""

    title: str
    titles: tuple[str, ...]
    header_row: int
    examples: tuple[tuple[str, ...], ...]


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what each column holds; note the answers, and have the file checked."""
    imported = import_to_go_on_with(request, pk)
    at_once = HttpResponseRedirect(reverse("admin:import-one", args=[pk]))
    if imported.kind == RegisterImport.Kind.OWN or not imported.is_open or imported.is_at_work:
        return at_once
    try:
        opened = opened_again(imported)
        sheet = _sheet(opened, imported, request.POST or request.GET)
    except ImportFile.DoesNotExist:
        return at_once
    except CannotLoad as error:
        return _page(request, imported, None, [], {"sheet": str(error.problems[0].says)})
    teams = list(permissions.reachable_teams(request.user).order_by("name"))
    if request.method != "POST":
        before = imported.mapping or proposed(sheet.titles)
        chosen = [before.get(title, "") for title in sheet.titles]
        team = imported.team.code if imported.team else ""
        return _page(request, imported, (opened, sheet), teams, {}, chosen, team)
    chosen = [request.POST.get(_field(place), "") for place in range(len(sheet.titles))]
    team = request.POST.get("team", "")
    problems = _problems(chosen, sheet.titles, team, teams)
    if problems:
        return _page(request, imported, (opened, sheet), teams, problems, chosen, team)
    _note(imported, sheet, chosen, next((each for each in teams if each.code == team), None))
    return go_on(request, imported)


def _sheet(opened: Opened, imported: RegisterImport, asked: Any) -> _Sheet:
    title = asked.get("sheet", imported.sheet)
    source = sheet_of(opened, title)
    row = asked.get("row", "")
    known: Sequence[str] = list(imported.mapping)
    if row.isdecimal() and len(row) < 6:
        begun = source.open()
        top = [(begun.header_row, begun.header), *islice(begun.rows, _TOP - 1)]
        cells = next((cells for number, cells in top if number == int(row)), ())
        known = titles_of("" if cell is None else str(cell) for cell in cells)
    found = headed(source.open(), known)
    return _Sheet(source.title, found.titles, found.sheet.header_row, _examples(found))


def _examples(found: Headed) -> tuple[tuple[str, ...], ...]:
    """The first different texts of each column."""
    texts: list[dict[str, None]] = [{} for _ in found.titles]
    for _, cells in islice(found.sheet.rows, _ROWS_LOOKED_AT):
        for seen, cell in zip(texts, cells, strict=False):
            if cell is not None and len(seen) < _EXAMPLES:
                seen.setdefault(_shown(cell))
    return tuple(tuple(seen) for seen in texts)


def _shown(cell: Cell) -> str:
    text = " ".join(str(cell).split())
    return text if len(text) <= _EXAMPLE_LENGTH else f"{text[: _EXAMPLE_LENGTH - 1]}…"


def _field(place: int) -> str:
    return f"column-{place}"


def _problems(
    chosen: Sequence[str], titles: Sequence[str], team: str, teams: Sequence[Team]
) -> dict[str, str]:
    """What is wrong with the answers, by the field."""
    problems: dict[str, str] = {}
    taken: dict[str, str] = {}
    for place, (target, title) in enumerate(zip(chosen, titles, strict=True)):
        if target not in BY_NAME:
            problems[_field(place)] = CHOOSE
        elif not BY_NAME[target].many and target in taken:
            problems[_field(place)] = (
                f"“{taken[target]}” is “{BY_NAME[target].title}” already, and only one column can "
                "be. Choose something else for one of them."
            )
        else:
            taken[target] = title
    if not problems and set(chosen) <= {LEAVE_OUT}:
        problems[_field(0)] = "Every column is left out. Choose what at least one of them holds."
    if teams and team not in {each.code for each in teams}:
        problems["team"] = "Choose the team that keeps the entries."
    return problems


def _note(
    imported: RegisterImport, sheet: _Sheet, chosen: Sequence[str], team: Team | None
) -> None:
    imported.sheet, imported.team = sheet.title, team
    imported.mapping = dict(zip(sheet.titles, chosen, strict=True))
    imported.names = imported.names or names_before(sheet.titles)
    imported.state = RegisterImport.State.CHECKED
    imported.counts, imported.changes = {}, []
    imported.save()
    remember(imported)


def _page(
    request: HttpRequest,
    imported: RegisterImport,
    found: tuple[Opened, _Sheet] | None,
    teams: Sequence[Team],
    problems: dict[str, str],
    chosen: Sequence[str] = (),
    team: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": "What the columns hold",
        "is_columns": True,
        "imported": imported,
        "problems": problems,
        "teams": teams,
        "team": team or (teams[0].code if len(teams) == 1 else ""),
        "groups": _groups(),
        "leave_out": LEAVE_OUT,
    }
    if found:
        opened, sheet = found
        context |= {
            "sheet": sheet,
            "sheets": [source.title for source in opened.sheets],
            "columns": [
                Column(_field(place), title, texts, target, problems.get(_field(place), ""))
                for place, (title, texts, target) in enumerate(
                    zip(sheet.titles, sheet.examples, chosen, strict=True)
                )
            ],
        }
    status = HTTPStatus.BAD_REQUEST if problems else HTTPStatus.OK
    return TemplateResponse(
        request,
        "admin/import/columns.html",
        {**site.each_context(request), **context},
        status=status,
    )


def _groups() -> list[Target]:
    return [target for target in TARGETS if target.name != LEAVE_OUT]
