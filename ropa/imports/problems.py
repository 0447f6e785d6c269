"""Problems found in a file, and the exception that carries them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from .rows import RowPlace

VALUE_LENGTH = 100


class RemarkKind(StrEnum):
    """What is said of a cell that stops nothing: it leaves a gap, or what came of it is a guess."""

    GAP = "gap"
    GUESS = "guess"


@dataclass(frozen=True)
class Remark:
    """What somebody should look at in a file that can be imported as it is: the number of a row and
    the title of its column, what to do, and what the cell says. `row` is the row in words."""

    kind: RemarkKind
    sheet: str
    number: int
    column: str
    says: str
    value: str = ""
    row: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, in which column, with which value, and what to do.

    `column` is the name of a field, empty if the problem is about the row or the whole file.
    `value` is the text found there, of at most `VALUE_LENGTH` characters. As text, the problem is
    one sentence or more that names the place and the column as the file calls them. NUL, which no
    database keeps, can be what a problem is about: it is told as U+FFFD. One that `needs_approver`
    is nothing to mend in the file.
    """

    place: RowPlace
    column: str
    value: str
    says: str
    needs_approver: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", without_nul(self.value))
        object.__setattr__(self, "says", without_nul(self.says))

    @property
    def title(self) -> str:
        """What the file calls the column."""
        return self.place.title(self.column)

    def __str__(self) -> str:
        if not self.place.row and self.says.startswith(str(self.place)):
            return self.says
        if self.column and f"“{self.title}”" not in self.says:
            return f"{self.place}: “{self.title}”: {self.says}"
        return f"{self.place}: {self.says}"


class CannotLoad(Exception):
    """Nothing was loaded. `problems` says why: where, and what to mend."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refusal_of_file(name: str, says: str) -> CannotLoad:
    """Return what to raise for a file as a whole."""
    return CannotLoad([Problem(RowPlace(name, ""), "", "", says)])


class Problems:
    """What was found so far. `rank` is the number of the row of the files being looked at: however
    the rows are gone through, the problems are told in their order."""

    def __init__(self) -> None:
        self.rank = 0
        self._found: list[tuple[int, Problem]] = []

    def add(self, place: RowPlace, column: str, value: Any, says: str) -> None:
        """Add a problem; `value` may be of any type and length."""
        self._found.append((self.rank, Problem(place, column, shortened(value), says)))

    def extend(self, problems: Iterable[Problem]) -> None:
        self._found += ((self.rank, problem) for problem in problems)

    def in_order(self) -> list[Problem]:
        """Return them in the order of the rows, and of one row as they were found."""
        return [problem for _, problem in sorted(self._found, key=lambda found: found[0])]


def without_nul(text: str) -> str:
    """Return a text as a database keeps it: with U+FFFD in place of NUL."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def shortened(value: Any) -> str:
    """Return a value as text of at most `VALUE_LENGTH` characters."""
    text = "" if value is None else str(value)
    return text if len(text) <= VALUE_LENGTH else f"{text[: VALUE_LENGTH - 1]}…"


def problems_of_validation(
    error: ValidationError, values: dict[str, Any], place: RowPlace
) -> list[Problem]:
    """Return what a row's validation found, as problems; `values` are the row's own by field."""
    by_column = ValidationError(error.update_error_dict({})).message_dict
    return [
        Problem(place, column, shortened(values.get(column)), message)
        for name, messages in by_column.items()
        for column in ["" if name == NON_FIELD_ERRORS else name]
        for message in messages
    ]
