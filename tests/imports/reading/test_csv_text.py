"""Comma-separated text is read as a spreadsheet reads it; what could lose letters is refused."""

from __future__ import annotations

from io import BytesIO

import pytest

from ropa.imports.reading.opening import open_file

from .files import first_sheet, opened_file, refusal, rows_of, zipped


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_cells_is_told_from_the_header(delimiter):
    text = delimiter.join(("Code", '"Name, or; name"', "Note")) + "\n" + delimiter.join("abc")
    sheet = first_sheet(text.encode())
    assert sheet.header == ("Code", "Name, or; name", "Note")
    assert list(sheet.rows) == [(2, ("a", "b", "c"))]


def test_what_parts_cells_is_told_below_a_line_with_a_title():
    # given a title and cells with more commas than there are semicolons in a row
    text = (
        "Register of processing, Example Council, 2026\n"
        "Title;Purpose;Lawful basis\n"
        "Library loans;To lend books, films, music;Public task\n"
        "Halls;To let halls, rooms, gardens, kitchens;Contract\n"
    )
    # when
    sheet = first_sheet(text.encode())
    # then
    assert sheet.header == ("Register of processing, Example Council, 2026",)
    assert list(sheet.rows)[1] == (
        3,
        ("Library loans", "To lend books, films, music", "Public task"),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1252"])
def test_other_encodings_are_told_apart_by_what_stands_in_the_text(encoding):
    # given
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    content = mark + "Title;Purpose\nCafé;sell crêpes – £5\n".encode(encoding)
    # when
    opened = opened_file(content)
    sheet = opened.sheets[0].open()
    rows = list(sheet.rows)
    # then, and what is a guess is told
    assert sheet.header == ("Title", "Purpose")
    assert rows == [(2, ("Café", "sell crêpes – £5"))]
    assert [note[:30] for note in opened.notes] == (
        ["The text is not in UTF-8. It w"] if encoding == "cp1252" else []
    )


def test_a_byte_order_mark_is_no_part_of_the_first_title():
    assert first_sheet(b"\xef\xbb\xbfCode,Name\n").header == ("Code", "Name")


def test_text_keeps_its_line_breaks_blanks_and_quotation_marks():
    content = b'A,B\r\n" a\r\nb\rc\n","say ""so"""\r\n'
    assert rows_of(content) == [(" a\r\nb\rc\n", 'say "so"')]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_rows_are_counted_as_a_spreadsheet_counts_them(ending):
    text = ending.join(('A,"B', 'b"', ",", '1,"x', 'y"', "", "2"))
    sheet = first_sheet(text.encode())
    assert [(number, cells[0]) for number, cells in sheet.rows] == [(3, "1"), (5, "2")]


def test_a_file_can_be_gone_through_again():
    with BytesIO(b"A\nb\n") as file:
        [source] = open_file(file, "x.csv").sheets
        assert source.open().header == ("A",)
        assert [list(source.open().rows) for _ in range(2)] == [[(2, ("b",))]] * 2


@pytest.mark.parametrize(
    ("content", "row", "says"),
    [
        (b"A\nb\n\xe9\x81\n", 3, "not in UTF-8"),
        ("A\né\n".encode("utf-32"), 0, "not in UTF-8"),
        (b"\xff\xfeA\0\n\0\0\xd8\n\0", 1, "not in UTF-8"),
        (b'A\n"b\nc', 2, "quotation mark"),
        (b'A\n"b"c\n', 2, "quotation mark"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_stands(content, row, says):
    problem = refusal(content)
    assert says in problem.says
    assert problem.place.number == row


def test_nothing_is_read_from_text_that_is_not_utf_8_however_far_in():
    content = b"A\n" + b"b\n" * 20_000 + b"\x81\n"
    assert refusal(content).place.number == 20_002


def test_the_character_nobody_can_keep_makes_a_cell_unusable():
    rows = rows_of(b"A\n" + b"b\n" * 5000 + b"\0\n")
    assert str(rows[-1][0]) == "�"


def test_a_zip_of_csv_has_a_sheet_for_each_and_names_what_else_it_holds():
    content = {
        "data/teams.csv": b"Code\na\n",
        "Notices.CSV": b"Address\nb\n",
        "csv-metadata.json": b"{}",
        "__MACOSX/._teams.csv": b"\0",
        "data/.DS_Store": b"\0",
        "read-me.txt": b"hello",
    }
    file = opened_file(zipped(content))
    assert [(sheet.title, list(sheet.open().rows)) for sheet in file.sheets] == [
        ("teams.csv", [(2, ("a",))]),
        ("Notices.CSV", [(2, ("b",))]),
    ]
    assert file.others == ("read-me.txt",)
