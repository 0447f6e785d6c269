"""What a page reads: the questions that it asks of the database, and what is answered.

A page is made from these answers, and from nothing else that changes while the program runs but the
day. So as long as the same questions are answered alike, the page is the same, and need not be made
again. Nobody has to say for a page what it is made from: that is seen while it is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from sys import intern
from typing import Any

from django.db import connections

_READING = ("SELECT", "(SELECT", "WITH")
# Rows that are compared together.
_ROWS = 100


class _Answer:
    """A digest of rows, in the order in which they come."""

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)

    def add(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self._hash.update(repr(row).encode("utf-8", "surrogatepass") + b"\n")

    @property
    def digest(self) -> bytes:
        return self._hash.digest()


@dataclass(frozen=True)
class _Question:
    """A query of one database, and the digest of what came."""

    database: str
    sql: str
    params: Any
    answer: _Answer

    def is_answered_alike(self) -> bool:
        """Ask again, and say whether the same comes."""
        now = _Answer()
        with connections[self.database].cursor() as cursor:
            cursor.execute(self.sql, self.params)
            while rows := cursor.fetchmany(_ROWS):
                now.add(rows)
        return now.digest == self.answer.digest


class PageReads:
    """The questions that were asked while a page was made, in their order."""

    def __init__(self) -> None:
        self._questions: list[_Question] = []
        self.are_all = True

    @property
    def size(self) -> int:
        """About how many bytes they take up: the text of a query is shared by pages of a kind."""
        return sum(200 + len(repr(each.params)) for each in self._questions)

    def are_answered_alike(self) -> bool:
        """Say whether all of it is answered as it was. What is asked later may follow from earlier
        answers: if those are the same, so is the question."""
        return self.are_all and all(each.is_answered_alike() for each in self._questions)

    def note(self, database: str, sql: str, params: Any) -> _Answer:
        """Note a question, and return where its answer is to be added. If it changes anything, the
        page did more than read."""
        self.are_all = self.are_all and sql.lstrip().upper().startswith(_READING)
        answer = _Answer()
        self._questions.append(_Question(database, intern(sql), params, answer))
        return answer


@contextmanager
def reads_noted() -> Iterator[PageReads]:
    """Note what is read from any database inside this block."""
    reads = PageReads()
    with ExitStack() as noting:
        for database in connections:
            wrapper = _noting(reads, database)
            noting.enter_context(connections[database].execute_wrapper(wrapper))
        yield reads


def _noting(reads: PageReads, database: str) -> Callable[..., Any]:
    def noting(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        answer = reads.note(database, str(sql), params)
        # Django asks its cursor for the rows once the query is made.
        cursor = context["cursor"]
        while isinstance(cursor.cursor, _NotedCursor):
            cursor.cursor = cursor.cursor.cursor
        cursor.cursor = _NotedCursor(cursor.cursor, answer)
        return done

    return noting


class _NotedCursor:
    """A cursor of a database whose rows are added to an answer as they are fetched."""

    def __init__(self, cursor: Any, answer: _Answer) -> None:
        self.cursor = cursor
        self._answer = answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)

    def __iter__(self) -> Iterator[Any]:
        for row in self.cursor:
            self._answer.add([row])
            yield row

    def fetchone(self) -> Any:
        row = self.cursor.fetchone()
        self._answer.add([] if row is None else [row])
        return row

    def fetchmany(self, *size: int) -> Any:
        rows = self.cursor.fetchmany(*size)
        self._answer.add(rows)
        return rows

    def fetchall(self) -> Any:
        rows = self.cursor.fetchall()
        self._answer.add(rows)
        return rows
