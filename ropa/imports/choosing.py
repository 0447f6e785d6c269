"""Which tables of a file are read: one, or all that belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from .mapping.column_proposals import FEWEST_RECOGNISED, column_examples
from .mapping.further_tables import tables_of_sheet
from .mapping.header import SheetBelowHeader, find_header
from .mapping.joined_tables import Join, Table, find_join
from .problems import refusal_of_file
from .reading.cells import Source
from .reading.opening import ALL_ALIKE, OpenedFile

# A table of entries has one of these.
_OF_ENTRIES = {"title", "purposes", "summary"}


@dataclass(frozen=True)
class JoinedTable:
    """A table whose rows say more of entries, and by which columns."""

    source: Source
    by: Join


@dataclass(frozen=True)
class ChosenColumn:
    """A column to be mapped: its title, some of what stands in it, whether the file hides it, and
    in which of the tables it is, by their places."""

    title: str
    examples: tuple[str, ...]
    is_hidden: bool
    tables: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class ChosenTables:
    """The tables that are read together: those with entries, and those that say more of these.
    `left` are the others of the file."""

    entries: tuple[Source, ...]
    joined: tuple[JoinedTable, ...] = ()
    left: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        return (*self.entries, *(each.source for each in self.joined))

    def below_headers(self, known: Collection[str] = ()) -> Iterator[SheetBelowHeader]:
        """Yield each below its header, which is where the titles that are `known` stand, or else
        where it is found."""
        for source in self.sources:
            yield header_of(source, known)

    def columns(
        self, known: Collection[str] = (), *, with_hidden: bool = False
    ) -> list[ChosenColumn]:
        """Return the columns of all, each title once; those by which entries are named are not
        asked about, where the entries have none of that title."""
        found: dict[str, ChosenColumn] = {}
        names = {each.by.column for each in self.joined}
        for place, below in enumerate(self.below_headers(known)):
            examples = column_examples(below, with_hidden=with_hidden)
            for at, (title, said) in enumerate(zip(below.titles, examples, strict=True)):
                if place < len(self.entries) or title not in names:
                    is_hidden = at in below.sheet.hidden_columns
                    before = found.get(title, ChosenColumn(title, said, is_hidden, ()))
                    found[title] = replace(before, tables=(*before.tables, place))
        return list(found.values())


def header_of(source: Source, known: Collection[str] = ()) -> SheetBelowHeader:
    """Return a table below its header: the row with the titles that are known, if it has them, or
    else the one that is found. Raises `CannotLoad`."""
    below = find_header(source.open(), known)
    return below if not known or set(known) & set(below.titles) else find_header(source.open())


def tables_of(opened: OpenedFile) -> tuple[Source, ...]:
    """Return the tables of a file, in their order: one for each sheet, or several. Raises
    `CannotLoad`."""
    return tuple(chain.from_iterable(map(tables_of_sheet, opened.sheets)))


def chosen_tables(opened: OpenedFile, title: str, *, with_hidden: bool = False) -> ChosenTables:
    """Return the table with that title, or the first register without one; with `ALL_ALIKE` the
    first with all that belong to it: those with the same columns, those on its sheet, and those
    whose rows name its entries. Hidden ones are among them if they are asked for. Raises
    `CannotLoad`."""
    tables = tables_of(opened)
    first = find_table(opened.name, tables, title)
    if title != ALL_ALIKE:
        return ChosenTables((first,), left=tuple(each for each in tables if each != first))
    others = [
        Table(each) for each in tables if each != first and (with_hidden or not each.is_hidden)
    ]
    main = Table(first)
    alike = [each for each in others if set(each.titles) == set(main.titles)]
    rest = [each for each in others if each not in alike]
    joined = [
        JoinedTable(each.source, by) for each in rest if (by := find_join(each, [main, *alike]))
    ]
    own = {each.source.title for each in joined}
    beside = [
        each
        for each in rest
        if each.source.title not in own
        and each.source.sheet == first.sheet
        and _OF_ENTRIES & set(each.targets.values())
    ]
    chosen = {each.source.title for each in (main, *alike, *beside)}
    return ChosenTables(
        tuple(each for each in tables if each.title in chosen),
        tuple(joined),
        tuple(each for each in tables if each.title not in chosen | own),
    )


def find_table(name: str, tables: Collection[Source], title: str) -> Source:
    """Return the table of a file that has that title; without one the first that looks like a
    register of entries, or else like any, or else the first that is shown. Raises `CannotLoad`."""
    if not tables:
        says = "There is no table in this file. Bring a spreadsheet, or a file of this register."
        raise refusal_of_file(name, says)
    if title in ("", ALL_ALIKE):
        shown = sorted(tables, key=lambda each: each.is_hidden)
        registers = [each for each in shown if _is_register(each)]
        of_entries = (each for each in registers if _OF_ENTRIES & _targets_of(each))
        return next(of_entries, next(iter(registers), shown[0]))
    for table in tables:
        if title == table.title:
            return table
    raise refusal_of_file(
        name,
        f"There is no sheet “{title}”. Sheets are: "
        f"{', '.join(f'“{each.title}”' for each in tables)}.",
    )


def _is_register(source: Source) -> bool:
    return len(_targets_of(source)) >= FEWEST_RECOGNISED


def _targets_of(source: Source) -> set[str]:
    return set(Table(source).targets.values())
