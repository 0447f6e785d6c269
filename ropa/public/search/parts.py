"""Passages for the parts that sections of notices and entries have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ropa.documents.sections import EntriesContent

from . import search_text
from .pages import Passage

# Where a part is, given how its anchor ends.
type AddressOf = Callable[[str], str]


class PagePart(NamedTuple):
    """A part: how its anchor ends, its heading, by which words readers ask for it."""

    anchor: str
    heading: str
    asked_as: str
    is_shortcut: bool = False


PURPOSES = PagePart("why", "Why it is used", "reason purpose what for using")
DATA_HELD = PagePart(
    "data",
    "What may be held",
    "information hold held have know known data record records file stored about me",
    is_shortcut=True,
)
SHARING = PagePart(
    "sharing",
    "Who may get it",
    "who sees see gets shared share sharing given told tell pass passed sent disclose recipients",
    is_shortcut=True,
)
SOURCES = PagePart(
    "sources", "Where it comes from", "source sources come from got collect collected"
)
RETENTION = PagePart(
    "keeping",
    "How long it is kept",
    "how long keep kept years retention retained delete deleted destroy destroyed",
    is_shortcut=True,
)
LAW = PagePart("law", "What the law requires or allows", "law legal power powers duty allowed must")
CHOICES = PagePart(
    "choices",
    "Can I say no?",
    "say no opt out opt-out opt in choose choice choices refuse stop withdraw consent agree object",
)
CONTROLLER = PagePart("controller", "Who answers for it", "controller controllers responsible")
RIGHTS = PagePart("rights", "What you can do", "my rights access copy correct erase object")

_PASSAGES: tuple[tuple[PagePart, Callable[[EntriesContent], Iterable[str]]], ...] = (
    (PURPOSES, lambda content: search_text.purposes(content.purposes)),
    (DATA_HELD, lambda content: search_text.people(content.people)),
    (
        SHARING,
        lambda content: (
            *search_text.notes(content.sharing_notes),
            *search_text.recipients(content.recipients),
            *search_text.notes(content.internal_recipients),
        ),
    ),
    (SOURCES, search_text.sources),
    (RETENTION, lambda content: search_text.retention(content.retention)),
    (CHOICES, lambda content: search_text.choices(content.choices)),
    (LAW, search_text.law),
    (CONTROLLER, lambda content: search_text.controllers(content.controllers)),
)


def passage(part: PagePart, address: str, texts: Iterable[str]) -> Passage:
    """Return what a part says, as a passage."""
    return Passage(
        address,
        search_text.sentences(*texts),
        part.heading,
        part.asked_as,
        is_shortcut=part.is_shortcut,
    )


def passages(content: EntriesContent, place: AddressOf) -> Iterator[Passage]:
    """Yield the parts that every section and every entry has. None is empty."""
    for part, say in _PASSAGES:
        found = passage(part, place(part.anchor), say(content))
        if found.text:
            yield found
