"""Store the outcome of an import in its record, and read it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ropa.models import RegisterImport

from .content import ReadingOptions
from .mapping.results import Unknown
from .outcome import Change, Outcome
from .problems import Problem

# Problems, names and rows that are kept one by one; of the rest, how many there are.
KEPT = 10_000
_PLACES = 5


def keep_outcome(imported: RegisterImport, outcome: Outcome) -> None:
    """Note on the record, which is not saved, what happens or has happened to each row."""
    tables: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_KINDS, 0))
    for change in outcome.changes:
        tables[change.table][change.kind] += 1
    imported.counts = {
        "created": outcome.created,
        "changed": outcome.changed,
        "removed": outcome.removed,
        "same": outcome.same,
        "tables": tables,
    }
    in_order = sorted(outcome.changes, key=lambda change: _KINDS.index(change.kind))
    imported.changes = [_change(change) for change in in_order[:KEPT]]


def keep_findings(
    imported: RegisterImport,
    problems: list[Problem],
    unknown: Iterable[Unknown] = (),
    notes: Iterable[str] = (),
) -> None:
    """Note on the record, which is not saved, what is in the way of importing the file."""
    imported.problems = [_problem(problem) for problem in problems[:KEPT]]
    imported.problem_count = len(problems)
    imported.unknown = [_unknown(each) for each in unknown][:KEPT]
    imported.notes = [_text(note) for note in notes][:KEPT]


def reading_options_of(imported: RegisterImport) -> ReadingOptions:
    """Return how the columns of the file are read, as people have chosen."""
    return ReadingOptions(
        sheet=imported.sheet,
        mapping=imported.mapping,
        team=imported.team.code if imported.team else "",
        names={(kind, name): code for kind, name, code in imported.names},
    )


def with_names(
    choices: Iterable[Iterable[str]], decided: Mapping[tuple[str, str], str]
) -> list[list[str]]:
    """Return decisions on names as a record keeps them, with new ones over those before."""
    by_name = {(kind, name): code for kind, name, code in choices} | dict(decided)
    return [[kind, name, code] for (kind, name), code in by_name.items()]


_KINDS = ("changed", "created", "same")


def _change(change: Change) -> dict[str, Any]:
    return {
        "table": change.table,
        "key": change.key,
        "name": change.name,
        "kind": change.kind,
        "differs": change.differs,
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "sheet": _text(problem.place.sheet),
        "row": _text(problem.place.row.removeprefix("row ")),
        "column": _text(problem.title),
        "value": _text(problem.value),
        "says": _text(_sentence(problem.says)),
    }


def _unknown(unknown: Unknown) -> dict[str, Any]:
    return {
        "kind": unknown.kind,
        "name": _text(unknown.name),
        "rows": [place.row.removeprefix("row ") for place in unknown.places[:_PLACES]],
        "count": len(unknown.places),
        "suggestions": [
            {"code": each.code, "name": each.name, "why": each.why} for each in unknown.suggestions
        ],
        "code": unknown.code,
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(text: str) -> str:
    # What no database keeps can be what a problem is about.
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
