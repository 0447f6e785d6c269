"""The rows of a topic register, made from the entries of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ropa.digits import FrozenReference

from ..contents import Report, ReportEntry
from .definitions import TopicColumn, TopicRegister

# A table of more columns does not fit a page on a tablet, beside the column of the entry.
MOST_COLUMNS = 5


@dataclass(frozen=True)
class EntryName:
    """An entry as rows name it. `version` is absent for a draft."""

    reference: FrozenReference
    title: str
    version: int | None


@dataclass(frozen=True)
class TopicRow:
    """A row: the entry it comes from, and a text for each column."""

    entry: EntryName
    cells: tuple[str, ...]


@dataclass(frozen=True)
class EntriesWithout:
    """Which entries lack a fact: all of those that do, or the first of the `total`. `title` says
    which fact that is."""

    title: str
    entries: tuple[EntryName, ...]
    total: int


class TopicContents:
    """A topic register of a report. `rows` streams; once it was gone through to its end, `entries`
    counts the entries that it concerns, and `missing` says which of them lack which fact."""

    def __init__(self, topic: TopicRegister, report: Report) -> None:
        self.topic = topic = topic.of(report)
        self.report = report
        public = report.selection.is_public
        self.columns: tuple[TopicColumn, ...] = topic.columns_for(by_public=public)
        self._missing = {fact: list[EntryName]() for fact in topic.facts_for(by_public=public)}
        self.entries = 0

    def rows(self) -> Iterator[TopicRow]:
        """Yield every row, by the reference of its entry."""
        self.entries = 0
        for found in self._missing.values():
            found.clear()
        for entry in self.report.entries():
            yield from self.rows_of(entry)

    def rows_of(self, entry: ReportEntry) -> Iterator[TopicRow]:
        """Yield the rows of one entry, and note which facts it lacks; none of an entry that the
        topic does not concern."""
        document = entry.document
        if not self.topic.concerns(document):
            return
        self.entries += 1
        number = entry.version.number if entry.version else None
        name = EntryName(document.reference, document.title, number)
        for fact, lacking in self._missing.items():
            if fact.is_missing(document):
                lacking.append(name)
        for part in self.topic.parts(document):
            yield TopicRow(name, tuple(column.cell(part) for column in self.columns))

    @property
    def missing(self) -> tuple[EntriesWithout, ...]:
        """Which entries lack which fact, in the order in which the topic names the facts."""
        return tuple(
            EntriesWithout(fact.title, tuple(lacking), len(lacking))
            for fact, lacking in self._missing.items()
        )


@dataclass(frozen=True)
class TableRow:
    """A row as a page shows it: its entry, and the title and the text of each column."""

    entry: EntryName
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TopicTable:
    """Rows as a page shows them: of the columns, those in which any row has something to say."""

    titles: tuple[str, ...]
    rows: tuple[TableRow, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it has more columns than a table on a page can."""
        return len(self.titles) > MOST_COLUMNS


class _HasColumns(Protocol):
    @property
    def columns(self) -> tuple[TopicColumn, ...]: ...


def topic_table(contents: _HasColumns, rows: Iterable[TopicRow]) -> TopicTable:
    """Return some rows of a register as a page shows them."""
    some = list(rows)
    shown = [
        (place, column.title)
        for place, column in enumerate(contents.columns)
        if any(row.cells[place] for row in some)
    ]
    return TopicTable(
        tuple(title for _, title in shown),
        tuple(
            TableRow(row.entry, tuple((title, row.cells[place]) for place, title in shown))
            for row in some
        ),
    )


def topic_contents(topic: TopicRegister, report: Report) -> TopicContents:
    """Return a topic register of a report. Raises `ValueError` if its readers may not read it."""
    if report.selection.is_public and not topic.is_public:
        raise ValueError(f"“{topic.title}” is not for the public.")
    return TopicContents(topic, report)
