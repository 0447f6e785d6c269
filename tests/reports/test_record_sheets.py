"""The sheets of the workbook that people read and print: the regulator's, and an entry a page."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ropa.reports import entry_pages
from ropa.reports.books import _STYLES, lines_of, paper_for, pieces
from ropa.reports.columns import COLUMNS
from ropa.reports.record_sheets import fitting_width, page_breaks, required_by
from tests.factories import approve, make_activity

from .making import report_bytes

TITLES, MARKS = "Reference", "The register’s own"
A3, A4 = 8, 9


@pytest.fixture
def content(db) -> bytes:
    for number in range(3):
        approve(make_activity(title=f"Entry {number}", summary="A long account. " * 200))
    return report_bytes("xlsx")


@pytest.fixture
def book(content) -> Workbook:
    return load_workbook(BytesIO(content))


def row_of(sheet: Worksheet, text: str) -> int:
    """The first row whose first cell says so."""
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == text)


def test_the_contacts_stand_above_the_columns(book):
    sheet = book["Article 30 record"]
    titles = row_of(sheet, TITLES)
    contacts = row_of(sheet, "Who")
    assert contacts < titles
    who = [sheet.cell(row, 1).value for row in range(contacts + 1, titles - 2)]
    assert who[0] == "Controller (only controller)"
    assert who[1] == "Data protection officer"
    assert [cell.value for cell in sheet[contacts]][:6] == [
        *("Who", "Name", "Address", "Email", "Telephone", "Website")
    ]


def test_what_the_law_requires_is_marked_in_words_and_in_colour(book):
    sheet = book["Article 30 record"]
    titles = row_of(sheet, TITLES)
    for place, column in enumerate(COLUMNS, start=3):
        mark, title = sheet.cell(titles - 1, place), sheet.cell(titles, place)
        assert mark.value == required_by(column)
        assert mark.value.startswith("Required by law" if column.required else "Good practice")
        assert column.citation in mark.value
        colour = "CFE4F7" if column.required else "EEEEEE"
        assert {mark.fill.fgColor.rgb[2:], title.fill.fgColor.rgb[2:]} == {colour}


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("style", _STYLES.values(), ids=_STYLES)
def test_every_text_has_the_contrast_that_wcag_asks_for(style):
    text = luminance(style.get("font_color", "#000000"))
    ground = luminance(style.get("bg_color", "#FFFFFF"))
    assert (ground + 0.05) / (text + 0.05) >= 4.5


def test_the_record_prints_on_a3_with_its_titles_on_every_page(book):
    sheet = book["Article 30 record"]
    titles = row_of(sheet, TITLES)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == A3
    assert sheet.page_setup.fitToWidth is None
    assert sheet.print_title_rows == f"${titles - 1}:${titles}"
    assert sheet.print_title_cols == "$A:$B"


def test_the_text_above_the_record_is_seen_whole_on_every_page_across(book):
    sheet = book["Article 30 record"]
    assert {"A1:B1", "A2:B2"} <= {str(each) for each in sheet.merged_cells.ranges}
    for row in (1, 2):
        assert sheet.cell(row, 1).alignment.wrap_text
        width = sum(sheet.column_dimensions[column].width for column in "AB")
        needed = lines_of(sheet.cell(row, 1).value, int(width)) * 13
        assert sheet.row_dimensions[row].height >= needed


def test_all_contacts_are_on_the_first_page_across_however_wide_its_columns(book):
    sheet = book["Article 30 record"]
    assert sheet.page_setup.scale * 10 / 100 >= 8
    widest = page_breaks([16, 28, *[fitting_width(100)] * 30])
    assert widest[0] == 7
    breaks = [each.id for each in sheet.col_breaks.brk]
    assert breaks[0] >= 7
    assert len(breaks) < len(widest)


def test_a_page_begins_where_the_next_column_would_go_over_its_edge():
    assert page_breaks([16, 28, *[20] * 9]) == []
    assert page_breaks([16, 28, *[20] * 11]) == [11]
    assert page_breaks([16, 28, *[40] * 5, 20, *[40] * 5]) == [7, 12]


def test_lines_end_between_words():
    assert lines_of("a" * 14, 14) == 1
    assert lines_of("looked-after-children/school-looked-after-children", 14) == 5
    assert lines_of("one\n\nthree", 14) == 3


def test_what_parts_of_sections_belong_to_has_room(book):
    assert book["Entries in sections"].column_dimensions["A"].width > 40
    assert book["Controllers"].column_dimensions["A"].width < 20


def test_every_sheet_says_on_paper_which_it_is(book):
    footers = {(sheet.oddFooter.left.text, sheet.oddFooter.right.text) for sheet in book}
    assert footers == {("&A", "Page &P of &N")}


@pytest.mark.parametrize(
    ("width", "paper", "pages"), [(200, A4, 1), (201, A3, 1), (300, A3, 1), (301, A3, 2)]
)
def test_a_wide_table_prints_on_larger_paper_and_then_on_several_pages(width, paper, pages):
    assert paper_for(width) == (paper, pages)


def test_tables_repeat_their_titles_and_what_rows_belong_to(book):
    sheet = book["Entries"]
    assert sheet.page_setup.paperSize == A3
    assert sheet.page_setup.fitToWidth > 1
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")


def test_numbers_stand_like_texts(book):
    numbers = [
        cell for sheet in book for row in sheet for cell in row if isinstance(cell.value, int)
    ]
    assert numbers
    assert {(each.alignment.vertical, each.alignment.horizontal) for each in numbers} == {
        ("top", "left")
    }


def test_each_entry_begins_a_page(book):
    sheet = book[entry_pages.ENTRY_SHEET]
    assert sheet.page_setup.paperSize == A4
    begins = [row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("RPA-")]
    assert len(begins) == 3
    assert [each.id for each in sheet.row_breaks.brk] == [row - 1 for row in begins[1:]]
    fields = [row[0].value for row in sheet.iter_rows(max_row=begins[1] - 1)][1:]
    assert "2. Purpose of processing" in fields


def test_of_a_large_register_the_first_entries_are_on_pages(content, monkeypatch):
    # given
    monkeypatch.setattr(entry_pages, "MOST_ENTRIES", 1)
    # when
    sheet = load_workbook(BytesIO(report_bytes("xlsx")))[entry_pages.ENTRY_SHEET]
    # then
    *_, (label, said) = sheet.iter_rows(values_only=True)
    assert label == "And the others"
    assert said.startswith("2 more entries")
    assert len(sheet.row_breaks.brk) == 1


def test_a_long_answer_is_seen_whole_in_several_cells():
    text = "\n".join(["x" * 30, "", "y" * 1_000, *["z"] * 20])
    found = list(pieces(text, 20, 5))
    assert all(sum(-(-len(line) // 20) or 1 for line in each.split("\n")) <= 5 for each in found)
    assert "".join(found).replace("\n", "") == text.replace("\n", "")
    assert list(pieces("", 20, 5)) == [""]


def test_the_file_says_its_language_and_names_its_tables(content, book):
    with ZipFile(BytesIO(content)) as archive:
        assert b"<dc:language>en-GB</dc:language>" in archive.read("docProps/core.xml")
    sheet = book["Article 30 record"]
    where = f"'Article 30 record'!$A${row_of(sheet, TITLES)}"
    regions = {name: each.attr_text for name, each in book.defined_names.items()}
    assert where in regions.values()
    assert all(name.startswith("ColumnTitleRegion1.") for name in regions)
    assert len(regions) == len(book.sheetnames) - 2  # the cover and the pages are no tables
