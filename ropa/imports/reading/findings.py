"""Findings made while a file is read: problems to mend, and notes for the person who uploads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..ledger import CellLedger
from ..problems import Problem, shortened
from ..rows import FileRow, RowPlace
from . import limits


@dataclass(frozen=True)
class Note:
    """Something that is no problem, but should be known: what is not imported, and why."""

    place: RowPlace
    says: str

    def __str__(self) -> str:
        where = str(self.place)
        return f"{where}: {self.says}" if where else self.says


@dataclass
class Findings:
    """What is found, in the order in which it is found. Of problems without number only the first
    are told one by one."""

    file: str
    notes: list[Note] = field(default_factory=list)
    _problems: list[Problem] = field(default_factory=list)
    _untold: int = 0

    def problem(self, place: RowPlace, says: str, *, column: str = "", value: Any = None) -> None:
        """Tell a problem; `column` is the name of a field, `value` of any type and length."""
        if len(self._problems) < limits.PROBLEMS:
            self._problems.append(Problem(place, column, shortened(value), says))
        else:
            self._untold += 1

    def note(self, says: str, sheet: str = "") -> None:
        self.notes.append(Note(self.place(sheet), says))

    def place(self, sheet: str = "", row: int = 0) -> RowPlace:
        """Return the place of a sheet, or of one of its rows."""
        return RowPlace(self.file, f"row {row}" if row else "", sheet, row)

    @property
    def problems(self) -> list[Problem]:
        """What there is to mend."""
        if not self._untold:
            return list(self._problems)
        says = (
            f"There are {self._untold:,} more problems. Mend those that are told, then try again."
        )
        return [*self._problems, Problem(self.place(), "", "", says)]


@dataclass(frozen=True)
class FileFindings:
    """What a file says: rows ready to be loaded, if there are no problems; and what became of each
    of its cells, if it has any."""

    rows: list[FileRow]
    problems: list[Problem]
    notes: list[Note]
    ledger: CellLedger = field(default_factory=CellLedger)
