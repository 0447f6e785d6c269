"""What is beyond a limit is refused with the limit named, before it takes up memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from django.conf import settings

from ropa.imports.reading import limits
from ropa.imports.reading.csv_text import csv_rows

from .files import csv_text, first_sheet, raw_workbook, refusal, rows_of, workbook, zipped

MEGABYTE = 1024 * 1024


@pytest.fixture
def peak():
    """What was held in memory at most since the test began, in bytes."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    yield lambda: tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()


def lower(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setattr(limits, name, value)


def test_the_limits_are_those_that_people_are_told():
    """In docs and messages: change both together."""
    assert limits.FILE_SIZE == 50 * MEGABYTE
    assert limits.UNPACKED_SIZE == 500 * MEGABYTE
    assert (limits.SHEETS, limits.COLUMNS, limits.ROWS) == (100, 300, 500_000)
    assert (limits.TEXT, limits.JSON_DEPTH) == (1_000_000, 60)
    assert (limits.MEMORY, limits.SECONDS) == (1024 * MEGABYTE, 60)


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch):
    lower(monkeypatch, FILE_SIZE=3 * MEGABYTE)
    assert "larger than 3 MB" in refusal(b"A" * (3 * MEGABYTE + 1)).says


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    lower(monkeypatch, UNPACKED_SIZE=2 * MEGABYTE)
    content = zipped({f"{number}.csv": b"Code\n" * 100_000 for number in range(5)})
    assert "Unpacked, this file is larger than 2 MB" in refusal(content).says


def test_a_member_made_to_explode_is_refused_without_being_unpacked(peak):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive, archive.open("teams.csv", "w") as member:
        for _ in range(100):
            member.write(bytes(MEGABYTE))
    held = peak()
    problem = refusal(made.getvalue())
    assert "grows more than 250 times" in problem.says
    assert peak() - held < MEGABYTE


def test_one_member_listed_again_and_again_is_refused():
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("teams.csv", b"Code\n")
        archive.filelist += archive.filelist * 5
    assert "two files of the same name" in refusal(made.getvalue()).says


def test_a_zip_with_too_many_members_is_refused(monkeypatch):
    lower(monkeypatch, MEMBERS=5)
    content = zipped({f"{number}.txt": b"" for number in range(6)})
    assert "has 6 files inside. At most 5" in refusal(content).says


def test_a_list_of_members_that_is_too_long_is_not_read(peak):
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("teams.csv", b"Code\n")
        archive.filelist *= 30_000
    held = peak()
    assert "too many files inside" in refusal(made.getvalue()).says
    assert peak() - held < 6 * MEGABYTE


def test_a_zip_packed_in_an_unusual_way_is_refused():
    made = BytesIO()
    with ZipFile(made, "w", ZIP_LZMA) as archive:
        archive.writestr("teams.csv", b"Code\n")
    assert "deflate" in refusal(made.getvalue()).says


def test_too_many_sheets_are_refused(monkeypatch):
    lower(monkeypatch, SHEETS=2)
    assert "3 sheets. At most 2" in refusal(workbook({name: [] for name in "abc"})).says
    assert "3 CSV files inside" in refusal(zipped({f"{n}.csv": b"A" for n in "abc"})).says


THOUSAND = [f"title {number}" for number in range(1000)]


@pytest.mark.parametrize(
    "content", [workbook({"Sheet": [THOUSAND] * 2}), csv_text([THOUSAND] * 2).encode()]
)
def test_a_thousand_columns_are_refused(content, peak):
    problem = refusal(content)
    assert "At most 300" in problem.says
    assert problem.place.number == 1
    assert peak() < 4 * MEGABYTE


def test_columns_that_are_empty_do_not_count():
    xml = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZ1" s="1"/></row>'
    assert first_sheet(raw_workbook(xml)).header == ("1",)
    assert first_sheet(b"1" + b"," * 1000 + b"\n").header == ("1",)


def test_too_many_rows_are_refused(monkeypatch):
    lower(monkeypatch, ROWS=3)
    rows = [["a"]] * 4
    for content in (workbook({"Sheet": rows}), csv_text(rows).encode()):
        problem = refusal(content)
        assert "more than 3 rows" in problem.says
        assert problem.place.number == 4


def test_too_many_cells_in_all_sheets_together_are_refused(monkeypatch):
    lower(monkeypatch, CELLS=5)
    problem = refusal(workbook({"One": [["a", "b"], ["c"]], "Two": [["d"], ["e", None, "f"]]}))
    assert "more than 5 cells" in problem.says
    assert (problem.place.sheet, problem.place.number) == ("Two", 2)


def test_a_cell_that_is_too_long_is_refused_with_its_row(peak):
    long = "x" * (limits.TEXT + 1)
    xml = f'<row r="7"><c t="inlineStr"><is><t>{long}</t></is></c></row>'
    for content, row in ((raw_workbook(xml), 7), (f'A\nb\n"{long}"\n'.encode(), 3)):
        problem = refusal(content)
        assert "more than 1,000,000 characters" in problem.says
        assert problem.place.number == row


def test_a_cell_at_the_limit_is_read():
    long = "x" * limits.TEXT
    assert rows_of(f"A\n{long}\n".encode()) == [(long,)]


def test_a_row_of_text_without_an_end_is_not_gathered(peak):
    rows = csv_rows(_Endless(b"a,b\n", b'"x\n",' * 10_000))
    with pytest.raises(Exception, match="more than 5,000,000 characters"):
        list(rows)
    assert peak() < 100 * MEGABYTE


class _Endless(BytesIO):
    """A file that never ends."""

    def __init__(self, first: bytes, again: bytes) -> None:
        super().__init__(first)
        self._again = again

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read(size) or self._again

    def read(self, size: int | None = -1, /) -> bytes:
        return self.read1(size)


FAR_APART = (
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
)
ROW_OF_TEXTS = "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"


@pytest.mark.parametrize(
    "content",
    [
        raw_workbook(FAR_APART),
        raw_workbook('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ1"><v>1</v></c></row>'),
        raw_workbook(ROW_OF_TEXTS * 200, strings=f"<si><t>{'x' * 1_000_000}</t></si>"),
    ],
    ids=["two cells far apart", "a far column", "one text ten thousand times"],
)
def test_a_spreadsheet_that_takes_up_too_much_memory_ends_only_its_own_process(content, peak):
    assert "more memory than any register does" in refusal(content).says
    assert peak() < 4 * MEGABYTE


def test_a_row_beyond_the_last_is_refused_before_those_between_are_gone_through():
    problem = refusal(raw_workbook('<row><c r="A4294967295"><v>1</v></c></row>'))
    assert "its rows go further than those of any spreadsheet" in problem.says


def test_a_spreadsheet_that_takes_too_long_is_refused(monkeypatch):
    lower(monkeypatch, SECONDS=1)
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(400_000))
    assert "takes more than 1 seconds" in refusal(raw_workbook(rows)).says


TELL_LIMITS = """
import resource
from pathlib import Path
from ropa.imports.reading.spreadsheet_program import limit_resources

limit_resources(2**29, 9)
print(Path("/proc/self/oom_score_adj").read_text())
for each in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
    print(resource.getrlimit(each)[0])
"""


def test_the_process_that_reads_a_spreadsheet_is_held_to_its_limits_and_the_first_to_end():
    command = [sys.executable, "-c", TELL_LIMITS]
    told = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, cwd=settings.BASE_DIR, text=True
    ).stdout
    assert told.split() == ["1000", str(2**29), "9", str(500 * MEGABYTE), "0"]


def test_the_process_that_reads_a_spreadsheet_has_no_environment(monkeypatch):
    given = {}
    run = subprocess.run

    def noted(*args, **options):
        given.update(options)
        return run(*args, **options)

    monkeypatch.setattr(subprocess, "run", noted)
    first_sheet(workbook({"Sheet": [["A"]]}))
    assert given["env"] == {}


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_xml_with_a_document_type_is_refused(doctype):
    assert "declares a document type" in refusal(raw_workbook("", head=doctype)).says


def test_json_that_nests_too_deep_or_holds_too_much_is_refused(peak):
    deep = b'{"a":' * 61 + b"1" + b"}" * 61
    assert "nested more than 60 deep" in refusal(deep).says
    assert "nested more than 60 deep" in refusal(b'{"a":' * 99_999).says
    groups = b'{"a":[' + b"[]," * limits.JSON_GROUPS + b"[]]}"
    assert "more than 1,500,000 lists" in refusal(groups).says
    assert peak() < 30 * MEGABYTE


def test_a_long_sheet_is_gone_through_row_by_row(peak):
    row = "<row>" + "<c><v>1</v></c>" * 10 + "</row>"
    content = raw_workbook(row * 20_000)
    held = peak()
    assert sum(1 for _ in first_sheet(content).rows) == 19_999
    assert peak() - held < 3 * MEGABYTE
