"""What a file is, its content tells; what cannot be read is refused with what to do."""

from __future__ import annotations

import itertools

import pytest

from ropa.imports.problems import CannotLoad
from ropa.imports.reading.file_kinds import FileKind

from .files import libreoffice, opened_file, raw_workbook, refusal, workbook, zipped

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (workbook({"Sheet": [["A"]]}), FileKind.WORKBOOK),
        (raw_workbook(""), FileKind.WORKBOOK),
        (zipped({"teams.csv": b"Code\n"}), FileKind.CSV_ZIP),
        (b'{"about": 1}', FileKind.JSON),
        (b'\xef\xbb\xbf\n [{"a": 1}]', FileKind.JSON),
        (b"Code,Name\n", FileKind.CSV),
        (b"[Code],Name\n", FileKind.CSV),
        (b"PK,Name\n", FileKind.CSV),
        (libreoffice("office.xls"), FileKind.WORKBOOK),
        (libreoffice("office.ods"), FileKind.WORKBOOK),
    ],
)
def test_the_content_tells_what_a_file_is_whatever_its_name(content, kind):
    assert opened_file(content, "holiday.jpg").kind is kind


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"{\\rtf1", "text document"),
        (b"\x1f\x8b\x08", "Unpack it"),
        (b"<!DOCTYPE html><table>", "a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "a web page or other XML"),
        (b"\x00\x01\x02", "neither a workbook nor text"),
        (OLD_OFFICE, "old Office program"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLD_OFFICE + "Workbook".encode("utf-16-le"), "no spreadsheet that can be read here"),
        (
            zipped({"[Content_Types].xml": b"", "xl/_rels/workbook.xml.rels": b"<a/>"}),
            "no spreadsheet",
        ),
        (zipped({"mimetype": b"application/vnd.oasis"}), "no spreadsheet that can be read here"),
        (zipped({"a.xlsx": b"PK"}), "no CSV files inside"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "damaged"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (zipped({"a.csv": b"A"})[:-30], "damaged"),
    ],
    # What a ZIP file says of the time it was made would tell the runs of a test apart.
    ids=itertools.count(),
)
def test_other_files_are_refused_with_what_to_do(content, says):
    problem = refusal(content)
    assert says in problem.says
    assert str(problem).startswith("file: ")


def test_an_office_file_that_is_no_workbook_is_refused():
    relation = (
        '<Relationships><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.bin"/>'
        "</Relationships>"
    )
    content = zipped({"[Content_Types].xml": b"", "_rels/.rels": relation.encode()})
    assert "no spreadsheet that can be read here" in refusal(content).says


def test_a_file_with_a_password_is_refused():
    content = bytearray(zipped({"teams.csv": b"Code"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "protected with a password" in refusal(bytes(content)).says


def test_a_problem_of_a_file_names_it():
    with pytest.raises(CannotLoad) as refused:
        opened_file(b"%PDF", "plan.pdf")
    assert str(refused.value).startswith("plan.pdf: This is a PDF. Save what you want to bring")
