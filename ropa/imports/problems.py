"""What can be wrong with a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from .rows import Place

VALUE_LENGTH = 100


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, in which column, with which value, and what to do.

    `column` is the name of a field, empty if the problem is about the row or the whole file.
    `value` is the text found there, of at most `VALUE_LENGTH` characters. As text, the problem is
    one sentence or more that names the place and the column as the file calls them.
    """

    place: Place
    column: str
    value: str
    says: str

    @property
    def title(self) -> str:
        """What the file calls the column."""
        return self.place.title(self.column)

    def __str__(self) -> str:
        if not self.place.row and self.says.startswith(str(self.place)):
            return self.says
        named = not self.column or f"“{self.title}”" in self.says
        return f"{self.place}: {self.says}" if named else f"{self.place}: “{self.title}”: {self.says}"


class CannotLoad(Exception):
    """Nothing was loaded. `problems` says why: where, and what to mend."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shortened(value: Any) -> str:
    """Return a value as text of at most `VALUE_LENGTH` characters."""
    text = "" if value is None else str(value)
    return text if len(text) <= VALUE_LENGTH else f"{text[: VALUE_LENGTH - 1]}…"


def found_by(error: ValidationError, values: dict[str, Any], place: Place) -> list[Problem]:
    """Return what a row's validation found, as problems; `values` are the row's own by field."""
    return [
        Problem(place, column, shortened(values.get(column)), message)
        for name, messages in error.message_dict.items()
        for column in ["" if name == NON_FIELD_ERRORS else name]
        for message in messages
    ]
