"""Read an uploaded file into rows, as its kind requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .cell_answers import NO_ANSWERS, CellAnswers
from .choosing import chosen_tables
from .ledger import CellLedger, Fate
from .mapping.results import UnknownName
from .mapping.sheet_reader import JoinedSheet, read_mapped_sheets
from .problems import Problem, Remark, shortened
from .reading.cells import Source
from .reading.findings import Note
from .reading.opening import OpenedFile
from .reading.own import is_own_file, read_own_file
from .rows import FileRow


@dataclass(frozen=True)
class ReadingOptions:
    """How the columns of a spreadsheet are read: of which sheet (the first, if it is not said, and
    with `ALL_ALIKE` all that belong to it), what fills each by its title, the code of the team
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
    chosen = chosen_tables(opened, how.sheet, with_hidden=how.with_hidden)
    mapped = read_mapped_sheets(
        [source.open() for source in chosen.entries],
        how.mapping,
        joined=[JoinedSheet(each.source.open(), each.by) for each in chosen.joined],
        team=how.team,
        names=how.names,
        file=opened.name,
        with_hidden=how.with_hidden,
        answers=how.answers,
    )
    # Names to decide on are told for themselves.
    asked = {(each.places[0].number, shortened(each.name)) for each in mapped.unknown}
    problems = [each for each in mapped.problems if (each.place.number, each.value) not in asked]
    left_out = _left_out(chosen.left, mapped.ledger)
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
