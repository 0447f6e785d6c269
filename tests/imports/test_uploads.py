"""Files that are brought are looked at, kept, and let go."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from ropa.imports.problems import CannotLoad
from ropa.imports.reading import limits
from ropa.imports.reading.opening import open_file
from ropa.imports.uploads import (
    MOST_COUNTED,
    accept_upload,
    count_rows,
    discard_old_imports,
    printable_name,
    reopen_upload,
)
from ropa.models import ImportFile, RegisterImport
from tests.factories import make_team, make_user
from tests.imports.uploading import (
    MAPPING,
    TITLES,
    checked_import,
    entry_line,
    mapped,
    own_entry,
    own_rows,
    spreadsheet,
    uploaded_import,
)

pytestmark = pytest.mark.django_db
State, Kind = RegisterImport.State, RegisterImport.Kind


def test_the_record_says_who_brought_what_and_when():
    ada = make_user("Approver", first_name="Ada", last_name="Example")
    content = own_rows(own_entry("RPA-0001", make_team()))
    imported = uploaded_import(content, ada, "folder/Register 2026.xlsx")
    assert imported.file_name == "folder/Register 2026.xlsx"
    assert imported.digest == hashlib.sha256(content).hexdigest()
    assert (imported.size, imported.rows) == (len(content), 1)
    assert (imported.brought_by, imported.brought_by_name) == (ada, "Ada Example")
    assert abs(imported.brought_at - timezone.now()) < timedelta(minutes=1)
    assert (imported.kind, imported.state) == (Kind.OWN, State.CHECKING)
    assert bytes(imported.file.content) == content
    assert reopen_upload(imported).sheets[0].title == "Entries"


def test_the_columns_of_another_spreadsheet_are_to_be_chosen():
    imported = uploaded_import(spreadsheet(entry_line(1)), make_user("Approver"), "ours.csv")
    assert (imported.kind, imported.state) == (Kind.MAPPED, State.MAPPING)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 and so on", "This is a PDF."),
        (b'{"register": []}', "This JSON was not exported from a register like this one."),
        (b"PK\x03\x04 cut short", "This file is damaged"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_not_kept(content, says):
    with pytest.raises(CannotLoad) as refused:
        uploaded_import(content, make_user("Approver"))
    [problem] = refused.value.problems
    assert says in problem.says
    assert not RegisterImport.objects.exists()


def test_a_file_beyond_the_limit_is_refused_with_the_limit(monkeypatch):
    monkeypatch.setattr(limits, "FILE_SIZE", 2 * limits.MEGABYTE)
    with pytest.raises(CannotLoad, match="larger than 2 MB"):
        accept_upload(BytesIO(b"a,b\n" * limits.MEGABYTE), "large.csv", by=make_user("Approver"))


def test_a_corrected_file_takes_the_place_of_the_other_and_keeps_its_choices():
    # given
    by, team = make_user("Approver"), make_team()
    first = uploaded_import(spreadsheet(entry_line(1)), by, "first.csv")
    mapped(first, team, {"DfE": "dfe"})
    # when
    second = uploaded_import(spreadsheet(entry_line(2)), by, "second.csv", corrects=first)
    # then
    assert (second.corrects, second.state, second.team) == (first, State.CHECKING, team)
    assert (second.mapping, second.names) == (MAPPING, first.names)
    first.refresh_from_db()
    assert first.state == State.DISCARDED
    assert not ImportFile.objects.filter(of=first).exists()


def test_a_corrected_file_with_another_column_asks_what_that_holds():
    by = make_user("Approver")
    first = uploaded_import(spreadsheet(entry_line(1)), by)
    mapped(first, make_team())
    wider = spreadsheet((*entry_line(1), "blue"), titles=(*TITLES, "Favourite colour"))
    assert uploaded_import(wider, by, corrects=first).state == State.MAPPING


def test_a_file_that_cannot_be_read_leaves_the_one_it_corrects():
    by = make_user("Approver")
    first = uploaded_import(spreadsheet(entry_line(1)), by)
    with pytest.raises(CannotLoad):
        uploaded_import(b"", by, corrects=first)
    first.refresh_from_db()
    assert first.is_open
    assert first.file


def test_files_that_nobody_imported_in_time_are_removed():
    # given
    by, team = make_user("Approver"), make_team()
    old, done, fresh = (
        checked_import(own_rows(own_entry(f"RPA-000{number}", team)), by) for number in (1, 2, 3)
    )
    long_ago = timezone.now() - timedelta(days=14, minutes=1)
    RegisterImport.objects.filter(pk__in=[old.pk, done.pk]).update(brought_at=long_ago)
    RegisterImport.objects.filter(pk=done.pk).update(state=State.IMPORTED, finished_at=long_ago)
    # when
    assert discard_old_imports(timezone.now()) == 1
    # then
    old.refresh_from_db()
    assert old.state == State.DISCARDED
    assert old.failure == "Nobody imported it within 14 days, so the file was removed."
    assert (old.problems, old.changes) == ([], [])
    assert set(ImportFile.objects.values_list("of", flat=True)) == {done.pk, fresh.pk}


def test_names_of_files_are_kept_as_they_can_be_shown():
    assert printable_name("Verzeichnis – März.xlsx") == "Verzeichnis – März.xlsx"
    assert printable_name("a\0b\n\u202excod.exe") == "a\ufffdb\ufffd\ufffdxcod.exe"
    assert printable_name("  ") == "file"
    assert printable_name("x" * 300 + ".csv") == "x" * 251 + ".csv"


def test_rows_are_counted_until_they_are_many():
    few = open_file(BytesIO(spreadsheet(*map(entry_line, range(7)))), "few")
    many = open_file(BytesIO(spreadsheet(*map(entry_line, range(MOST_COUNTED + 50)))), "many")
    assert count_rows(few, 1) == 7
    assert count_rows(many, 1) == MOST_COUNTED + 1
