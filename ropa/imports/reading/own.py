"""The register's own files, read back: its workbook, its ZIP of CSV and its JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ropa.tables.long_texts import SHEET as LONG_TEXTS
from ropa.tables.sheets import OWNER, Sheet, sheets

from ..cell_answers import NO_ANSWERS, CellAnswers
from ..ledger import CellLedger, Fate
from ..problems import CannotLoad
from ..resolving import natural_key_of
from ..rows import FileRow, RowPlace
from .cells import Source
from .file_kinds import FileKind
from .findings import FileFindings, Findings
from .opening import OpenedFile
from .own_cells import CellReader, CellRow
from .own_columns import key_columns, match_columns
from .own_json import FORMAT, read_json
from .own_long_texts import read_long_texts

# Sheets that are made from others, for people to read.
FOR_READING = (
    "About",
    "Article 30 record",
    "Section 61 record",
    "Processor record",
    "Entry by entry",
    "Reference data",
    "Annexes",
    "Versions",
)

_OWNERS_UNREAD = "The rows that these belong to cannot be read."


def is_own_file(opened: OpenedFile) -> bool:
    """Whether a file is one of the register's own: JSON that says so, or sheets with the titles
    and first columns of the register's. Raises `CannotLoad` if it cannot be read."""
    if opened.kind is FileKind.JSON:
        about = opened.content.get("about") if isinstance(opened.content, dict) else None
        return isinstance(about, dict) and about.get("format") == FORMAT
    known = _known(opened.kind)
    for source in opened.sheets:
        sheet = known.get(_folded(source.title))
        if sheet and key_columns(sheet) <= set(map(_folded, source.open().header)):
            return True
    return False


def read_own_file(opened: OpenedFile, answers: CellAnswers = NO_ANSWERS) -> FileFindings:
    """Return what one of the register's own files says, as rows for `load`, or else the problems.

    What the file does not have is left out of the rows, so that it stays as it is: fields without
    a column, and parts without a sheet. `answers` are taken in place of what stands in cells.
    Raises `CannotLoad` if the file turns out to be damaged or beyond a limit, or is a kind of file
    that the register does not write.
    """
    findings = Findings(opened.name)
    ledger = CellLedger(answers)
    if opened.kind is FileKind.JSON:
        rows = read_json(opened.content, findings)
    elif opened.kind is FileKind.CSV:
        findings.problem(
            findings.place(),
            "One table alone does not say which sheet of the register it is. Bring the workbook, "
            "or the whole ZIP file.",
        )
        raise CannotLoad(findings.problems)
    else:
        rows = _Reading(opened, findings, ledger).rows()
    return FileFindings(rows, findings.problems, findings.notes, ledger)


def _known(kind: FileKind) -> Mapping[str, Sheet]:
    """The sheets of the register by what the file calls them."""
    if kind is FileKind.CSV_ZIP:
        return {f"{sheet.name.replace('.', '-')}.csv".casefold(): sheet for sheet in sheets()}
    return {sheet.title.casefold(): sheet for sheet in sheets()}


def _folded(title: str) -> str:
    return title.strip().casefold()


class _Reading:
    """Reads a workbook or ZIP: tables first, then the parts of their rows."""

    def __init__(self, opened: OpenedFile, findings: Findings, ledger: CellLedger) -> None:
        self._opened = opened
        self._findings = findings
        self._ledger = ledger
        # The rows of each table by their keys, and the tables that cannot be read.
        self._owners: dict[str, dict[str, FileRow]] = {}
        self._unread: set[str] = set()

    def rows(self) -> list[FileRow]:
        found = self._found()
        long_texts = found.pop(LONG_TEXTS.casefold(), None)
        texts = read_long_texts(long_texts, self._findings)
        if long_texts:
            self._settle(long_texts, Fate.UNDERSTOOD, "A text that was too long for its cell.")
        guarded = self._opened.kind is FileKind.CSV_ZIP
        cells = CellReader(self._findings, texts, self._ledger, guarded=guarded)
        rows: list[FileRow] = []
        missing: list[str] = []
        for title, sheet in _known(self._opened.kind).items():
            if title not in found:
                missing.append(sheet.title)
            elif sheet.part:
                self._add_parts(sheet, found[title], cells)
            else:
                rows += self._table(sheet, found[title], cells)
        if missing:
            self._findings.note(
                f"The file does not have {', '.join(f'“{title}”' for title in missing)}: what the "
                "register has there stays as it is."
            )
        return rows

    def _found(self) -> dict[str, Source]:
        """The sheets that are to be read, by their folded titles."""
        known = {*_known(self._opened.kind), LONG_TEXTS.casefold()}
        for_reading = {title.casefold() for title in FOR_READING}
        found: dict[str, Source] = {}
        for source in self._opened.sheets:
            if source.is_hidden:
                self._findings.note("This sheet is hidden, and read all the same.", source.title)
            title, place = _folded(source.title), self._findings.place(source.title)
            if title in found:
                self._findings.problem(place, "Two sheets have this title. Take one out.")
                self._settle(source, Fate.NOT_USED, "Another sheet has the same title.")
            elif title in known:
                found[title] = source
            elif title in for_reading:
                self._findings.note("This is for reading only, and not imported.", source.title)
                self._settle(source, Fate.NOT_USED, "This sheet is for reading only.")
            elif any(source.open().header):
                self._findings.problem(
                    place,
                    "The register has no such sheet. Correct its title to that of the sheet in an "
                    "export, or take it out.",
                )
                self._settle(source, Fate.NOT_USED, "The register has no such sheet.")
            else:
                self._findings.note("There is nothing in this sheet.", source.title)
        for member in self._opened.others:
            self._findings.problem(
                self._findings.place(member[:100]),
                "This is not one of the register’s CSV files. Take it out.",
            )
        return found

    def _table(self, sheet: Sheet, source: Source, cells: CellReader) -> list[FileRow]:
        rows = []
        read = self._read(sheet, source, cells)
        if read is None:
            self._unread.add(sheet.table)
            return []
        owners = self._owners[sheet.table] = {}
        for row in read:
            key = row.values.get(sheet.shape.model.key_field)
            made = FileRow(sheet.table, row.values, row.place)
            if key:
                owners.setdefault(natural_key_of(sheet.shape, made).strip(), made)
                rows.append(made)
            elif sheet.shape.model.key_field not in row.wrong:
                self._findings.problem(
                    row.place,
                    "By this, rows are told apart. Write one that no other row has.",
                    column=sheet.shape.model.key_field,
                )
        return rows

    def _add_parts(self, sheet: Sheet, source: Source, cells: CellReader) -> None:
        """Add the rows of a sheet of parts to the rows that they belong to; those that have none
        in the file lose theirs."""
        if sheet.table in self._unread:
            self._settle(source, Fate.NOT_USED, _OWNERS_UNREAD)
            return
        owners = self._owners.get(sheet.table)
        if owners is None:
            self._findings.problem(
                self._findings.place(source.title),
                f"The sheet to whose rows these belong (“{_title(sheet.table)}”) is not in the "
                "file. Add it, or take this sheet out.",
            )
            self._settle(source, Fate.NOT_USED, _OWNERS_UNREAD)
            return
        read = self._read(sheet, source, cells)
        if read is None:
            return
        for owner in owners.values():
            owner.values[sheet.part] = []
        for row in read:
            written = row.values.pop(OWNER, None)
            if written in owners:
                owners[written].values[sheet.part].append(
                    FileRow(sheet.part, row.values, row.place)
                )
            elif OWNER not in row.wrong:
                self._add_missing_owner(sheet, row.place, written)

    def _add_missing_owner(self, sheet: Sheet, place: RowPlace, written: str | None) -> None:
        of = _title(sheet.table)
        says = (
            f"no row of “{of}” in this file has this key. Correct it, or add the row there."
            if written
            else f"Write the key of the row of “{of}” that this belongs to."
        )
        self._findings.problem(place, says, column=OWNER, value=written)

    def _read(self, sheet: Sheet, source: Source, cells: CellReader) -> Iterator[CellRow] | None:
        """The rows of a sheet; `None` if its columns do not let them be read, which is told."""
        opened = source.open()
        columns = match_columns(sheet, opened, self._findings)
        if columns is None:
            self._settle(source, Fate.NOT_USED, "The columns of this sheet cannot be told.")
            return None
        return cells.rows(sheet, self._ledger.watch(opened), columns)

    def _settle(self, source: Source, fate: Fate, how: str) -> None:
        self._ledger.settle_sheet(source.open(), fate, how)


def _title(table: str) -> str:
    return next(sheet.title for sheet in sheets() if sheet.name == table)
