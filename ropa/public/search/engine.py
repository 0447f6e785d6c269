"""Find pages by their tokens, with the full-text index that each database has.

Expressions are written as SQLite takes them, and translated for PostgreSQL. In them are tokens in
quotation marks and nothing that anybody typed: a token has no marks, no spaces, no capital letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connections, router

from ropa.models import SearchEntry

from .queries import Wanted
from .tokens import NAMED, of_kind

_SQLITE = (
    "SELECT rowid FROM ropa_searchindex WHERE ropa_searchindex MATCH %s ORDER BY rowid LIMIT %s"
)
_POSTGRESQL = "SELECT ropa_search(%s::tsquery, %s)"
_TRANSLATED = {" AND ": " & ", " OR ": " | ", " NOT ": " & !", '"': "'"}


def with_all(wanted: Iterable[Wanted], mark: str = "") -> str:
    """Return the expression for pages with all of some words; with a mark, in their names."""
    return _joined("AND", (with_any([each], mark) for each in wanted))


def with_any(wanted: Iterable[Wanted], mark: str = "") -> str:
    """Return the expression for pages with any of some words."""
    return _joined(
        "OR",
        (
            _joined("AND", (f'"{mark}{token}"' for token in together))
            for each in wanted
            for together in each.alternatives
        ),
    )


def named(wanted: Iterable[Wanted]) -> str:
    """Return the expression for pages with all of some words in their names."""
    return with_all(wanted, NAMED)


def of_this_kind(expression: str, kind: str) -> str:
    """Return an expression for those pages alone that are of a kind."""
    return f'({expression} AND "{of_kind(kind)}")'


def of_another_kind(expression: str, kind: str) -> str:
    """Return an expression for those pages alone that are of no kind but another."""
    return f'({expression} NOT "{of_kind(kind)}")'


def pages_found(expressions: Sequence[str], most: int) -> list[list[int]]:
    """Return for each expression the primary keys of pages that it finds, `most` at most, in one
    query."""
    rows: list[list[int]] = [[] for _ in expressions]
    for at, page in _rows_of("SELECT {at}, page FROM ({pages}) AS found (page)", expressions, most):
        rows[at].append(page)
    return rows


def pages_counted(expressions: Sequence[str], most: int) -> list[int]:
    """Return how many pages each expression finds, counting to `most`, in one query."""
    rows = _rows_of("SELECT {at}, count(*) FROM ({pages}) AS found (page)", expressions, most)
    return [count for _at, count in sorted(rows)]


def _joined(operator: str, parts: Iterable[str]) -> str:
    every = list(parts)
    return every[0] if len(every) == 1 else f"({f' {operator} '.join(every)})"


def _rows_of(query: str, expressions: Sequence[str], most: int) -> list[tuple[int, int]]:
    if not expressions:
        return []
    connection = connections[router.db_for_read(SearchEntry)]
    is_sqlite = connection.vendor == "sqlite"
    # SQLite names no columns there.
    one = query.replace(" (page)", "").replace(" page ", " rowid ") if is_sqlite else query
    pages = _SQLITE if is_sqlite else _POSTGRESQL
    every = " UNION ALL ".join(
        one.format(at=at, pages=pages) for at, _expression in enumerate(expressions)
    )
    values = [
        value
        for expression in expressions
        for value in (expression if is_sqlite else _translated(expression), most)
    ]
    with connection.cursor() as cursor:
        cursor.execute(every, values)
        rows: list[tuple[int, int]] = cursor.fetchall()
    return rows


def _translated(expression: str) -> str:
    for theirs, ours in _TRANSLATED.items():
        expression = expression.replace(theirs, ours)
    return expression
