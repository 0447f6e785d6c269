"""Lists from A to Z, grouped by first letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

OTHER_LETTERS = "Other"
# Groups of children come before all letters.
CHILDREN = "Child"


@dataclass(frozen=True)
class ListItem:
    """A line of a list: what it is called, where its page is, and a few words on it."""

    name: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Letter[Listed]:
    """What begins with one letter."""

    letter: str
    items: tuple[Listed, ...]

    @property
    def anchor(self) -> str:
        return f"letter-{self.letter.lower()}"


def a_to_z[Listed](
    items: Iterable[Listed], name: Callable[[Listed], str]
) -> tuple[Letter[Listed], ...]:
    """Return items under the letter their name begins with, in order of name.

    A “the” at its beginning does not count. What begins with a figure or a sign comes last,
    together.
    """
    letters: dict[str, list[Listed]] = {}
    for item in sorted(items, key=lambda item: (sorted_by(name(item)), name(item))):
        letters.setdefault(letter_of(sorted_by(name(item))), []).append(item)
    in_order = sorted(letters, key=lambda letter: (letter == OTHER_LETTERS, letter))
    return tuple(Letter(letter, tuple(letters[letter])) for letter in in_order)


def counted(number: int, one: str, several: str) -> str:
    """Return a number with its noun: “1 entry”, “2 entries”."""
    return f"{number} {one if number == 1 else several}"


def sorted_by(name: str) -> str:
    """Return by what a name is sorted."""
    return name.casefold().removeprefix("the ")


def letter_of(text: str) -> str:
    """Return the letter under which a text is listed."""
    first = text[:1].upper()
    return first if first.isalpha() else OTHER_LETTERS
