"""Read a spreadsheet whose columns somebody has mapped to what an entry holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from ropa.models import Team

from ..reading.cells import Row, SheetOfCells
from .columns import Columns
from .entries import entry
from .entry_row import EntryRow
from .heading import headed
from .identity import identify
from .messages import Messages
from .naming import Names
from .register import Register
from .results import DATA, NEW, NEW_BODY, ORGANISATIONS, PEOPLE, Mapped, Suggestion, Unknown
from .targets import described_part_fields

__all__ = [
    "DATA",
    "NEW",
    "NEW_BODY",
    "ORGANISATIONS",
    "PEOPLE",
    "Mapped",
    "Suggestion",
    "Unknown",
    "read_mapped",
]


def read_mapped(
    sheet: SheetOfCells,
    mapping: Mapping[str, str],
    *,
    team: str,
    names: Mapping[tuple[str, str], str],
    file: str = "",
) -> Mapped:
    """Return what a sheet says, as rows for `load`: draft entries with their parts, and new
    reference rows.

    `mapping` has a target by the title of each column, as `headed(sheet).titles` has them. `team`
    is the code of the team that keeps what names no team. `names` are a person's decisions on
    unknown names, by kind and name: the code of a row, `NEW` or `NEW_BODY`. `file` is the name of
    the file as people know it.

    Nothing is written, and the number of queries does not grow with that of the rows. Raises
    `CannotLoad` if the file turns out to be damaged or beyond a limit.
    """
    return _Reading(file, sheet.title, names).read(sheet, mapping, team)


class _Reading:
    def __init__(self, file: str, sheet: str, decisions: Mapping[tuple[str, str], str]) -> None:
        self._told = Messages(file, sheet)
        self._register = Register()
        self._names = Names(self._register, decisions, self._told)

    def read(self, sheet: SheetOfCells, mapping: Mapping[str, str], team: str) -> Mapped:
        keeps = self._register.teams.get(team)
        if keeps is None:
            says = f"No team has the code “{team}”. Choose the team that is to keep the entries."
            self._told.problem(self._told.place(), "", team, says)
            return Mapped(problems=self._told.problems)
        own = headed(sheet, {" ".join(title.split()) for title in mapping})
        self._tell_above(own.above)
        header = self._told.place(own.sheet.header_row)
        columns = Columns(own.titles, mapping, header, self._told)
        rows = self._rows(own.sheet, columns, keeps)
        columns.tell_unmapped()
        self._tell_merged(own.sheet)
        if not rows:
            self._told.problem(header, "", "", "No row below the header has an entry. Add some.")
        identify(rows, self._register)
        self._register.read_parts(
            (row.there for row in rows if row.there),
            *(
                relation
                for field in described_part_fields()
                if field.target in columns.titles
                for relation in field.reads
            ),
        )
        self._tell_missing(rows, columns)
        entries = [entry(row, self._register, self._names) for row in rows]
        unknown = self._names.undecided()
        found = [*self._names.rows(), *entries]
        return Mapped(found, self._told.problems, self._told.notes, unknown)

    def _rows(self, sheet: SheetOfCells, columns: Columns, keeps: Team) -> list[EntryRow]:
        rows: list[EntryRow] = []
        for number, cells in sheet.rows:
            place = self._told.place(number)
            texts = columns.texts(place, cells)
            if texts:
                row = EntryRow(place, texts, columns.titles, self._told, keeps)
                self._find_team(row)
                rows.append(row)
        return rows

    def _find_team(self, row: EntryRow) -> None:
        written = row.said("team")
        if not written:
            return
        found = self._register.team(written)
        if found:
            row.team = found
            return
        known = {each.name: each.code for each in self._register.teams.values()}
        near = get_close_matches(written, [*known, *known.values()], n=1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        row.problem("team", f"No team has this code or name.{meant} Correct it, or add the team.")

    def _tell_above(self, above: Sequence[Row]) -> None:
        """What stands above the header names the file or the controller, and no entry."""
        for number, cells in above:
            said = "; ".join(" ".join(str(cell).split()) for cell in cells if cell is not None)
            self._told.note(f"Row {number}, above the header, is not imported: “{said[:200]}”.")

    def _tell_merged(self, sheet: SheetOfCells) -> None:
        for merged in sheet.merged:
            if merged.last > sheet.header_row:
                self._told.problem(
                    self._told.place(merged.first),
                    "",
                    merged.name,
                    f"The cells {merged.name} are merged, so that only the first of them says "
                    "anything. Unmerge them, and write in each what it should say.",
                )

    def _tell_missing(self, rows: Sequence[EntryRow], columns: Columns) -> None:
        """Each purpose has a lawful basis: without a column, new entries could have none."""
        bases = {"lawful-basis", "schedule-1-basis"} & columns.titles.keys()
        new = [row for row in rows if row.there is None]
        if new and "purposes" in columns.titles and not bases:
            self._told.problem(
                new[0].place,
                "",
                "",
                "No column is mapped to the lawful basis, which each purpose needs. Map one, or "
                "add it to the file.",
            )
