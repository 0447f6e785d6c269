"""Tables of which each row says more of an entry on another one, which it names by a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ropa.names import comparable

from ..reading.cells import Source, says_something
from .column_proposals import propose_columns
from .header import find_header
from .target_proposals import known_target
from .targets import INTERNAL_NOTE

# “ID”, “Ref.”, “Activity ID”, “Record number”, “Lfd. Nr.”.
_REFERENCE = re.compile(
    r"(?:[^\W0-9]+[. ]+){0,2}(?:ids?|refs?|reference|no|nr|num|number|code|key|#)"
    r"(?:[. ]+(?:no|number|code|id))?[. ]*",
    re.IGNORECASE,
)
# Of the rows of a table, so many must name an entry: others are slips. In a short table one is,
# if two or more do name one.
LEAST_KNOWN = 0.9
_NAMES = {"title", "reference"}


class Join(NamedTuple):
    """By which column a table names entries, and which column of theirs has that."""

    column: str
    of: str


@dataclass(frozen=True)
class Table:
    """A table of a file, with what its titles tell that its columns hold."""

    source: Source

    @cached_property
    def titles(self) -> tuple[str, ...]:
        return find_header(self.source.open()).titles

    @cached_property
    def targets(self) -> Mapping[str, str]:
        """What the columns may hold, by their titles, as far as that is told. Of a reference, the
        words do not say what is meant: “Activity ID” is no title."""
        titles = [
            each for each in self.titles if known_target(each) or not _REFERENCE.fullmatch(each)
        ]
        proposed = propose_columns(titles, [()] * len(titles))
        return {
            title: each.target for title, each in proposed.items() if each.target != INTERNAL_NOTE
        }

    @cached_property
    def is_turned(self) -> bool:
        """Whether each record goes down a column."""
        return bool(find_header(self.source.open()).sheet.turned_rows)

    def texts(self, title: str) -> Iterator[str]:
        """Yield what stands in a column, as references are compared; empty cells do not come."""
        at = self.titles.index(title)
        for _, cells in find_header(self.source.open()).sheet.rows:
            if at < len(cells) and says_something(cells[at]):
                yield reference_in(str(cells[at]))


def reference_in(text: str) -> str:
    """Return a reference as references are compared."""
    return comparable(text.strip())


def find_join(table: Table, entries: Sequence[Table]) -> Join | None:
    """Return by what a table names the entries of others; `None` if it names none, or has entries
    of its own. Raises `CannotLoad`."""
    if any(each.is_turned for each in (table, *entries)) or _is_register_itself(table, entries):
        return None
    pairs = [
        Join(column, of)
        for of in entries[0].titles
        for column in table.titles
        if _may_name(table.targets.get(column), column, entries[0].targets.get(of), of)
    ]
    found = next((pair for pair in pairs if _do_name(table, entries, pair)), None)
    titles = [_title_of(each) for each in (table, entries[0])]
    if found is None or not all(titles) or found.column == titles[0]:
        return found
    # Of those that have a reference and another title, the reference is one of something else.
    return found if _do_name(table, entries, Join(*titles)) else None


def _is_register_itself(table: Table, entries: Sequence[Table]) -> bool:
    """Whether it has much of what the entries have, or nothing to add to them."""
    own = set(table.targets.values()) - _NAMES
    theirs = {target for each in entries for target in each.targets.values()}
    return not own or len(own & theirs) * 2 > len(own)


def _may_name(target: str | None, column: str, other: str | None, of: str) -> bool:
    """Whether titles say that a column may name the entries by another one."""
    if "title" in (target, other):
        return target == other
    return _is_reference(target, column) and _is_reference(other, of)


def _is_reference(target: str | None, title: str) -> bool:
    return target == "reference" or (target is None and bool(_REFERENCE.fullmatch(title)))


def _do_name(table: Table, entries: Sequence[Table], by: Join) -> bool:
    """Whether what stands there does: each entry has its own, and the rows have those."""
    if not all(by.of in each.titles for each in entries):
        return False
    texts = [text for each in entries for text in each.texts(by.of)]
    known = set(texts)
    named = list(table.texts(by.column))
    found = sum(text in known for text in named)
    are_most = found >= len(named) * LEAST_KNOWN or found == len(named) - 1 > 1
    return len(known) == len(texts) and bool(named) and are_most


def _title_of(table: Table) -> str:
    return next((title for title, target in table.targets.items() if target == "title"), "")
