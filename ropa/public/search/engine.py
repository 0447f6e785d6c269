"""The search engine: SQLite's full-text search, in memory, whichever database the register uses.

The same program answers everywhere, so the same words find the same pages in the same order.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from django.utils.text import Truncator

from .pages import Passage, SearchPage
from .queries import words_of
from .results import Extract, Hit, Piece, ResultPage, Shortcut
from .word_forms import SILENT

# Endings do not count, nor do accents.
_TOKENS = 'tokenize = "porter unicode61 remove_diacritics 2"'
_TABLES = f"""
    CREATE VIRTUAL TABLE pages USING fts5(title, names, text, content = '', {_TOKENS});
    CREATE VIRTUAL TABLE passages USING fts5(heading, asked_as, text, {_TOKENS});
"""
# How much a word counts in each column.
_PAGES_RANK = "bm25(pages, 10.0, 5.0, 1.0)"
_PASSAGES_RANK = "bm25(passages, 4.0, 4.0, 1.0)"
# How much more a page counts whose name is what was asked for.
_SO_NAMED = 3
# How much more a part counts that most readers come for.
_COME_FOR = 1.5
# How many words an extract has.
_EXTRACT = 32
# They enclose what was found, and are taken out of texts.
_BEGIN, _END = "\x02", "\x03"


class Engine:
    """The pages of one state of the register, ready to be searched by several threads.

    Raises `sqlite3.OperationalError` if this Python's SQLite has no full-text search: a system
    check says so beforehand.
    """

    def __init__(self, pages: Iterable[SearchPage]) -> None:
        # One connection for all threads, and one of them at a time.
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._asking = Lock()
        weakref.finalize(self, self._connection.close)
        self._connection.executescript(_TABLES)
        self._passages = 0
        self._vocabulary: Counter[str] = Counter()
        self.pages = tuple(self._added(page, row) for row, page in enumerate(pages))
        self._connection.commit()

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the public record in small letters, and how often it comes."""
        return self._vocabulary

    def hits(self, expression: str, words: int) -> list[Hit]:
        """Return every page that an expression matches, the best first.

        A page whose name it matches is better than others, the more so the less else its name
        says: `words` is how many words the expression is for.
        """
        pages = self.pages
        shares: dict[int, float] = {}
        for column, name in enumerate(("title", "names")):
            for row in self._rows(f"{name} : ({expression})"):
                share = min(1.0, words / pages[row].name_lengths[column])
                shares[row] = max(share, shares.get(row, 0.0))
        query = f"SELECT rowid, {_PAGES_RANK} FROM pages WHERE pages MATCH ?"  # noqa: S608
        found = [
            Hit(row, -rank * pages[row].weight * (1 + _SO_NAMED * shares.get(row, 0.0)))
            for row, rank in self._ask(query, expression)
        ]
        # Where the words say no more, names and addresses decide: never chance.
        return sorted(
            found,
            key=lambda hit: (-round(hit.score, 9), pages[hit.page].title, pages[hit.page].address),
        )

    def finds(self, expression: str) -> bool:
        """Whether an expression matches any page."""
        query = "SELECT 1 FROM pages WHERE pages MATCH ? LIMIT 1"
        return bool(self._ask(query, expression))

    def pages_named(self, expression: str) -> set[int]:
        """Return the pages whose title or other names an expression matches."""
        return set(self._rows(f"{{title names}} : ({expression})"))

    def extract(self, page: ResultPage, wanted: Sequence[str], marked: str) -> Extract:
        """Return the part of a page that matches the first of some expressions best, if it matches
        any, or else its beginning; with what matches the expression `marked` marked in it."""
        best = (self._best(page, each) for each in wanted)
        row = next((found for found in best if found is not None), page.first)
        query = (
            f"SELECT snippet(passages, 2, ?, ?, '…', {_EXTRACT}) FROM passages"  # noqa: S608
            " WHERE passages MATCH ? AND rowid = ?"
        )
        found = self._ask(query, _BEGIN, _END, marked, row)
        text = found[0][0] if found else self._beginning(row)
        heading, address = page.places[row - page.first]
        return Extract(heading, address, _pieces(text))

    def _best(self, page: ResultPage, expression: str) -> int | None:
        """The row of the part that matches best. What most readers come for is likelier meant."""
        query = (
            f"SELECT rowid, {_PASSAGES_RANK} FROM passages"  # noqa: S608
            " WHERE passages MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid"
        )
        last = page.first + len(page.places) - 1
        come_for = {part.address for part in page.shortcuts}

        def score(found: tuple[int, float]) -> float:
            row, rank = found
            _heading, address = page.places[row - page.first]
            return -rank * (_COME_FOR if address in come_for else 1)

        matches = self._ask(query, expression, page.first, last)
        return max(matches, key=score)[0] if matches else None

    def _rows(self, expression: str) -> list[int]:
        return [
            row for (row,) in self._ask("SELECT rowid FROM pages WHERE pages MATCH ?", expression)
        ]

    def _beginning(self, row: int) -> str:
        text: str = self._ask("SELECT text FROM passages WHERE rowid = ?", row)[0][0]
        return Truncator(text).words(_EXTRACT, truncate="…")

    def _ask(self, query: str, *values: object) -> list[tuple]:
        with self._asking:
            return self._connection.execute(query, values).fetchall()

    def _added(self, page: SearchPage, row: int) -> ResultPage:
        passages = [_searched(passage) for passage in page.passages]
        full_text = "\n".join([page.context, *(" ".join(columns) for columns in passages)])
        self._connection.execute(
            "INSERT INTO pages (rowid, title, names, text) VALUES (?, ?, ?, ?)",
            (row, page.title, page.names, full_text),
        )
        first = self._passages
        self._passages += len(passages)
        self._connection.executemany(
            "INSERT INTO passages (rowid, heading, asked_as, text) VALUES (?, ?, ?, ?)",
            [(first + at, *columns) for at, columns in enumerate(passages)],
        )
        self._vocabulary.update(words_of(f"{page.title} {page.names} {full_text}"))
        return ResultPage(
            kind=page.kind,
            title=page.title,
            address=page.address,
            context=page.context,
            weight=page.weight,
            name_lengths=(_length(page.title), _length(page.names)),
            first=first,
            places=tuple((passage.heading, passage.address) for passage in page.passages),
            shortcuts=tuple(
                Shortcut(passage.heading, passage.address)
                for passage in page.passages
                if passage.is_shortcut
            ),
        )


def _length(name: str) -> int:
    return sum(word not in SILENT for word in words_of(name)) or 1


def _searched(passage: Passage) -> tuple[str, str, str]:
    heading, asked_as, text = (
        column.replace(_BEGIN, "").replace(_END, "")
        for column in (passage.heading, passage.asked_as, passage.text)
    )
    return heading, asked_as, text


def _pieces(marked: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for part in marked.split(_BEGIN):
        match, _, rest = part.rpartition(_END)
        pieces += [Piece(match, is_match=True), Piece(rest, is_match=False)]
    return tuple(piece for piece in pieces if piece.text)
