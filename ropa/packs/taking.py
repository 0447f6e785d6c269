"""Take entries of a pack into the register as drafts: all that were chosen, or nothing.

It is an import, with its record, its queue of drafts and its undoing.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from ropa import permissions
from ropa.dates import day_in_words
from ropa.imports.content import Content
from ropa.imports.outcome import Outcome
from ropa.imports.problems import CannotLoad, Problem
from ropa.imports.rows import FileRow, RowPlace
from ropa.imports.running import import_at_once, problems_and_outcome
from ropa.models import Organisation, ProcessingActivity, RegisterImport, TakenEntry, Team
from ropa.models.attributed import person_name
from ropa.tables.shapes import tables

from .codes import with_codes
from .editions import MatchingEntry, standings
from .library import NeededRows, needed_rows
from .reading import ENTRIES, OWN_ORGANISATION, Pack, PackEntry, PackLibrary

_TITLE = 200
_NO_RIGHT = (
    "{} has no role to add what these entries need: {}. Ask an approver to take them, or to add it."
)


@dataclass(frozen=True)
class PackChoice:
    """What an organisation wants of a pack: the team that keeps each entry, by key, and the keys of
    taken entries to bring to what the pack says now."""

    pack: Pack
    organisation: Organisation
    teams: Mapping[str, Team]
    renewed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TakingPlan:
    """What taking does: the entries with the references they get or have, and the reference rows
    that are added and those that are there."""

    choice: PackChoice
    entries: Mapping[str, PackEntry]
    references: Mapping[str, str]
    needed: NeededRows
    rows: list[FileRow]


def taking_plan(choice: PackChoice, library: PackLibrary) -> TakingPlan:
    """Return what taking a choice does. Entries that the organisation has already are passed over,
    and so are those to be renewed that somebody has adapted: a pack can be taken twice."""
    there = standings(choice.pack, choice.organisation)
    new = [key for key in choice.teams if key in choice.pack.by_key and key not in there]
    renewed = [key for key in there if key in choice.renewed and there[key].can_be_renewed]
    entries = {key: choice.pack.by_key[key] for key in (*new, *renewed)}
    needed = needed_rows([each.row for each in entries.values()], library.rows)
    free = ProcessingActivity.objects.free_references()
    references = {key: next(free) for key in new}
    references |= {key: there[key].activity.reference for key in renewed}
    teams = dict(choice.teams) | {key: there[key].activity.team for key in renewed}
    titles = _titles(choice, entries, there)
    rows = [
        FileRow(
            ENTRIES,
            {
                **_emptied(there.get(key), entry),
                **with_codes(tables()[ENTRIES], entry.content, _names(choice, needed)),
                "reference": references[key],
                "title": titles[key],
                "team": teams[key].code,
            },
            entry.row.place,
        )
        for key, entry in entries.items()
    ]
    return TakingPlan(choice, entries, references, needed, [*needed.new, *rows])


def problems_of(plan: TakingPlan, *, by: User | None) -> list[Problem]:
    """Return why a plan cannot be carried out, if it cannot; nothing is changed."""
    if refused := _beyond_rights(plan, by):
        return refused
    problems, _ = problems_and_outcome(_content(plan), by=by)
    return problems


def _beyond_rights(plan: TakingPlan, by: User | None) -> list[Problem]:
    """Which reference rows somebody has no role to add, as one problem."""
    counts = Counter(tables()[row.table].model for row in plan.needed.new)
    kinds = [
        f"{model._meta.verbose_name_plural} ({count})"
        for model, count in counts.items()
        if by and not permissions.may(by, "add", model)
    ]
    if by is None or not kinds:
        return []
    says = _NO_RIGHT.format(person_name(by), ", ".join(kinds))
    return [Problem(RowPlace(plan.choice.pack.name, ""), "", "", says, needs_approver=True)]


def take(plan: TakingPlan, *, by: User | None) -> tuple[RegisterImport, Outcome]:
    """Carry a plan out, as drafts; return the record of the import, and what was changed.

    Nobody (`by`) is whoever runs the register. Raises `CannotLoad`; then nothing has been changed.
    """
    if refused := _beyond_rights(plan, by):
        raise CannotLoad(refused)
    pack = plan.choice.pack
    text = json.dumps([row.values for row in plan.rows], default=str, sort_keys=True).encode()
    with transaction.atomic():
        imported, outcome = import_at_once(
            _content(plan),
            by=by,
            name=f"{pack.name}, edition of {day_in_words(pack.edition)}",
            size=len(text),
            digest=hashlib.sha256(text).hexdigest(),
            kind=RegisterImport.Kind.PACK,
        )
        _note(plan, imported)
    return imported, outcome


def _content(plan: TakingPlan) -> Content:
    return Content(plan.rows, [], [])


def _note(plan: TakingPlan, imported: RegisterImport) -> None:
    keys = dict(
        ProcessingActivity.objects.filter(reference__in=plan.references.values()).values_list(
            "reference", "pk"
        )
    )
    TakenEntry.objects.bulk_create(
        TakenEntry(
            of=imported,
            activity_id=keys[plan.references[key]],
            pack=plan.choice.pack.code,
            key=key,
            edition=plan.choice.pack.edition,
            content=entry.content,
        )
        for key, entry in plan.entries.items()
    )


def _names(choice: PackChoice, needed: NeededRows) -> Callable[[type[Model], str], str]:
    def rename(model: type[Model], code: str) -> str:
        if model is Organisation and code == OWN_ORGANISATION:
            return choice.organisation.code
        return needed.code(model, code)

    return rename


def _emptied(standing: MatchingEntry | None, entry: PackEntry) -> dict[str, Any]:
    """What an entry was taken with and its pack no longer says, without a value."""
    if standing is None or standing.content is None:
        return {}
    shape = tables()[ENTRIES]
    return {
        name: shape.fields[name].get_default() if name in shape.fields else []
        for name in standing.content
        if name not in entry.content
    }


def _titles(
    choice: PackChoice, entries: Mapping[str, PackEntry], there: Mapping[str, MatchingEntry]
) -> dict[str, str]:
    """A title stands once in a register: where another organisation has it, this one is named."""
    own = {standing.activity.pk for standing in there.values()}
    wanted = {entry.title for entry in entries.values()}
    others = ProcessingActivity.objects.filter(title__in=wanted).exclude(pk__in=own)
    used = set(others.values_list("title", flat=True))
    body = choice.organisation.short_name or choice.organisation.name
    return {
        key: f"{entry.title} ({body})"[:_TITLE] if entry.title in used else entry.title
        for key, entry in entries.items()
    }
