"""Strangers' sheets that somebody has broken: each is read or refused, its cells are all accounted
for, and nothing of it is imported in part.

Two thousand of them, imported as well: `python -m bench.sheets`."""

from __future__ import annotations

from io import BytesIO

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

from .mutating import broken

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

SEEDS = 10
# Of so many one is tried as far as a dry run.
LOADED_EVERY = 10


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
            file = broken(seed)
            try:
                opened = open_file(BytesIO(file.content), file.name)
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
