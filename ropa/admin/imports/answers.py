"""Answers to problems and gaps, given beside their rows on the page of an import."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ropa.imports.cell_answers import LONGEST_ANSWER, CellAnswer
from ropa.imports.cell_marks import titles_of_sheet
from ropa.imports.problems import RemarkKind, without_nul
from ropa.imports.reading.opening import OpenedFile
from ropa.models import RegisterImport

from .answer_choices import CHOICES

EMPTY, ALIKE = "empty", "alike"
_BOTH = "Write what to take, or choose to leave it empty: not both."
_TOO_LONG = f"Write at most {LONGEST_ANSWER:,} characters."
_ELSEWHERE = (
    "This cannot be answered here. Correct it in the file, or change what its column holds."
)
# A longer value is shown by its beginning, so that others may only begin like it.
_CUT = "…"


@dataclass(frozen=True)
class ProblemAnswer:
    """A problem or gap as it is listed, and what was answered to it: `field` is that of the form,
    empty if it is not asked about; `alike` is in how many cells of its column the same stands."""

    found: dict[str, Any]
    field: str
    alike: int
    # The target whose choices are offered; empty if it has none.
    choices: str
    text: str
    leave_empty: bool
    for_all: bool

    @property
    def is_given(self) -> bool:
        return bool(self.text) or self.leave_empty

    @property
    def problem(self) -> str:
        """What is wrong with the answer; empty if nothing is."""
        if self.text and self.leave_empty:
            return _BOTH
        return _TOO_LONG if len(self.text) > LONGEST_ANSWER else ""


def problem_answers(
    imported: RegisterImport, listed: Iterable[dict[str, Any]], sent: Any
) -> list[ProblemAnswer]:
    """Return problems, or gaps, with what was answered to each; of one cell, the first is asked
    about."""
    asked = _asked_cells(imported)
    counts = Counter(map(_same, asked))
    fields = {id(each): field_of_cell(each) for each in asked}
    return [
        _answer(imported, each, fields.get(id(each), ""), counts[_same(each)], sent)
        for each in listed
    ]


def gaps_to_list(imported: RegisterImport) -> list[dict[str, Any]]:
    """Return the gaps: of cells, which can be answered, one for each; and of rows that have no cell
    for it, because another table says it of other entries."""
    asked = set(map(id, _asked_cells(imported)))
    return [
        each
        for each in _gaps(imported)
        if id(each) in asked or (each["number"] and not each["column"])
    ]


def given_answers(imported: RegisterImport, sent: Any) -> list[ProblemAnswer]:
    """Return what a form answers, to all problems that it is about."""
    asked = problem_answers(imported, [*imported.problems, *_gaps(imported)], sent)
    return [each for each in asked if each.field and each.is_given]


def cell_answers(
    imported: RegisterImport, opened: OpenedFile, given: Iterable[ProblemAnswer]
) -> tuple[list[CellAnswer], list[tuple[str, str]]]:
    """Return answers by the cells of the file, and of those that have none their field and what is
    wrong. Raises `CannotLoad`."""
    titles = {each.title: titles_of_sheet(imported, each) for each in opened.sheets}
    found: dict[tuple[str, int, int], CellAnswer] = {}
    problems: list[tuple[str, str]] = []
    # What is answered for one cell counts more than what is for all alike.
    for answer in sorted(given, key=lambda each: not each.for_all):
        for cell in _cells(imported, answer):
            sheet, number, column = cell["sheet"], cell["number"], cell["column"]
            if sheet not in titles or not titles[sheet].has_cell(number, column):
                problems.append((answer.field, _ELSEWHERE))
                break
            row, at = titles[sheet].cell(number, column)
            found[sheet, row, at] = CellAnswer(sheet, row, at, answer.text)
    return list(found.values()), problems


def field_of_cell(found: dict[str, Any]) -> str:
    """Return the name of the form's field for the cell of a problem."""
    cell = f"{found['sheet']}\n{found['number']}\n{found['column']}"
    return f"cell-{hashlib.sha256(cell.encode()).hexdigest()[:16]}"


def _cells(imported: RegisterImport, answer: ProblemAnswer) -> Iterator[dict[str, Any]]:
    if not answer.for_all:
        yield answer.found
        return
    yield from (each for each in _asked_cells(imported) if _same(each) == _same(answer.found))


def _asked_cells(imported: RegisterImport) -> list[dict[str, Any]]:
    """The problems of cells that say something, and the gaps, one for each cell."""
    by_cell: dict[str, dict[str, Any]] = {}
    problems = [each for each in imported.problems if each["value"]]
    for each in [*problems, *_gaps(imported)]:
        is_mapped = imported.kind == RegisterImport.Kind.OWN or each["column"] in imported.mapping
        if each.get("number") and each["column"] and is_mapped:
            by_cell.setdefault(field_of_cell(each), each)
    return list(by_cell.values())


def _gaps(imported: RegisterImport) -> list[dict[str, Any]]:
    """Gaps of which it is known what stands in the cell."""
    return [each for each in imported.remarks if each["kind"] == RemarkKind.GAP and "value" in each]


def _same(found: dict[str, Any]) -> tuple[str, str, str]:
    return found["sheet"], found["column"], found["value"]


def _answer(
    imported: RegisterImport, found: dict[str, Any], field: str, alike: int, sent: Any
) -> ProblemAnswer:
    target = imported.mapping.get(found["column"], "")
    may_differ = found["value"].endswith(_CUT)
    return ProblemAnswer(
        found=found,
        field=field,
        alike=1 if may_differ else alike,
        choices=target if target in CHOICES else "",
        text=without_nul(sent.get(field, "")).strip(),
        leave_empty=f"{field}-{EMPTY}" in sent,
        for_all=f"{field}-{ALIKE}" in sent and not may_differ,
    )
