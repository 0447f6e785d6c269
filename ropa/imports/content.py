"""Read an uploaded file into rows, as its kind requires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .mapping.results import UnknownName
from .mapping.sheet_reader import read_mapped_sheet
from .problems import Problem, shortened
from .reading.cells import Source
from .reading.findings import Note
from .reading.opening import OpenedFile
from .reading.own import is_own_file, read_own_file
from .rows import FileRow
from .uploads import refusal_of_file


@dataclass(frozen=True)
class ReadingOptions:
    """How the columns of a spreadsheet are read: of which sheet (the first, if it is not said),
    what fills each by its title, the code of the team that keeps what names none, and what was
    decided about names, by kind and name."""

    sheet: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    team: str = ""
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """Rows for `load`, what is to be mended, what should be known, and names nobody knows."""

    rows: list[FileRow]
    problems: list[Problem]
    notes: list[str]
    unknown: list[UnknownName] = field(default_factory=list)

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
        own = read_own_file(opened)
        notes = [*opened.notes, *map(_note_text, own.notes)]
        return Content(own.rows, own.problems, notes)
    sheet = find_sheet(opened, how.sheet).open()
    mapped = read_mapped_sheet(sheet, how.mapping, team=how.team, names=how.names, file=opened.name)
    # Names to decide on are told for themselves.
    asked = {(each.places[0].number, shortened(each.name)) for each in mapped.unknown}
    problems = [each for each in mapped.problems if (each.place.number, each.value) not in asked]
    return Content(mapped.rows, problems, [*opened.notes, *mapped.notes], mapped.unknown)


def _note_text(note: Note) -> str:
    # The file is the one at hand.
    return f"{note.place.sheet}: {note.says}" if note.place.sheet else note.says


def find_sheet(opened: OpenedFile, title: str) -> Source:
    """Return the sheet with that title, or the first without one. Raises `CannotLoad`."""
    for source in opened.sheets:
        if title in ("", source.title):
            return source
    raise refusal_of_file(
        opened.name,
        f"There is no sheet “{title}”. Sheets are: "
        f"{', '.join(f'“{each.title}”' for each in opened.sheets)}.",
    )
