"""Store the outcome of an import in its record, and read it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import batched, islice
from typing import Any

from ropa.models import ImportedEntry, ImportLedger, ProcessingActivity, RegisterImport

from .cell_answers import CellAnswer, CellAnswers
from .content import ReadingOptions
from .ledger import CellLedger
from .mapping.results import UnknownName
from .outcome import Change, ChangeKind, Outcome
from .problems import Problem, Remark, without_nul

# Problems, names and rows that are kept one by one; of the rest, how many there are.
MOST_STORED = 10_000
_PLACES = 5
_AT_ONCE = 500


def store_outcome(imported: RegisterImport, outcome: Outcome) -> None:
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
    imported.changes = [_change(change) for change in in_order[:MOST_STORED]]


def store_findings(
    imported: RegisterImport,
    problems: list[Problem],
    unknown: Iterable[UnknownName] = (),
    notes: Iterable[str] = (),
    remarks: Iterable[Remark] = (),
) -> None:
    """Note on the record, which is not saved, what is in the way of importing the file, and what
    else to look at."""
    imported.problems = [_problem(problem) for problem in problems[:MOST_STORED]]
    imported.problem_count = len(problems)
    names = list(unknown)
    are_several = len({place.sheet for each in names for place in each.places}) > 1
    imported.unknown = [_unknown(each, with_sheets=are_several) for each in names][:MOST_STORED]
    imported.notes = [without_nul(note) for note in notes][:MOST_STORED]
    imported.remarks = [_remark(remark) for remark in islice(remarks, MOST_STORED)]


def store_with_ledger(imported: RegisterImport, ledger: CellLedger) -> None:
    """Save the record with what became of each cell of its file. JSON has no cells."""
    packed = ledger.packed()
    imported.cells = ledger.counts if any(ledger.counts.values()) else {}
    imported.save()
    ImportLedger.objects.filter(of=imported).delete()
    if imported.cells:
        ImportLedger.objects.create(of=imported, lines=packed)


def store_entries(imported: RegisterImport, outcome: Outcome) -> None:
    """Note which entries an import, whose record is saved, created and changed."""
    kinds = {
        change.key: change.kind
        for change in outcome.changes
        if change.table == "activities" and change.kind is not ChangeKind.SAME
    }
    for references in batched(kinds, _AT_ONCE):
        found = ProcessingActivity.objects.filter(reference__in=references)
        ImportedEntry.objects.bulk_create(
            ImportedEntry(
                of=imported,
                activity_id=key,
                is_new=kinds[reference] is ChangeKind.CREATED,
            )
            for key, reference in found.values_list("pk", "reference")
        )


def reading_options_of(imported: RegisterImport) -> ReadingOptions:
    """Return how the columns of the file are read, as people have chosen."""
    return ReadingOptions(
        sheet=imported.sheet,
        mapping=imported.mapping,
        team=imported.team.code if imported.team else "",
        names={(kind, name): code for kind, name, code in imported.names},
        with_hidden=imported.with_hidden,
        answers=cell_answers_of(imported),
    )


def cell_answers_of(imported: RegisterImport) -> CellAnswers:
    """Return what people answered on the page for cells of the file."""
    return CellAnswers(CellAnswer(*each) for each in imported.answers)


def add_name_decisions(
    choices: Iterable[Iterable[str]], decided: Mapping[tuple[str, str], str]
) -> list[list[str]]:
    """Return decisions on names as a record keeps them, with new ones over those before."""
    by_name = {(kind, name): code for kind, name, code in choices} | dict(decided)
    return [[kind, name, code] for (kind, name), code in by_name.items()]


def add_cell_answers(
    before: Iterable[Iterable[Any]], answered: Iterable[CellAnswer]
) -> list[list[Any]]:
    """Return answers for cells as a record keeps them, with new ones over those before."""
    by_cell = {
        (answer.sheet, answer.row, answer.column): answer
        for answer in (*(CellAnswer(*each) for each in before), *answered)
    }
    return [list(answer) for answer in by_cell.values()]


_KINDS = ("changed", "created", "same")


def _change(change: Change) -> dict[str, Any]:
    kept = ("table", "key", "name", "kind", "differs")
    return {name: getattr(change, name) for name in kept}


def _remark(remark: Remark) -> dict[str, Any]:
    return asdict(remark) | {
        "sheet": without_nul(remark.sheet),
        "column": without_nul(remark.column),
        "says": without_nul(_sentence(remark.says)),
        "value": without_nul(remark.value),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "sheet": without_nul(problem.place.sheet),
        "row": without_nul(problem.place.row.removeprefix("row ")),
        "number": problem.place.number,
        "column": without_nul(problem.title),
        "value": problem.value,
        "says": _sentence(problem.says),
        **({"needs_approver": True} if problem.needs_approver else {}),
    }


def _unknown(unknown: UnknownName, *, with_sheets: bool) -> dict[str, Any]:
    return {
        "kind": unknown.kind,
        "name": without_nul(unknown.name),
        "rows": [
            f"{place.number} of “{place.sheet}”" if with_sheets else f"{place.number}"
            for place in unknown.places[:_PLACES]
        ],
        "count": len(unknown.places),
        "suggestions": [asdict(each) for each in unknown.suggestions],
        "code": unknown.code,
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
