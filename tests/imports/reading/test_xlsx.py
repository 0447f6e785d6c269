"""What stands in the cells of a workbook is read as the spreadsheet shows it, without loss."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from ropa.imports.reading.cells import Unusable, column_name
from ropa.imports.reading.xlsx_days import is_day_format

from .files import first_sheet, opened, raw_workbook, refusal, rows_of, workbook

TEXTS = [
    "plain",
    " blanks around ",
    "a\nb\r\nc\rd\te",
    "_x000D_ is no line break",
    "=1+1",
    "Ünïcödé 😀 “”",
    "1.0",
    "\x01\x1f",
    "x" * 32_767,
]


def inline(*cells: str) -> str:
    """A header of one column, and a row of cells as they stand in the XML."""
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Head</t></is></c></row>'
    return f'{head}<row r="2">{"".join(cells)}</row>'


def cell(xml: str, **parts: str) -> object:
    [(found, *_)] = rows_of(raw_workbook(inline(xml), **parts))
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_read_as_it_was_written(text):
    assert rows_of(workbook({"Sheet": [["Head"], [text]]})) == [(text,)]


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<c t="inlineStr"><is><r><t>one </t></r><r><t>two</t></r></is></c>', "one two"),
        ('<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウ</t></rPh></is></c>', "東京"),
        ('<c t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "😀"),
        ('<c t="inlineStr"><is><t>_x005F_x005F_x005F_x000D_</t></is></c>', "_x005F_x000D_"),
        ('<c t="str"><v>text</v></c>', "text"),
        ("<c><v>3</v></c>", "3"),
        ("<c><v>3.0</v></c>", "3"),
        ("<c><v>-3</v></c>", "-3"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ("<c><v>1E3</v></c>", "1000"),
        ("<c><v>1E20</v></c>", "1e+20"),
        ("<c><v>123456789012345678</v></c>", "1.23456789012346e+17"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="d"><v>2026-03-31</v></c>', date(2026, 3, 31)),
        ('<c t="d"><v>2026-03-31T10:30:00</v></c>', datetime.fromisoformat("2026-03-31T10:30")),
        ('<c t="s"><v>1</v></c>', "second"),
    ],
)
def test_a_cell_of_each_type_is_read(xml, value):
    assert cell(xml, strings="<si><t>first</t></si><si><t>second</t></si>") == value


@pytest.mark.parametrize(
    ("xml", "shown", "says"),
    [
        ("<c><f>SUM(B1:B9)</f><v>3</v></c>", "=SUM(B1:B9)", "holds a formula: paste its value"),
        ('<c><f t="shared" si="0"/><v>3</v></c>', "=", "holds a formula"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!", "holds an error"),
        ("<c><v>many</v></c>", "many", "holds no number"),
        ("<c><v>1e999</v></c>", "1e999", "holds no number"),
        ("<c><v>nan</v></c>", "nan", "holds no number"),
        ('<c t="d"><v>2026-02-30</v></c>', "2026-02-30", "holds no date"),
        ('<c t="inlineStr"><is><t>a_x0000_b</t></is></c>', "a�b", "U+0000"),
        ('<c t="inlineStr"><is><t>a_xD83D_b</t></is></c>', "a�b", "U+D83D"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_do(xml, shown, says):
    found = cell(xml)
    assert isinstance(found, Unusable)
    assert found.text == shown
    assert says in found.says


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    "</cellXfs>"
)
OF_1904 = '<workbookPr date1904="1"/>'


@pytest.mark.parametrize(
    ("style", "number", "properties", "value"),
    [
        (0, "46112", "", "46112"),
        (1, "46112", "", date(2026, 3, 31)),
        (2, "46112", "", date(2026, 3, 31)),
        (2, "46112.4375", "", datetime.fromisoformat("2026-03-31T10:30")),
        (3, "1.5", "", "1.5"),
        (1, "1", "", date(1900, 1, 1)),
        (1, "59", "", date(1900, 2, 28)),
        (1, "61", "", date(1900, 3, 1)),
        (1, "0.75", "", "18:00:00"),
        (1, "2958465", "", date(9999, 12, 31)),
        (1, "44650", OF_1904, date(2026, 3, 31)),
        (1, "0", OF_1904, date(1904, 1, 1)),
    ],
)
def test_a_number_is_a_day_if_its_style_shows_one(style, number, properties, value):
    xml = f'<c s="{style}"><v>{number}</v></c>'
    assert cell(xml, styles=STYLES, properties=properties) == value


@pytest.mark.parametrize("number", ["60", "-1", "2958466", "1e300", "x"])
def test_a_day_that_no_calendar_has_is_told(number):
    found = cell(f'<c s="1"><v>{number}</v></c>', styles=STYLES)
    assert isinstance(found, Unusable)
    assert "holds no date" in found.says


@pytest.mark.parametrize(
    ("code", "shows_day"),
    [
        ("yyyy-mm-dd", True),
        ("[$-809]d mmmm yyyy;@", True),
        ("h:mm AM/PM", True),
        ("General", False),
        ('0.00" days"', False),
        ("[Red]0.00", False),
        ("0;[Red]dd", False),
        ("[hh]:mm:ss", False),
        ("0_d", False),
    ],
)
def test_formats_of_days_are_known(code, shows_day):
    assert is_day_format(code) is shows_day


def test_rows_have_the_numbers_that_people_see_and_empty_ones_are_passed_over():
    content = workbook({"Sheet": [[], ["A", None, "C"], [], ["a", None, "c"], [None], [None, "b"]]})
    sheet = first_sheet(content)
    assert (sheet.header_row, sheet.header) == (2, ("A", "", "C"))
    assert list(sheet.rows) == [(4, ("a", None, "c")), (6, (None, "b"))]


def test_rows_and_cells_without_names_follow_one_another():
    xml = (
        "<row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>"
        "<row r='9'><c r='B9'><v>3</v></c></row>"
    )
    assert list(first_sheet(raw_workbook(xml)).rows) == [(2, (None, "2")), (9, (None, "3"))]


def test_merged_cells_are_known_once_the_sheet_was_gone_through():
    def merge(book, sheet):
        sheet.merge_range("A2:B3", "both")

    sheet = first_sheet(workbook({"Sheet": [["A", "B"], ["a"]]}, merge))
    assert list(sheet.rows) == [(2, ("both",))]
    assert sheet.merged == [(2, 3, "A2:B3")]


def test_sheets_come_in_their_order_with_hidden_ones_and_without_charts():
    def hide(book, sheet):
        sheet.hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=One!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)

    content = workbook({"One": [["a"]], "Two": [["b"]], "Three": []}, hide)
    assert [(sheet.title, sheet.open().header) for sheet in opened(content).sheets] == [
        ("One", ("a",)),
        ("Two", ("b",)),
        ("Three", ()),
    ]


def test_a_sheet_can_be_gone_through_again_and_beside_another():
    file = opened(workbook({"One": [["a"], ["b"]], "Two": [["c"], ["d"]]}))
    one, two, again = (file.sheets[index].open() for index in (0, 1, 0))
    assert next(one.rows) == next(again.rows) == (2, ("b",))
    assert next(two.rows) == (2, ("d",))


def test_what_another_program_saved_is_read_alike():
    book = openpyxl.Workbook()
    book.active.append(["Head", 3, 2.5, True, date(2026, 3, 31), None, " a\nb "])
    book.active.append(["Head", "=1+1"])
    made = BytesIO()
    book.save(made)
    sheet = first_sheet(made.getvalue())
    assert sheet.header == ("Head", "3", "2.5", "TRUE", "2026-03-31", "", " a\nb ")
    [(_, (_, calculated))] = sheet.rows
    assert str(calculated) == "=1+1"


def test_names_with_a_prefix_are_the_same_names():
    xml = raw_workbook(inline("<c><v>7</v></c>"))
    assert rows_of(xml) == [("7",)]
    data = '<x:row xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:c><x:v>7</x:v></x:c></x:row>'
    assert first_sheet(raw_workbook(data)).header == ("7",)


@pytest.mark.parametrize(
    ("xml", "row"),
    [
        ('<row r="2"/><row r="2"/>', 2),
        ('<row r="2"/><row r="1"/>', 2),
        ('<row r="x"/>', 0),
        ('<row r="1048577"/>', 1048577),
        ('<row r="4"><c r="B4"><v>1</v></c><c r="B4"><v>1</v></c></row>', 4),
        ('<row r="4"><c r="é4"><v>1</v></c></row>', 4),
        ('<row r="4"><c t="s"><v>7</v></c></row>', 4),
        ('<row r="4"><c>', 4),
    ],
)
def test_a_damaged_sheet_is_refused_with_its_row(xml, row):
    problem = refusal(raw_workbook(xml))
    assert "This file is damaged" in problem.says
    assert (problem.place.sheet, problem.place.number) == ("Sheet", row)


def test_columns_are_named_as_spreadsheets_do():
    assert [column_name(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
