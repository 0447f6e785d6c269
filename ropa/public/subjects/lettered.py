"""The list of all subjects of a kind: whole while it is short, by letter once it is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict

from ..index import RegisterIndex
from .listing import CHILDREN, OTHER_LETTERS

# So many subjects are listed on one page.
MOST_TOGETHER = 200


@dataclass(frozen=True)
class LetterLink:
    """A letter of a long list, and how many subjects are under it."""

    letter: str
    subjects: int
    is_shown: bool

    @property
    def name(self) -> str:
        """What the link is called."""
        return "Children and young people" if self.letter == CHILDREN else self.letter

    @property
    def query(self) -> str:
        """The query that asks for it."""
        return urlencode({"letter": self.letter})


@dataclass(frozen=True)
class LetteredList:
    """What a page of the list shows. `links` are empty, and `letter` too, if it is all there is."""

    subjects: Sequence[Any]
    links: tuple[LetterLink, ...]
    letter: str
    page: Page

    @property
    def query(self) -> str:
        """What other pages of a letter are asked for with, beside their number."""
        return "&" + urlencode({"letter": self.letter}) if self.letter else ""


def lettered_list(index: RegisterIndex, kind: str, asked: QueryDict) -> LetteredList:
    """Return what is asked of the subjects of a kind: those of the `letter`, or of the first there
    is, by `page`. However many there are, it takes three queries."""
    letters = index.letters(kind)
    shown = ""
    if sum(letters.values()) > MOST_TOGETHER:
        in_order = sorted(letters, key=_rank)
        wanted = asked.get("letter", "")
        shown = wanted if wanted in letters else in_order[0]
    page, subjects = index.page_of_kind(kind, shown, asked.get("page"), MOST_TOGETHER)
    return LetteredList(
        subjects,
        tuple(LetterLink(each, letters[each], each == shown) for each in in_order) if shown else (),
        shown,
        page,
    )


def _rank(letter: str) -> tuple[bool, bool, str]:
    return (letter != CHILDREN, letter == OTHER_LETTERS, letter)
