"""The files of a report: each holds every entry with all its parts, and is the same each time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from ropa.actions.retiring import retire_activity
from ropa.documents.build import activity_document
from ropa.documents.notices import draft_notice_document
from ropa.documents.schema import ActivityDocument
from ropa.models import Version
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.tables.entries import activity_row
from ropa.tables.sheets import sheets_of
from tests.factories import (
    approve,
    frozen,
    make_activity,
    make_bare_activity,
    make_notice,
    make_user,
    publish,
)
from tests.public.test_updates import marked
from tests.reports.making import (
    NAMES,
    READABLE,
    approve_again,
    approved,
    csv_rows,
    csv_sheets,
    filled_entry,
    kind_named,
    references_in,
    references_of,
    report_bytes,
    text_in,
    workbook,
)

pytestmark = pytest.mark.django_db

PUBLIC = Selection(is_public=True)
SECRET = "SECRET-OF-STAFF-"
LONG_AGO = Selection(at=datetime(2001, 1, 1, tzinfo=UTC))


@pytest.fixture
def filled() -> ActivityDocument:
    """An approved entry with something in every field and every kind of part."""
    activity = filled_entry()
    document = activity_document(activity)
    frozen(activity, document)
    return document


# Everything is there


@pytest.mark.parametrize("name", READABLE)
def test_every_entry_in_force_is_in_the_file_in_order(name):
    # given
    entries = approved(3)
    ended = approved(1)[0]
    retire_activity(
        activity=ended, by=make_user("Approver"), reason="Over.", change_note="It has ended."
    )
    make_activity()

    # when, then
    assert references_in(name, report_bytes(name)) == references_of(entries)


@pytest.mark.parametrize("name", READABLE)
def test_drafts_hold_what_was_never_approved_too(name):
    entries = [*approved(1), make_activity(), make_bare_activity()]
    assert references_in(name, report_bytes(name, Selection(is_draft=True))) == references_of(
        entries
    )


def test_every_part_is_a_row_with_all_its_words_in_both_kinds_of_sheets(filled):
    # given
    row = activity_row(filled)
    parts = {sheet: row[sheet.part] for sheet in sheets_of("activities") if sheet.part}
    assert all(parts.values())

    # when
    book, files = workbook(report_bytes("xlsx")), csv_sheets(report_bytes("csv-sheets"))

    # then
    for sheet, rows in parts.items():
        in_book, in_file = book[sheet.title][1:], files[f"{sheet.name.replace('.', '-')}.csv"][1:]
        assert len(in_book) == len(in_file) == len(rows), sheet.title
        assert {cells[0] for cells in in_book} == {cells[0] for cells in in_file} == {"RPA-0001"}
        for part, cells, texts in zip(rows, in_book, in_file, strict=True):
            words = {value for value in part.values() if isinstance(value, str) and "." in value}
            assert words <= set(cells), sheet.title
            assert words <= set(texts), sheet.title


def test_the_notices_come_along_with_their_sections_and_readers():
    # given
    notice = make_notice(*approved(1), title="About inspecting")
    frozen(notice, draft_notice_document(notice))
    section = notice.sections.get()

    # when
    book = workbook(report_bytes("xlsx"))

    # then
    assert [row[0] for row in book["Notices"][1:]] == [notice.slug]
    assert section.slug in book["Sections of notices"][1]
    assert [row[0] for row in book["Readers addressed"][1:]] == [f"{notice.slug}/{section.slug}"]
    assert json.loads(report_bytes("json"))["notices"][0]["document"]["title"] == "About inspecting"


def test_the_cover_says_what_whose_as_at_when_and_how_to_check():
    # given
    entry = approved(1)[0]
    head = Version.objects.get()

    # when
    cover = dict(workbook(report_bytes("xlsx", Selection(at=timezone.now())))["About"])

    # then
    assert cover["What it holds"].startswith("What was approved, as at ")
    assert cover["Entries"] == "1"
    assert head.row_hash in cover["Chain of versions"]
    assert cover["Digest of the content"] == f"SHA-256 {json.loads(report_bytes('json'))['digest']}"
    assert entry.team.organisation.name in cover["Controller (only controller)"]


# Cells


def test_dates_are_dates():
    activity = make_activity(review_due_on=date(2027, 3, 14))
    drafts = workbook(report_bytes("xlsx", Selection(is_draft=True)))["Entries"]
    assert drafts[1][drafts[0].index("Review due on")] == datetime(2027, 3, 14)  # noqa: DTZ001

    version = approve_again(activity)
    entries = workbook(report_bytes("xlsx"))["Entries"]
    # Dates of review are of drafts: they are no part of what was approved.
    assert not {"Last reviewed on", "Review due on"} & set(entries[0])
    when = timezone.localtime(version.created_at).replace(tzinfo=None)
    shown = entries[1][entries[0].index("Approved")]
    assert abs((shown - when).total_seconds()) < 1


def test_each_entry_says_which_version_it_is_and_who_approved_it():
    # given
    activity = make_activity()
    approve_again(activity)
    version = approve_again(activity, summary="It does more now.")
    # when
    titles, cells = workbook(report_bytes("xlsx"))["Entries"]
    # then
    beside = dict(zip(titles, cells, strict=True))
    assert beside["Version"] == 2
    assert beside["Approved by"] == version.created_by_name
    assert beside["Digest"] == version.digest


ODD = ("=1+1", "+44", "-1", "@SUM(1)", "\t=1", "\r=1", "'quoted", " =1", "http://example.org/")


def test_each_row_of_a_workbook_is_as_high_as_its_texts(db):
    # given an entry with a text of many lines
    approve(make_activity(summary="A long account. " * 40, title="Short"))
    # when
    book = load_workbook(BytesIO(report_bytes("xlsx")))
    # then none is higher than programs show; one line is what programs take unasked
    for sheet in book:
        heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
        assert all(13 <= height <= 409 for height in heights), sheet.title
    entries = book["Entries"]
    assert entries.row_dimensions[2].height >= 15 * 640 / 44
    assert book.properties.title == "Record of processing activities"


def test_no_text_becomes_a_formula_and_each_is_read_back_as_it_was():
    # given
    for place, text in enumerate(ODD):
        frozen(
            (activity := make_activity(title=f"{text} {place}", summary=text)),
            activity_document(activity),
        )

    # when
    content = report_bytes("xlsx")
    book = load_workbook(BytesIO(content))
    table, files = report_bytes("csv"), report_bytes("csv-sheets")

    # then
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    links = {cell.value: cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert links.pop("http://example.org/") == "http://example.org/"
    assert all(target in {text, f"mailto:{text}"} for text, target in links.items())
    assert "<f>" not in text_in(content)
    rows = workbook(content)["Entries"]
    in_book = [row[rows[0].index("Summary")] for row in rows[1:]]
    # A spreadsheet's own file has no carriage returns but as “_x000D_”, which openpyxl leaves.
    assert [text.replace("_x000D_", "\r") for text in in_book] == list(ODD)
    entries = csv_sheets(files)["activities.csv"]
    assert [row[entries[0].index("Summary")] for row in entries[1:]] == list(ODD)
    with ZipFile(BytesIO(files)) as archive:
        raw = [archive.read("activities.csv").decode(), table.decode("utf-8-sig")]
    for text in raw:
        assert "'=1+1" in text
        assert not [cell for cell in text.split(",") if cell.strip('"')[:1] in set("=+-@\t\r＝")]


def test_a_text_longer_than_a_cell_is_there_whole():
    # given
    words = " ".join(map(str, range(9000)))
    frozen((activity := make_activity(summary=words)), activity_document(activity))
    assert len(words) > 32_767

    # when
    everything = "".join(
        str(cell)
        for rows in workbook(report_bytes("xlsx")).values()
        for row in rows
        for cell in row
    )

    # then
    assert all(f" {number} " in everything for number in (1, 4500, 8998))
    assert csv_sheets(report_bytes("csv-sheets"))["activities.csv"][1].count(words) == 1


# The same each time


@pytest.mark.parametrize("name", NAMES)
def test_the_same_content_is_the_same_file(name):
    approved(2)
    assert report_bytes(name) == report_bytes(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_register_as_at_a_day_is_the_same_file_whatever_was_approved_later(name):
    # given a register, and its file as at a day
    entry = approved(1, summary="As it was then.")[0]
    publish(make_notice(entry, introduction="Said then."))
    day = Selection(at=timezone.now())
    then = report_bytes(name, day)

    # when it changes
    approve_again(entry, summary="As it is now.")
    approved(1)

    # then
    assert report_bytes(name, day) == then
    if name in READABLE:
        assert report_bytes(name) != then
    if name in {"xlsx", "csv-sheets", "json", "jsonld"}:
        assert "As it was then." in text_in(then)
        assert "As it is now." not in text_in(then)
        assert "As it is now." in text_in(report_bytes(name))


def test_what_is_approved_while_a_file_is_written_is_not_in_it():
    # given
    entries = approved(2)
    before = report_bytes("json")

    # when
    pieces = kind_named("json").write(report(Selection()))
    content = next(pieces)
    approve_again(entries[1], summary="Too late for this file.")
    content += b"".join(pieces)

    # then
    assert content == before


# Nothing is there


@pytest.mark.parametrize("name", NAMES)
def test_before_the_first_version_the_file_is_empty_and_says_so(name):
    approved(1)
    content = report_bytes(name, LONG_AGO)
    if name in READABLE:
        assert references_in(name, content) == []
    match name:
        case "json":
            said = json.loads(content)
            assert said["counts"] == {"entries": 0, "notices": 0, "rows": 0}
            assert said["about"]["head"] is None
            assert said["about"]["as_at"] == "2001-01-01T00:00:00+00:00"
        case "xlsx":
            cover = dict(workbook(content)["About"])
            assert (
                cover["Entries"] == "None: nothing had been approved by then. Choose a later day."
            )
            assert cover["Chain of versions"] == "No version had been made"
        case "csv" | "csv-law-enforcement" | "csv-processor":
            assert len(csv_rows(content)) == 1
        case "csv-sheets":
            assert {len(rows) for rows in csv_sheets(content).values()} == {1}
        case "jsonld":
            assert "as at 1 January 2001" in content.decode()
        case "evidence":
            with ZipFile(BytesIO(content)) as archive:
                assert json.loads(archive.read("manifest.json"))["about"]["head"] is None
                assert archive.read("chain.jsonl") == b""


@pytest.mark.parametrize("name", READABLE)
def test_a_register_without_any_version_is_an_empty_file_too(name):
    assert references_in(name, report_bytes(name)) == []


# For the public


@pytest.mark.parametrize("name", READABLE)
def test_nothing_internal_is_in_what_the_public_may_have(name):
    # given an entry and a notice with a secret in every internal field
    activity = filled_entry()
    document = activity_document(activity)
    frozen(activity, marked(document, SECRET))
    notice = make_notice(activity, internal_note="A note.")
    frozen(notice, marked(draft_notice_document(notice), SECRET))
    assert all(each.document.count(SECRET) > 5 for each in Version.objects.all())
    assert SECRET in text_in(report_bytes("json"))

    # when
    content = report_bytes(name, PUBLIC)

    # then
    assert references_in(name, content) == [activity.reference]
    assert SECRET not in text_in(content)


@pytest.mark.parametrize("name", READABLE)
def test_the_public_does_not_learn_who_decided_or_why(name):
    activity = make_activity()
    frozen(activity, activity_document(activity))
    version = Version.objects.get()
    content = text_in(report_bytes(name, PUBLIC))
    assert version.created_by_name not in content
    assert version.reason not in content


@pytest.mark.parametrize("name", READABLE)
def test_what_is_not_public_is_not_in_what_the_public_may_have(name):
    # given one that is, one that is not, and one that was taken out of the public record
    shown = approved(1)
    approved(1, is_public=False)
    taken_out = approved(1)[0]
    taken_out.is_public = False
    approve_again(taken_out)

    # when, then
    assert references_in(name, report_bytes(name, PUBLIC)) == references_of(shown)


# Queries

QUERIES = {
    "xlsx": 4,
    "csv": 2,
    "csv-law-enforcement": 2,
    "csv-processor": 2,
    "csv-sheets": 3,
    "json": 3,
    "jsonld": 2,
}


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("number", [3, 30])
def test_few_and_many_entries_take_the_same_queries(name, number, django_assert_num_queries):
    for entry in approved(number):
        publish(make_notice(entry))
    with django_assert_num_queries(QUERIES[name]):
        report_bytes(name)
