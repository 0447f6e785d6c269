"""Read an uploaded file into rows, as its kind requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .cell_answers import NO_ANSWERS, CellAnswers
from .ledger import CellLedger, Fate
from .mapping.column_proposals import FEWEST_RECOGNISED, propose_columns
from .mapping.header import find_header
from .mapping.results import UnknownName
from .mapping.sheet_reader import read_mapped_sheets
from .mapping.targets import INTERNAL_NOTE
from .problems import Problem, Remark, shortened
from .reading.cells import Source
from .reading.findings import Note
from .reading.opening import ALL_ALIKE, OpenedFile
from .reading.own import is_own_file, read_own_file
from .rows import FileRow
from .uploads import refusal_of_file


@dataclass(frozen=True)
class ReadingOptions:
    """How the columns of a spreadsheet are read: of which sheet (the first, if it is not said, and
    with `ALL_ALIKE` all that have its columns), what fills each by its title, the code of the team
    that keeps what names none, what was decided about names, by kind and name, whether hidden rows
    and sheets are read like others, and what is taken for cells of any file in their place."""

    sheet: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    team: str = ""
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    with_hidden: bool = False
    answers: CellAnswers = NO_ANSWERS


@dataclass(frozen=True)
class Content:
    """Rows for `load`, what is to be mended, what should be known, names nobody knows, what became
    of each cell, and which of them leave gaps or were guessed."""

    rows: list[FileRow]
    problems: list[Problem]
    notes: list[str]
    unknown: list[UnknownName] = field(default_factory=list)
    ledger: CellLedger = field(default_factory=CellLedger)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def can_be_tried(self) -> bool:
        """Whether its rows are worth a dry run: not, if whole sheets are missing from them."""
        return all(problem.place.number for problem in self.problems)


def read_content(opened: OpenedFile, how: ReadingOptions) -> Content:
    """Return what a file says, as rows for `load`.

    `how` says how to read one that is not the register's own. Raises `CannotLoad` if the file
    cannot be read to its end.
    """
    if is_own_file(opened):
        own = read_own_file(opened, how.answers)
        notes = [*opened.notes, *how.answers.notes(), *map(_note_text, own.notes)]
        return Content(own.rows, own.problems, notes, ledger=own.ledger)
    sources = chosen_sheets(opened, how.sheet, with_hidden=how.with_hidden)
    mapped = read_mapped_sheets(
        [source.open() for source in sources],
        how.mapping,
        team=how.team,
        names=how.names,
        file=opened.name,
        with_hidden=how.with_hidden,
        answers=how.answers,
    )
    # Names to decide on are told for themselves.
    asked = {(each.places[0].number, shortened(each.name)) for each in mapped.unknown}
    problems = [each for each in mapped.problems if (each.place.number, each.value) not in asked]
    left = [each for each in opened.sheets if each not in sources]
    left_out = _left_out(left, mapped.ledger)
    notes = [*opened.notes, *how.answers.notes(), *left_out, *mapped.notes]
    return Content(mapped.rows, problems, notes, mapped.unknown, mapped.ledger, mapped.remarks)


def _left_out(sources: Sequence[Source], ledger: CellLedger) -> Iterator[str]:
    """Account for sheets that are not read, and say so."""
    unread = [
        source.title
        for source in sources
        if not ledger.settle_sheet(
            source.open(),
            Fate.NOT_USED,
            f"Nothing of this sheet is read{', which is hidden' if source.is_hidden else ''}.",
        )
    ]
    if sources:
        named = ", ".join(
            f"“{each.title}”{' (hidden)' if each.is_hidden else ''}" for each in sources
        )
        yield f"Nothing is imported of the other sheets: {named}."
    for title in unread:
        yield f"{title}: this sheet cannot be read, so its cells are not counted."


def _note_text(note: Note) -> str:
    # The file is the one at hand.
    return f"{note.place.sheet}: {note.says}" if note.place.sheet else note.says


def chosen_sheets(opened: OpenedFile, title: str, *, with_hidden: bool = False) -> list[Source]:
    """Return the sheet with that title, or the first without one; with `ALL_ALIKE` the first and
    all that have its columns, hidden ones if they are asked for. Raises `CannotLoad`."""
    first = find_sheet(opened, title)
    if title != ALL_ALIKE:
        return [first]
    columns = set(find_header(first.open()).titles)
    return [
        source
        for source in opened.sheets
        if source is first
        or (
            (with_hidden or not source.is_hidden)
            and set(find_header(source.open()).titles) == columns
        )
    ]


def _is_register(source: Source) -> bool:
    titles = find_header(source.open()).titles
    told = {each.target for each in propose_columns(titles, [()] * len(titles)).values()}
    return len(told - {INTERNAL_NOTE}) >= FEWEST_RECOGNISED


def find_sheet(opened: OpenedFile, title: str) -> Source:
    """Return the sheet with that title; without one the first that looks like a register, or else
    the first that is shown. Raises `CannotLoad`."""
    if opened.sheets and title in ("", ALL_ALIKE):
        shown = sorted(opened.sheets, key=lambda each: each.is_hidden)
        return next(filter(_is_register, shown), shown[0])
    for source in opened.sheets:
        if title == source.title:
            return source
    if not opened.sheets:
        raise refusal_of_file(
            opened.name,
            "There is no table in this file. Bring a spreadsheet, or a file of this register.",
        )
    raise refusal_of_file(
        opened.name,
        f"There is no sheet “{title}”. Sheets are: "
        f"{', '.join(f'“{each.title}”' for each in opened.sheets)}.",
    )
