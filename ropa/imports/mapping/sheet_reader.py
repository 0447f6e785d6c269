"""Read a spreadsheet whose columns somebody has mapped to what an entry holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from ropa.models import Team

from ..cell_answers import NO_ANSWERS, CellAnswers
from ..ledger import CellLedger, Fate
from ..reading.cells import Row, SheetOfCells
from ..rows import FileRow
from .accounting import account_for
from .continued_rows import add_to_entry_above
from .described_targets import described_part_fields
from .entry_matching import match_entries
from .entry_reader import read_entry
from .entry_row import EntryRow
from .further_tables import AGAIN, without_titles_again
from .header import SheetBelowHeader, find_header
from .joined_rows import add_joined_row, join_columns
from .joined_tables import Join, reference_in
from .mapped_columns import NAMES_ENTRY, MappedColumns
from .messages import Messages
from .name_resolution import NameResolver
from .new_categories import file_as_they_sound
from .register import RegisterIndex
from .report_layout import MADE_FOR_READING, is_made_for_reading
from .results import MappedRows
from .section_headings import heading_in, without_lines_below
from .targets import LEAVE_OUT


class JoinedSheet(NamedTuple):
    """A sheet whose rows say more of entries of others, and by which columns."""

    sheet: SheetOfCells
    by: Join


def read_mapped_sheets(
    sheets: Sequence[SheetOfCells],
    mapping: Mapping[str, str],
    *,
    joined: Sequence[JoinedSheet] = (),
    team: str,
    names: Mapping[tuple[str, str], str],
    file: str = "",
    with_hidden: bool = False,
    answers: CellAnswers = NO_ANSWERS,
) -> MappedRows:
    """Return what sheets say, as rows for `load`: draft entries with their parts, and new reference
    rows. Of several, the title of each is a heading above its rows. What rows of `joined` sheets
    say is said of the entries that they name.

    `mapping` has a target by the title of each column, as `find_header(sheet).titles` has them.
    `team` is the code of the team that keeps what names no team. `names` are a person's decisions
    on unknown names, by kind and name: the code of a row, `NEW` or `NEW_BODY`. `file` is the name
    of the file as people know it. Hidden rows are left out, unless they are asked for
    (`with_hidden`). `answers` are taken in place of what stands in cells.

    Nothing is written, and the number of queries does not grow with that of the rows. Raises
    `CannotLoad` if the file turns out to be damaged or beyond a limit.
    """
    ledger = CellLedger(answers)
    reading = _SheetReading(file, sheets[0].title, names, ledger, with_hidden=with_hidden)
    return reading.read(sheets, joined, mapping, team)


_BESIDE_TITLES = "It stands before the titles, which stand below one another."
_UNUSED_HEADING = "A heading, of which no entry below it has anything."
_NAMES_NONE = "It names none of the entries."
_IS_A_HEADING = ": entries below it are of that team, or have it for their business function."


class _SheetReading:
    def __init__(
        self,
        file: str,
        sheet: str,
        decisions: Mapping[tuple[str, str], str],
        ledger: CellLedger,
        *,
        with_hidden: bool,
    ) -> None:
        self._with_hidden = with_hidden
        self._messages = Messages(file, sheet)
        self._register = RegisterIndex()
        self._names = NameResolver(self._register, decisions, self._messages)
        self._ledger = ledger
        # The titles of the tables that are read together, and those by which others name entries.
        self._titles: set[str] = set()
        self._are_several = False
        self._named_by: set[str] = set()

    def read(
        self,
        sheets: Sequence[SheetOfCells],
        joined: Sequence[JoinedSheet],
        mapping: Mapping[str, str],
        team: str,
    ) -> MappedRows:
        keeps = self._register.teams.get(team)
        if keeps is None:
            says = f"No team has the code “{team}”. Choose the team that is to keep the entries."
            self._messages.problem(self._messages.place(), "", team, says)
            return MappedRows(problems=self._messages.problems)
        rows: list[EntryRow] = []
        self._are_several = len(sheets) + len(joined) > 1
        self._named_by = {each.by.of for each in joined}
        are_headings = len({each.title for each in sheets}) > 1
        for sheet in sheets:
            self._messages.begin_sheet(sheet.title)
            heading = sheet.title if are_headings else ""
            rows += self._rows_of_sheet(sheet, mapping, keeps, heading)
        for each in joined:
            self._messages.begin_sheet(each.sheet.title)
            self._join(each, rows, mapping)
        if self._are_several:
            self._refuse_unknown(mapping)
        match_entries(rows, self._register)
        self._register.read_parts(
            (row.existing for row in rows if row.existing),
            *(
                relation
                for field in described_part_fields()
                if any(row.has(field.target) for row in rows)
                for relation in field.reads
            ),
        )
        entries = [self._entry(row) for row in rows]
        unknown = self._names.undecided()
        new = list(self._names.rows())
        file_as_they_sound(new, self._messages)
        found = [*new, *entries]
        messages = self._messages
        return MappedRows(
            found, messages.problems, messages.notes, unknown, self._ledger, messages.remarks
        )

    def _entry(self, row: EntryRow) -> FileRow:
        entry = read_entry(row, self._register, self._names)
        account_for(row, self._ledger)
        return entry

    def _rows_of_sheet(
        self, sheet: SheetOfCells, mapping: Mapping[str, str], keeps: Team, heading: str
    ) -> list[EntryRow]:
        watched = self._ledger.watch(sheet)
        own = find_header(watched, {" ".join(each.split()) for each in mapping})
        if is_made_for_reading(own.titles):
            self._messages.note(MADE_FOR_READING)
        if own.sheet.turned_rows:
            self._ledger.turn(own.sheet)
            for number in range(1, own.sheet.header_row):
                beside = (number, ("",) * len(own.sheet.turned_rows))
                self._ledger.settle_row(sheet.title, beside, Fate.NOT_USED, _BESIDE_TITLES)
            self._messages.turn_sheet()
            self._messages.note("Each entry of this sheet goes down a column.")
            # Going through the rest brings it into the ledger, where it is not used.
            if beyond := [number for number, _ in watched.rows]:
                self._messages.note(
                    f"Nothing is imported from row {beyond[0]} on: a form is not as long."
                )
        self._report_no_entries(own.above, "above the header")
        header = self._messages.place(own.sheet.header_row)
        columns = self._columns(own, mapping)
        rows = self._rows(own.sheet, columns, keeps, heading)
        columns.report_unmapped()
        self._report_merged(own.sheet)
        self._report_hidden(own.sheet, columns)
        if not rows:
            self._messages.problem(
                header, "", "", "No row below the header has an entry. Add some."
            )
        return rows

    def _columns(
        self, own: SheetBelowHeader, mapping: Mapping[str, str], names_entry: str = ""
    ) -> MappedColumns:
        self._titles |= set(own.titles)
        columns = MappedColumns(
            own.titles,
            mapping,
            self._messages.place(own.sheet.header_row),
            self._messages,
            self._ledger,
            elsewhere={" ".join(each.split()) for each in mapping} if self._are_several else (),
            names_entry=names_entry,
        )
        columns.read_header(own.sheet.title, own.header)
        return columns

    def _refuse_unknown(self, mapping: Mapping[str, str]) -> None:
        """Tell of columns that none of several tables has."""
        for title, target in mapping.items():
            if " ".join(title.split()) not in self._titles and target != LEAVE_OUT:
                says = "No sheet has such a column. Map the columns that they have."
                self._messages.problem(self._messages.place(), title, "", says)

    def _join(
        self, joined: JoinedSheet, entries: Sequence[EntryRow], mapping: Mapping[str, str]
    ) -> None:
        sheet, by = joined
        known = {" ".join(each.split()) for each in mapping} | {by.column}
        own = find_header(self._ledger.watch(sheet), known)
        self._report_no_entries(own.above, "above the header")
        columns = self._columns(own, mapping, by.column)
        self._messages.note(
            f"Each row says more of the entry that “{by.column}” names, as “{by.of}” has it."
        )
        for entry in entries:
            join_columns(entry, columns.titles)
        at = own.titles.index(by.column)
        named = {reference_in(each.names.get(by.of, "")): each for each in entries}
        entry_above: EntryRow | None = None
        for number, cells in without_titles_again(
            own.sheet.rows, own.titles, self._settle_no_entry
        ):
            if self._is_left_out(own.sheet, (number, cells), columns):
                continue
            said = reference_in(str(cells[at] or "")) if at < len(cells) else ""
            # A reference that is not written again runs down.
            entry_above = named.get(said) if said else entry_above
            if entry_above is None:
                self._settle_no_entry((number, cells), _NAMES_NONE)
                continue
            self._ledger.settle(
                sheet.title, number, at, Fate.UNDERSTOOD, NAMES_ENTRY, title=by.column
            )
            add_joined_row(entry_above, columns.texts(self._messages.place(number), cells))
        columns.report_unmapped()
        self._report_merged(own.sheet)
        self._report_hidden(own.sheet, columns)

    def _is_left_out(self, sheet: SheetOfCells, row: Row, columns: MappedColumns) -> bool:
        """Whether a row is hidden and not asked for; that is told."""
        if row[0] not in sheet.hidden_rows:
            return False
        self._messages.note(self._use_of_hidden(), self._messages.place(row[0]))
        if not self._with_hidden:
            self._ledger.settle_row(
                sheet.title, row, Fate.NOT_USED, "Its row is hidden.", titles=columns.all_titles
            )
        return not self._with_hidden

    def _rows(
        self, sheet: SheetOfCells, columns: MappedColumns, keeps: Team, heading: str
    ) -> list[EntryRow]:
        rows: list[EntryRow] = []
        # The row of the heading above, unless that is the title of the sheet.
        above: Row = (0, ())
        if heading:
            self._messages.note(f"The title of the sheet{_IS_A_HEADING}")
        below: list[Row] = []
        table = without_titles_again(sheet.rows, columns.all_titles, self._settle_no_entry)
        names = {at: each for at, each in enumerate(columns.all_titles) if each in self._named_by}
        for number, cells in without_lines_below(table, below):
            if self._is_left_out(sheet, (number, cells), columns):
                continue
            is_heading = len(columns.mapped) > 1 and heading_in(number, cells, sheet.merged)
            if is_heading:
                self._ledger.settle_row(sheet.title, above, Fate.NOT_USED, _UNUSED_HEADING)
                heading, above = is_heading, (number, cells)
                self._messages.note(f"Row {number}, “{heading}”, is a heading{_IS_A_HEADING}")
                continue
            place = self._messages.place(number)
            texts = columns.texts(place, cells)
            if texts:
                row = EntryRow(place, texts, columns.titles, self._messages, keeps)
                if rows and add_to_entry_above(rows[-1], row):
                    continue
                row.names = {
                    title: str(cells[at] or "") for at, title in names.items() if at < len(cells)
                }
                self._find_team(row)
                if heading and (use := self._place_below(row, heading)):
                    self._ledger.settle_row(sheet.title, above, Fate.UNDERSTOOD, use)
                rows.append(row)
        self._ledger.settle_row(sheet.title, above, Fate.NOT_USED, _UNUSED_HEADING)
        self._report_no_entries(below, "below the table")
        return rows

    def _settle_no_entry(self, row: Row, why: str) -> None:
        fate = Fate.UNDERSTOOD if why == AGAIN else Fate.NOT_USED
        self._ledger.settle_row(self._messages.sheet, row, fate, why)
        self._messages.note(f"Not imported. {why}", self._messages.place(row[0]))

    def _place_below(self, row: EntryRow, heading: str) -> str:
        """Give a row what the heading above it says: the team, or else the business function.
        Return what it was taken for; an empty text if the row says both itself."""
        team = self._register.team(heading)
        if team and not row.content("team"):
            row.team = team
            return "A heading: the team of entries below it."
        if not row.content("business-function"):
            row.values["business_function"] = heading
            return "A heading: the business function of entries below it."
        return ""

    def _find_team(self, row: EntryRow) -> None:
        written = row.content("team")
        if not written:
            return
        found = self._register.team(written)
        if found:
            row.team = found
            return
        known = {each.name: each.code for each in self._register.teams.values()}
        near = get_close_matches(written, [*known, *known.values()], n=1)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        if not near and not row.content("business-function"):
            row.values["business_function"] = written
            row.note(
                f"“{row.titles['team']}” names no team of the register. It became the business "
                "function, and the team that you chose keeps the entry."
            )
            return
        row.gap(
            "team",
            f"No team has this code or name.{meant} The team that you chose keeps the entry.",
        )

    def _report_no_entries(self, rows: Sequence[Row], where: str) -> None:
        """What stands around a table names the file or the controller, and no entry."""
        for number, cells in rows:
            self._ledger.settle_row(
                self._messages.sheet, (number, cells), Fate.NOT_USED, f"It stands {where}."
            )
            said = "; ".join(" ".join(str(cell).split()) for cell in cells if cell is not None)
            self._messages.note(f"Row {number}, {where}, is not imported: “{said[:200]}”.")

    def _use_of_hidden(self) -> str:
        use = "read like others" if self._with_hidden else "left out"
        return f"Rows that are hidden in the file are {use}."

    def _report_hidden(self, sheet: SheetOfCells, columns: MappedColumns) -> None:
        used = {column.index for column in columns.mapped}
        for index, title in enumerate(columns.all_titles):
            if index in sheet.hidden_columns:
                use = "read, as you chose" if index in used else "left out"
                self._messages.note(f"“{title}”, which is hidden in the file, is {use}.")

    def _report_merged(self, sheet: SheetOfCells) -> None:
        for merged in sheet.merged:
            if merged.first > sheet.header_row and merged.last > merged.first:
                self._messages.note(
                    f"The cells {merged.name} are merged: what stands in the first was taken for "
                    "each of their rows."
                )
