"""What can be wrong with a file."""


class CannotLoad(Exception):
    """Nothing was loaded. `problems` says why, a sentence each: file, row, and what to mend."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
