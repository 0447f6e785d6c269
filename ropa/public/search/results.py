"""Search results: pages, and extracts from them."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.models import SearchEntry


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
class Hit:
    """A page that was found, without its parts: the higher the score, the better."""

    page: SearchEntry
    score: float


@dataclass(frozen=True)
class Result:
    """A page that was found, and what it says about it."""

    page: SearchEntry
    extract: Extract
    shortcuts: tuple[Shortcut, ...]
