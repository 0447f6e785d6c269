"""Search results: pages, and extracts from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A piece of an extract, and whether it is what was looked for."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Extract:
    """Where in a page the words were found best, and what stands there."""

    heading: str
    address: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Shortcut:
    """A part of a page that most readers come for."""

    name: str
    address: str


@dataclass(frozen=True)
class ResultPage:
    """A page as results show it. Its passages have the rows from `first` on. `name_lengths` is how
    many telling words its title and its other names have."""

    kind: str
    title: str
    address: str
    context: str
    weight: float
    name_lengths: tuple[int, int]
    first: int
    places: tuple[tuple[str, str], ...]
    shortcuts: tuple[Shortcut, ...]


@dataclass(frozen=True)
class Hit:
    """A page that was found: the higher the score, the better."""

    page: int
    score: float
