"""Grounds that a cell names by code, line by line, with what is said of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .lists import split_lines


@dataclass(frozen=True)
class NamedGround:
    """A lawful basis or a condition: its code, what else is said of it, and whether it was taken
    out of a sentence that names others as well, so that somebody should look it over."""

    code: str
    more: str = ""
    is_split: bool = False


def find_named_grounds(
    text: str, in_line: Callable[[str], list[NamedGround]], *, separator: str
) -> tuple[list[NamedGround], list[str]]:
    """Return what the lines of a cell name, and those before the first that name none.

    Lines after one that name none say more of it; `separator` stands before each of them.
    """
    found: list[NamedGround] = []
    unread: list[str] = []
    for line in split_lines(text, parts_at=lambda part: bool(in_line(part))):
        named = in_line(line)
        if named:
            found += [each for each in named if each not in found]
        elif found:
            more = f"{found[-1].more}{separator}{line}".removeprefix(separator)
            found[-1] = replace(found[-1], more=more)
        else:
            unread.append(line)
    return found, unread
