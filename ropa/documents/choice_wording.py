"""Word the choices people have in plain English."""

from __future__ import annotations

from .schema import PeopleChoiceDocument
from .wording import joined_names


def choice_sentences(choice: PeopleChoiceDocument) -> tuple[str, ...]:
    """Return in whole sentences what people can choose, how, by when and what follows: all that a
    choice says but its kind and its web address."""
    return tuple(
        sentence
        for sentence in (
            _full_stop(f"You can {choice.choice.strip()}"),
            choice.how.strip(),
            _full_stop(f"Say so by {choice.by_when.strip()}") if choice.by_when.strip() else "",
            f"You can say so yourself from the age of {choice.from_age}."
            if choice.from_age is not None
            else "",
            choice.consequence.strip(),
            _uses_sentence(choice),
            _full_stop(f"Whom to tell: {choice.contact.strip()}") if choice.contact.strip() else "",
        )
        if sentence
    )


def uses_of(only_for: str) -> tuple[str, ...]:
    """Return the purposes that a text names, one a line, with or without the marks of a list."""
    lines = (line.strip().removeprefix("-").strip() for line in only_for.splitlines())
    return tuple(line for line in lines if line)


def _uses_sentence(choice: PeopleChoiceDocument) -> str:
    uses = [f"“{use}”" for use in uses_of(choice.only_for)]
    return f"This is only about using information to {joined_names(uses)}." if uses else ""


def _full_stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
