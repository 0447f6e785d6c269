"""The exception by which an action refuses."""

from __future__ import annotations

from collections.abc import Sequence


class Refused(Exception):
    """The action cannot be done now. The message says why and what to do, in plain English.

    `problems` lists what is to be put right first, each in a sentence, where there are several.
    """

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
