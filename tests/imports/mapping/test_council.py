"""A council's register of 300 entries in the regulator's layout: every mistake is told by row and
column, and once they are corrected all of it is in the register, and nothing of it is lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ropa.imports.loading import load
from ropa.imports.mapping.header import find_header
from ropa.imports.mapping.target_proposals import propose_targets
from ropa.imports.problems import CannotLoad
from ropa.models import ProcessingActivity
from ropa.models.base import part_relations

from .councils import FILE, FIRST_ROW, NUMBERED, chosen, council_rows, council_sheet
from .councils import make_reference_data as reference_data
from .sheets import read_mapped_sheet

pytestmark = pytest.mark.django_db

# The row (from 0), the number of the column, what stands there, and words of what is told.
TO_DECIDE = (
    (22, 4, "Residnts", "Decide: is it “residents”"),
    (30, 5, "shoe sizes", "Decide: is it another name for one, or new"),
    (33, 6, "Dept for Education", "Decide: is it “Department for Education”"),
    (34, 6, "HCPC", "Decide: is it “Social Work England” or"),
)
# What a draft may lack, told in notes.
GAPS = (
    (0, 12, "", "Give each purpose its lawful basis"),
    (3, 12, "because we must", "names no lawful basis"),
    (5, 12, "6(1)(a) contract", "two that differ"),
    (9, 12, "Article 6(1)(g)", "names no lawful basis"),
    (14, 2, "", "Say in the entry what the data is used for"),
    (20, 4, "", "Write whose data this is"),
    (21, 5, "N/A", "Write which data is held"),
    (51, 13, "because it is sensitive", "no condition of Article 9(2)"),
    (62, 13, "Article 9(2)(z)", "no condition of Article 9(2)"),
    (70, 26, "Part 1 paragraph 18", "no condition of Schedule 1"),
    (71, 26, "see policy", "no condition of Schedule 1"),
    (76, 27, "6(1)(d)", "does not name"),
    (81, 17, "Yes", "Say how the automated decisions"),
    (90, 21, "maybe", "Write yes or no"),
    (100, 21, "No", "Correct one of the two"),
    (104, 22, "blue", "Write “In progress” or “Completed”"),
    (111, 24, "perhaps", "Write yes or no"),
    (120, 24, "No", "the record of one is named"),
    (130, 29, "somewhat", "Write yes, no or not applicable"),
    (163, 30, "", "Say why"),
)


def read(rows, names=None, **options):
    mapping = propose_targets(find_header(council_sheet(rows)).titles)
    return read_mapped_sheet(
        council_sheet(rows), mapping, team="governance", names=names or {}, file=FILE, **options
    )


def problems_of(mapped):
    """All there is to mend, as people are told in a dry run."""
    try:
        load(mapped.rows, dry_run=True)
    except CannotLoad as refused:
        return [*mapped.problems, *refused.problems]
    return mapped.problems


def texts_of(entry):
    """Everything that stands in an entry and its parts, with the names of what it points at."""
    rows = [entry]
    for name in part_relations(ProcessingActivity):
        rows += getattr(entry, name).all()
    values = [str(getattr(row, field.name)) for row in rows for field in row._meta.concrete_fields]
    return "\n".join(values).casefold()


def test_the_thirty_columns_are_recognised_below_the_lines_above_them():
    sheet = find_header(council_sheet(council_rows(2)))
    assert (sheet.sheet.header_row, sheet.titles) == (4, NUMBERED)
    assert [number for number, _ in sheet.above] == [1, 2]
    assert (
        len(propose_targets(sheet.titles))
        == len(set(propose_targets(sheet.titles).values()))
        == len(NUMBERED)
    )


def with_cells(*changes):
    """The council's rows with other texts in some cells."""
    rows = council_rows()
    for place, number, text, _ in changes:
        rows[place][number - 1] = text
    return rows


def test_what_is_to_be_decided_is_told_by_row_and_column_and_nothing_else_is():
    reference_data()
    found = {
        (problem.place.number, problem.title): problem.says
        for problem in problems_of(read(with_cells(*TO_DECIDE)))
    }
    expected = {
        (place + FIRST_ROW, NUMBERED[number - 1]): says for place, number, _, says in TO_DECIDE
    }
    assert found.keys() == expected.keys()
    for where, says in expected.items():
        assert says in found[where], where
    assert not ProcessingActivity.objects.exists()


def test_every_gap_is_told_with_its_row_and_its_words_stand_in_the_note(subtests):
    # given
    reference_data()
    rows = with_cells(*GAPS)
    # when
    mapped = read(rows)
    load(mapped.rows)
    # then every entry is there
    entries = list(ProcessingActivity.objects.order_by("pk"))
    assert len(entries) == len(rows)
    gaps = [note for note in mapped.notes if " leaves a gap. " in note]
    for place, number, text, says in GAPS:
        title, row = NUMBERED[number - 1], place + FIRST_ROW
        with subtests.test(title=title, row=row):
            [told] = [note for note in gaps if note.startswith(f"“{title}”") and says in note]
            assert str(row) in told.rpartition("ow")[2]
            if text and text != "N/A":
                assert text in entries[place].internal_note


def test_without_mistakes_all_of_it_is_imported_and_the_second_time_nothing_changes():
    reference_data()
    rows = council_rows()
    mapped = read(rows)
    assert (mapped.problems, mapped.unknown) == ([], [])
    load(mapped.rows)
    entries = list(ProcessingActivity.objects.all())
    assert len(entries) == len(rows)
    for number, entry in enumerate(entries):
        there = texts_of(entry)
        for column, (text, kept) in zip(NUMBERED, chosen(number), strict=True):
            for each in kept:
                assert each.casefold() in there, (number, column, text, each)
    again = load(read(rows).rows)
    assert (again.created, again.changed, again.removed) == (0, 0, 0)


def test_reading_takes_as_many_queries_for_many_entries_as_for_few():
    reference_data()
    load(read(council_rows(40)).rows)
    counts = []
    for count in (4, 40):
        with CaptureQueriesContext(connection) as queries:
            read(council_rows(count))
        counts.append(len(queries))
    assert counts == [11, 11]
