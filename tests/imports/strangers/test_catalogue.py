"""The strangers’ registers are what their descriptions say."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from ropa.imports.mapping.targets import TARGETS
from ropa.imports.reading.opening import ALL_ALIKE

from .building import TextPlan
from .catalogue import STRANGERS, Stranger


def chosen_rows(stranger: Stranger) -> list[list[str]]:
    """The cells of the sheet that the description is about, or of the first such."""
    if isinstance(stranger.plan, TextPlan):
        text = stranger.content().decode(stranger.plan.encoding)
        return list(csv.reader(StringIO(text, newline=""), delimiter=stranger.plan.delimiter))
    book = load_workbook(BytesIO(stranger.content()))
    if stranger.sheet == ALL_ALIKE:
        sheet = max(book, key=lambda each: each.max_column)
    else:
        sheet = book[stranger.sheet or book.sheetnames[0]]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_there_are_twenty_of_different_kinds():
    assert len({stranger.name for stranger in STRANGERS}) == len(STRANGERS)
    assert len({stranger.kind for stranger in STRANGERS}) == len(STRANGERS) == 20


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_a_file_has_the_columns_that_are_stated(stranger):
    rows = chosen_rows(stranger)
    filled = [column for column in zip(*rows, strict=True) if any(column)]
    read = {" ".join(cell.split()) for row in rows for cell in row}
    unseen = [title for title in stranger.columns if not _is_in(read, title)]

    assert len(filled) == len(stranger.columns)
    assert unseen == []


@pytest.mark.parametrize("stranger", STRANGERS, ids=lambda stranger: stranger.name)
def test_what_is_right_for_a_column_is_a_target(stranger):
    unknown = {right for title in stranger.columns for right in stranger.right_targets(title)}
    unknown -= {target.name for target in TARGETS}

    assert unknown == set()


def _is_in(read: set[str], title: str) -> bool:
    """Whether a title is among the cells: in one, or in several that stand one above the other."""
    parts = title.split(": ")
    splits = [(": ".join(parts[:at]), ": ".join(parts[at:])) for at in range(1, len(parts))]
    return title in read or any(above in read and _is_in(read, below) for above, below in splits)
