"""What can be wrong with a file."""

from django.core.exceptions import ValidationError


class CannotLoad(Exception):
    """Nothing was loaded. `problems` says why, a sentence each: file, row, and what to mend."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def in_words(error: ValidationError) -> str:
    """Return what a row's validation says, with the names of the fields."""
    return " ".join(
        message if name == "__all__" else f"“{name}”: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    )
