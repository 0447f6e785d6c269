"""How well a stranger's sheet comes in, with no work by hand but that columns are looked over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from ropa.imports.choosing import chosen_tables
from ropa.imports.content import Content, ReadingOptions, read_content
from ropa.imports.mapping.column_proposals import Proposal, column_examples, propose_columns
from ropa.imports.mapping.header import find_header
from ropa.imports.mapping.results import NEW
from ropa.imports.reading.cells import Source, says_something
from ropa.imports.reading.opening import OpenedFile, open_file

from .catalogue import Stranger


@dataclass(frozen=True)
class Measured:
    """What came of a file: the columns that were recognised rightly and those that were not, the
    entries a person counts and those that came, and how many cells say something."""

    right: tuple[str, ...]
    wrong: Mapping[str, str]
    expected: int
    entries: int
    cells: int
    content: Content

    @property
    def problems(self) -> list[str]:
        """What would have to be mended before anything comes in."""
        return [str(problem) for problem in self.content.problems]


def _filled_cells(source: Source) -> int:
    sheet = source.open()
    rows = (sheet.header, *(cells for _, cells in sheet.rows))
    return sum(says_something(cell) for cells in rows for cell in cells)


def proposals(stranger: Stranger, opened: OpenedFile) -> dict[str, Proposal]:
    """What the page proposes for the columns of the sheet."""
    below = find_header(chosen_tables(opened, stranger.sheet).entries[0].open())
    return propose_columns(below.titles, column_examples(below))


def measure(stranger: Stranger, team: str) -> Measured:
    """Bring a sheet in for a team as it is proposed, corrected where a person would correct the
    columns, with every name that nobody knows added as a new one."""
    opened = open_file(BytesIO(stranger.content()), stranger.file_name)
    proposed = proposals(stranger, opened)
    wrong = {
        title: proposed[title].target if title in proposed else ""
        for title in stranger.columns
        if title not in proposed or proposed[title].target not in stranger.right_targets(title)
    }
    mapping = {title: each.target for title, each in proposed.items()} | {
        title: stranger.right_targets(title)[0] for title in wrong if title in proposed
    }
    how = ReadingOptions(stranger.sheet, mapping, team)
    names = {(each.kind, each.name): NEW for each in read_content(opened, how).unknown}
    content = read_content(opened, ReadingOptions(stranger.sheet, mapping, team, names))
    return Measured(
        tuple(title for title in stranger.columns if title not in wrong),
        wrong,
        stranger.entries,
        sum(row.table == "activities" for row in content.rows),
        sum(map(_filled_cells, opened.sheets)),
        content,
    )
