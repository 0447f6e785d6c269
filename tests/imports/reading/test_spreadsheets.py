"""What stands in the cells of a spreadsheet is read as its program shows it, without loss."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from ropa.imports.reading.cells import Unusable, column_name

from .files import (
    binary_workbook,
    first_sheet,
    libreoffice,
    opened_file,
    raw_workbook,
    refusal,
    rows_of,
    workbook,
)

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
        ('<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウ</t></rPh></is></c>', "東京"),
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
        ("<c><f>SUM(B1:B9)</f><v>3</v></c>", "3"),
        ('<c t="str"><f>A1&amp;"x"</f><v>Headx</v></c>', "Headx"),
    ],
)
def test_a_cell_of_each_type_is_read(xml, value):
    assert cell(xml, strings="<si><t>first</t></si><si><t>second</t></si>") == value


@pytest.mark.parametrize(
    ("xml", "shown", "says"),
    [
        ("<c><f>SUM(B1:B9)</f></c>", "=SUM(B1:B9)", "holds a formula without its value"),
        ("<c><f>1+1</f><v/></c>", "=1+1", "holds a formula without its value"),
        ('<c><f t="shared" si="0"/></c>', "=", "holds a formula without its value"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!", "holds an error"),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", "holds an error"),
        ("<c><v>1e999</v></c>", "inf", "holds no number"),
        ("<c><v>nan</v></c>", "nan", "holds no number"),
        ('<c t="inlineStr"><is><t>a_x0000_b</t></is></c>', "a�b", "U+0000"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_to_do(xml, shown, says):
    found = cell(xml)
    assert isinstance(found, Unusable)
    assert found.text == shown
    assert says in found.says


def test_a_formula_whose_value_is_no_text_is_an_empty_cell():
    assert rows_of(raw_workbook(inline('<c t="str"><f>""</f><v></v></c><c><v>1</v></c>'))) == [
        (None, "1")
    ]


def test_what_the_library_reads_as_empty_is_found_where_it_stands():
    xml = (
        '<row r="2"><c r="C2"><v>1</v></c></row>'
        '<row r="5"><c r="B5" t="e"><v>#N/A</v></c><c><f>now()</f></c><c r="F5"><v>2</v></c></row>'
        '<row r="9"><c r="D9"><f>A1</f></c></row>'
    )
    found = [
        (number, [str(each or "") for each in cells])
        for number, cells in first_sheet(raw_workbook(xml)).rows
    ]
    assert found == [
        (5, ["", "#N/A", "=now()", "", "", "2"]),
        (9, ["", "", "", "=A1"]),
    ]


def test_an_error_that_the_library_does_not_know_is_named_with_its_cell():
    problem = refusal(raw_workbook('<row r="4"><c r="B4" t="e"><v>#SPILL!</v></c></row>'))
    assert problem.says == "The cell B4 holds an error: write what it should say."
    assert (problem.place.sheet, problem.place.number) == ("Sheet", 4)


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="166" formatCode="0.00&quot; days&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="166"/></cellXfs>'
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
        (4, "1.5", "", "1.5"),
        (1, "1", "", date(1900, 1, 1)),
        (1, "59", "", date(1900, 2, 28)),
        (1, "61", "", date(1900, 3, 1)),
        (1, "0.75", "", "18:00:00"),
        (1, "2958465", "", date(9999, 12, 31)),
        (1, "2958466", "", "2958466"),
        (1, "x", "", "x"),
        (1, "44650", OF_1904, date(2026, 3, 31)),
    ],
)
def test_a_number_is_a_day_if_its_style_shows_one(style, number, properties, value):
    xml = f'<c s="{style}"><v>{number}</v></c>'
    assert cell(xml, styles=STYLES, properties=properties) == value


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


def test_merged_cells_are_known_with_the_first_row():
    def merge(book, sheet):
        sheet.merge_range("A2:B3", "both")

    sheet = first_sheet(workbook({"Sheet": [["A", "B"], ["a"]]}, merge))
    assert list(sheet.rows) == [(2, ("both",))]
    assert sheet.merged == [(2, 3, "A2:B3", 0, 1)]


def test_what_a_workbook_hides_is_known():
    def hide(book, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(1, 2, None, None, {"hidden": True})
        book.get_worksheet_by_name("Secret").hide()
        book.get_worksheet_by_name("Shown").activate()

    rows = [["A", "B", "C", "D"], ["1"], ["2"], ["3"]]
    opened = opened_file(workbook({"Secret": [["x"]], "Shown": rows}, hide))
    assert [source.is_hidden for source in opened.sheets] == [True, False]
    shown = opened.sheets[1].open()
    list(shown.rows)
    assert (shown.hidden_rows, shown.hidden_columns) == ({3}, {1, 2})


def test_sheets_come_in_their_order_with_hidden_ones_and_without_charts():
    def hide(book, sheet):
        sheet.hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=One!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)

    content = workbook({"One": [["a"]], "Two": [["b"]], "Three": []}, hide)
    assert [(sheet.title, sheet.open().header) for sheet in opened_file(content).sheets] == [
        ("One", ("a",)),
        ("Two", ("b",)),
        ("Three", ()),
    ]


def test_a_sheet_can_be_gone_through_again_and_beside_another():
    file = opened_file(workbook({"One": [["a"], ["b"]], "Two": [["c"], ["d"]]}))
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
    data = (
        '<x:row xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:c><x:v>7</x:v></x:c>'
        '<x:c t="e"><x:v>#REF!</x:v></x:c></x:row>'
    )
    assert first_sheet(raw_workbook(data)).header == ("7", "#REF!")


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="x"/>',
        '<row r="4"><c r="é4"><v>1</v></c></row>',
        '<row r="4"><c t="s"><v>7</v></c></row>',
        '<row r="4"><c>',
    ],
)
def test_a_damaged_sheet_is_refused_by_its_name(xml):
    problem = refusal(raw_workbook(xml))
    assert "This file is damaged" in problem.says
    assert problem.place.sheet == "Sheet"


def test_rows_that_are_not_in_order_are_read_by_their_numbers():
    xml = '<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
    sheet = first_sheet(raw_workbook(xml))
    assert (sheet.header, list(sheet.rows)) == (("1",), [(3, ("3",))])


DIVIDED = Unusable("#DIV/0!", "holds an error: write what it should say.")
# What differs between the kinds: a truth value of ODS is a number to the library, an error is known
# in XLSX alone.
ONLY_THERE: dict[str, dict[str, object]] = {
    ".xlsx": {"span": "1.5", "yes": "TRUE", "error": DIVIDED},
    ".xls": {"span": "1.5", "yes": "TRUE"},
    ".ods": {"span": "PT36H00M00S", "yes": "1"},
}


@pytest.mark.parametrize("kind", ONLY_THERE)
def test_what_libreoffice_saved_is_read_alike_from_each_kind(kind):
    file = opened_file(libreoffice(f"office{kind}"))
    assert [(sheet.title, sheet.open().header) for sheet in file.sheets] == [
        ("Register", ("What", "Value")),
        ("Hidden", ("a", "b")),
        ("Empty", ()),
    ]
    sheet = file.sheets[0].open()
    found = [
        (number, str(cells[0]), cells[1] if len(cells) > 1 else None)
        for number, cells in sheet.rows
    ]
    assert [number for number, _, _ in found] == [*range(3, 17), 19]
    assert {title: value for _, title, value in found if value is not None} == {
        "whole number": "3",
        "fraction": "2.5",
        "percent": "0.25",
        "day": date(2026, 3, 31),
        "instant": datetime.fromisoformat("2026-03-31T10:30"),
        "time": "18:00:00",
        "text of digits": "007",
        "lines": "one\ntwo “three” é😀",
        "formula": "3",
        "blanks": "  around  ",
        **ONLY_THERE[kind],
    }
    assert sheet.merged == ([] if kind == ".ods" else [(16, 17, "A16:B17", 0, 1)])


def test_a_binary_workbook_is_read():
    content = binary_workbook([["Head", "Number"], ["é“x”", 2.5]])
    assert rows_of(content) == [("é“x”", "2.5")]


@pytest.mark.parametrize(
    ("content", "is_told"),
    [
        (libreoffice("office.xlsx"), False),
        (workbook({"Sheet": [["A"]]}), False),
        (libreoffice("office.xls"), True),
        (libreoffice("office.ods"), True),
        (binary_workbook([["A"]]), True),
    ],
    ids=["xlsx", "xlsx of ours", "xls", "ods", "xlsb"],
)
def test_people_are_told_where_an_error_looks_like_an_empty_cell(content, is_told):
    told = [note for note in opened_file(content).notes if "cells with an error" in note]
    assert len(told) == is_told


def test_columns_are_named_as_spreadsheets_do():
    assert [column_name(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
