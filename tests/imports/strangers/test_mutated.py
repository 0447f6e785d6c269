"""Strangers' sheets that somebody has broken: each is read or refused, its cells are all accounted
for, and nothing of it is imported in part.

Two thousand of them: HYPOTHESIS_PROFILE=thorough bin/test tests/imports/strangers/test_mutated.py
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest

from ropa.imports.choosing import chosen_tables
from ropa.imports.content import Content, ReadingOptions, read_content
from ropa.imports.mapping.results import NEW
from ropa.imports.problems import CannotLoad
from ropa.imports.reading.cells import says_something
from ropa.imports.reading.opening import ALL_ALIKE, OpenedFile, open_file
from ropa.imports.remembered_mappings import proposed_targets
from ropa.imports.running import problems_and_outcome
from ropa.models import Organisation, ProcessingActivity
from tests.factories import make_organisation, make_team
from tests.imports.reading.files import workbook
from tests.properties import PROFILE, THOROUGH

from .catalogue import STRANGERS

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

SEEDS = 2_000 if PROFILE == THOROUGH else 10
# Of so many one is tried as far as a dry run.
LOADED_EVERY = 10
type Grid = list[list[str]]
WORDS = (
    "=1+1",
    "\N{ZERO WIDTH SPACE}",
    "None, except the police",
    "ditto",
    "N/A; tbc; yes",
    "9(2)(g) Schedule 1 Part 2 para 18",
    "DOB + 25 years or 6 if disputed",
    "x" * 17_000,
    "a, " * 900,
    "USA: SCCs; Narnia",
    "Recipients",
    "\N{FAMILY}" * 9,
)


def emptied(random: Random, grid: Grid) -> None:
    for row in grid:
        for at in range(len(row)):
            if random.random() < 0.2:
                row[at] = ""


def filled(random: Random, grid: Grid) -> None:
    for _ in range(10):
        row = random.choice(grid)
        if row:
            row[random.randrange(len(row))] = random.choice(WORDS)


def parted(random: Random, grid: Grid) -> None:
    for _ in range(3):
        grid.insert(random.randrange(len(grid)), [])


def titled_again(random: Random, grid: Grid) -> None:
    title = list(random.choice(grid[:6]))
    at = random.randrange(len(grid))
    grid[at:at] = [[], title] if random.random() < 0.5 else [title]


def shuffled(random: Random, grid: Grid) -> None:
    random.shuffle(grid)


def doubled(random: Random, grid: Grid) -> None:
    grid += [list(row) for row in grid]


def turned(_random: Random, grid: Grid) -> None:
    width = max(map(len, grid), default=0)
    filled_out = [row + [""] * (width - len(row)) for row in grid]
    grid[:] = [list(column) for column in zip(*filled_out, strict=True)]


def numbered(_random: Random, grid: Grid) -> None:
    for number, row in enumerate(grid):
        row.insert(0, "ID" if number == 0 else str(number))


MUTATIONS: tuple[Callable[[Random, Grid], None], ...] = (
    emptied,
    filled,
    parted,
    titled_again,
    shuffled,
    doubled,
    turned,
    numbered,
)


def broken(seed: int) -> bytes:
    """A workbook of one or two strangers' sheets, each broken in two ways."""
    random = Random(seed)
    sheets: dict[str, Grid] = {}
    for stranger in random.sample(STRANGERS, random.choice((1, 1, 2))):
        opened = open_file(BytesIO(stranger.content()), stranger.file_name)
        for source in opened.sheets[:3]:
            sheet = source.open()
            rows = [sheet.header, *(cells for _, cells in sheet.rows)]
            grid = [["" if cell is None else str(cell) for cell in cells] for cells in rows]
            for mutation in random.sample(MUTATIONS, 2):
                mutation(random, grid)
            sheets[f"{len(sheets)} {source.title}"[:31]] = grid
    return workbook({title: [[c or None for c in row] for row in g] for title, g in sheets.items()})


def read(opened: OpenedFile) -> Content:
    """What is read as the page proposes it, with every new name added."""
    columns = chosen_tables(opened, ALL_ALIKE).columns()
    mapping = {title: each.target for title, each in proposed_targets(columns).items()}
    how = ReadingOptions(ALL_ALIKE, mapping, "office")
    names = {(each.kind, each.name): NEW for each in read_content(opened, how).unknown}
    return read_content(opened, ReadingOptions(ALL_ALIKE, mapping, "office", names))


def cells_of(opened: OpenedFile) -> int:
    sheets = [source.open() for source in opened.sheets]
    rows = [cells for sheet in sheets for cells in (sheet.header, *(row for _, row in sheet.rows))]
    return sum(says_something(cell) for cells in rows for cell in cells)


def test_a_broken_sheet_is_read_or_refused_and_every_cell_is_accounted_for(subtests):
    make_team(code="office", organisation=make_organisation(code="council", name="Council"))
    before = ProcessingActivity.objects.count(), Organisation.objects.count()
    read_so_far, refused = 0, []
    for seed in range(SEEDS):
        with subtests.test(seed=seed):
            opened = open_file(BytesIO(broken(seed)), "broken.xlsx")
            try:
                found = read(opened)
            except CannotLoad as error:
                refused += error.problems
                continue
            read_so_far += 1
            found.ledger.packed()
            assert sum(found.ledger.counts.values()) == cells_of(opened)
            if seed % LOADED_EVERY == 0:
                problems_and_outcome(found, by=None)
    assert before == (ProcessingActivity.objects.count(), Organisation.objects.count())
    assert all(each.says.endswith(".") for each in refused)
    assert read_so_far > SEEDS / 2
