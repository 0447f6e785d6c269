"""Bringing files in the staff interface: the list, the page of each, and what is done with it."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ropa.admin.imports.access import NOT_YOURS
from ropa.background.channels import Progress
from ropa.background.worker import do_waiting_jobs
from ropa.imports import starting
from ropa.imports.mapping.results import ORGANISATIONS
from ropa.imports.reading import limits
from ropa.imports.starting import Step, start_import
from ropa.models import ImportFile, Job, ProcessingActivity, RegisterImport, Worker
from tests.admin.forms import signed_in, text_of
from tests.factories import approve, make_activity, make_organisation, make_team, make_user
from tests.imports.reading.files import workbook
from tests.imports.uploading import after_step, checked_import, own_entry, own_rows, uploaded_import

pytestmark = pytest.mark.django_db
State = RegisterImport.State


@pytest.fixture
def team():
    return make_team(name="The Office")


@pytest.fixture
def approver():
    return make_user("Approver", first_name="Ada", last_name="Example")


@pytest.fixture
def client(approver):
    return signed_in(approver)


def url(name: str, imported: RegisterImport | None = None) -> str:
    return reverse(f"admin:import{name}", args=[imported.pk] if imported else [])


def sent(client, address, content: bytes, name="register.xlsx", **more):
    return client.post(address, {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def problems_in(number: int, by, team) -> RegisterImport:
    """An import in which a check found so many problems."""
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), by)
    imported.problems = [
        {
            "sheet": "Entries",
            "row": f"{row}",
            "column": "Title",
            "value": f"=v{row}",
            "says": "Mend.",
        }
        for row in range(2, number + 2)
    ]
    imported.problem_count = number
    imported.save()
    return imported


# The way through


def test_a_file_is_brought_checked_and_imported(client, team, approver):
    # when
    page = sent(client, url(""), own_rows(own_entry("RPA-7001", team)))
    # then
    imported = RegisterImport.objects.get()
    assert page.redirect_chain == [(url("-one", imported), 302)]
    text = text_of(page.text)
    assert "Ready to import" in text
    assert "1 row would be created, 0 changed, 0 removed and 0 left alone" in text
    assert "RPA-7001 Title of RPA-7001 Entries Created" in text
    assert imported.digest in text
    assert not ProcessingActivity.objects.exists()
    # when
    page = client.post(url("-carry-out", imported), follow=True)
    # then
    entry = ProcessingActivity.objects.get()
    assert "1 row created, 0 changed" in text_of(page.text)
    assert f'href="{reverse("admin:ropa_processingactivity_change", args=[entry.pk])}"' in page.text
    assert f"who={approver.pk}" in page.text


def test_problems_are_told_corrected_and_the_file_brought_again(client, team):
    wrong = own_rows(own_entry("RPA-7001", team) | {"Public": "maybe"})
    page = sent(client, url(""), wrong, "wrong.xlsx")
    first = RegisterImport.objects.get()
    text = text_of(page.text)
    assert "1 problem. Nothing is imported until it is corrected." in text
    assert "Entries 2 Public maybe" in text
    assert "Import as drafts" not in text
    # when
    right = own_rows(own_entry("RPA-7001", team) | {"Public": "Yes"})
    page = sent(client, url("-correct", first), right, "right.xlsx")
    # then
    assert "Ready to import" in text_of(page.text)
    first.refresh_from_db()
    assert first.state == State.DISCARDED
    assert "right.xlsx" in client.get(url("-one", first)).text


def test_what_differs_in_changed_rows_is_said_and_linked(client, approver):
    there = make_activity()
    imported = checked_import(
        own_rows({"Reference": there.reference, "Title": "Another"}), approver
    )
    page = client.get(url("-one", imported))
    assert "Entries Changed: title" in text_of(page.text)
    assert reverse("admin:ropa_processingactivity_change", args=[there.pk]) in page.text


def test_a_file_that_says_nothing_new_cannot_be_imported(client, approver):
    there = make_activity()
    imported = checked_import(
        own_rows({"Reference": there.reference, "Title": there.title}), approver
    )
    page = client.get(url("-one", imported))
    assert "The register says all of this already." in text_of(page.text)
    assert "Import as drafts" not in page.text
    client.post(url("-carry-out", imported))
    imported.refresh_from_db()
    assert imported.state == State.CHECKED


def test_what_the_register_says_meanwhile_is_found_at_the_last_moment(client, team, approver):
    imported = checked_import(own_rows(own_entry("RPA-7001", team, Title="Taken")), approver)
    make_activity(title="Taken")
    text = text_of(client.post(url("-carry-out", imported), follow=True).text)
    assert "1 problem" in text
    assert ProcessingActivity.objects.count() == 1


def test_the_history_and_the_import_name_one_another(client, team, approver):
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver, "Ours.xlsx")
    after_step(imported, Step.CARRY_OUT, approver)
    entry = ProcessingActivity.objects.get()
    history = reverse("admin:ropa_processingactivity_history", args=[entry.pk])
    said = f"Imported from Ours.xlsx, SHA-256 {imported.digest[:16]}"
    assert said in text_of(client.get(history).text)
    found = client.get(url(""), {"find": imported.digest[:16].upper()})
    assert url("-one", imported) in found.text
    assert url("-one", imported) not in client.get(url(""), {"find": "other"}).text


def test_a_discarded_file_is_gone(client, team, approver):
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    page = client.post(url("-discard", imported), follow=True)
    assert "Nothing was imported." in text_of(page.text)
    assert not ImportFile.objects.exists()
    for name in ("-carry-out", "-check", "-discard", "-names", "-correct"):
        client.post(url(name, imported))
    imported.refresh_from_db()
    assert imported.state == State.DISCARDED
    assert not ProcessingActivity.objects.exists()


def test_bringing_a_file_removes_what_nobody_imported_in_time(client, team, approver):
    old = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    RegisterImport.objects.update(brought_at=timezone.now() - timedelta(days=15))
    sent(client, url(""), own_rows(own_entry("RPA-7002", team)))
    old.refresh_from_db()
    assert old.state == State.DISCARDED
    assert "within 14 days" in text_of(client.get(url("-one", old)).text)


def test_asking_for_what_takes_a_button_leads_to_the_page(client, team, approver):
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    for name in ("-carry-out", "-check", "-discard", "-names", "-correct", "-columns"):
        assert client.get(url(name, imported)).url == url("-one", imported)
    imported.refresh_from_db()
    assert imported.state == State.CHECKED


# What cannot be imported


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG and so on", "This is a picture."),
        (b'a,b\n1,"2', "register.xlsx, row 2: The row has a quotation mark that does not fit."),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "nested more than 60 deep"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_field(client, content, says):
    page = sent(client, url(""), content)
    assert page.status_code == 400
    assert says in text_of(page.text)
    assert '<a href="#file">' in page.text
    assert 'aria-invalid="true"' in page.text
    assert not RegisterImport.objects.exists()


def test_no_file_is_told_too(client):
    page = client.post(url(""))
    assert (page.status_code, "Choose a file." in page.text) == (400, True)


def test_a_file_beyond_the_limit_is_not_read_to_its_end(client, monkeypatch):
    monkeypatch.setattr(limits, "FILE_SIZE", limits.MEGABYTE)
    page = sent(client, url(""), b"a,b\n" * (limits.MEGABYTE // 2))
    assert page.status_code == 400
    assert "The file is larger than 1 MB, the most that is taken." in text_of(page.text)


def test_a_forged_request_is_refused(approver, team):
    client = Client(enforce_csrf_checks=True)
    client.force_login(approver)
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    for address in (url(""), url("-correct", imported), url("-carry-out", imported)):
        assert sent(client, address, own_rows(own_entry("RPA-7002", team))).status_code == 403
    assert RegisterImport.objects.count() == 1


def test_the_name_of_a_file_is_text(client, team):
    page = sent(client, url(""), own_rows(own_entry("RPA-7001", team)), "<b>\u202efdp.xlsx")
    assert "<bdi>&lt;b&gt;fdp.xlsx</bdi>" in page.text


# Who may


@pytest.mark.parametrize("role", ["Auditor", "Administrator"])
def test_those_who_change_no_entries_import_none(role, team):
    client = signed_in(make_user(role, team))
    page = sent(client, url(""), own_rows(own_entry("RPA-7001", team)))
    assert page.status_code == 403
    assert "None of your roles lets you" in text_of(page.text)
    assert not RegisterImport.objects.exists()


def test_an_editor_imports_into_their_own_team_alone(team):
    editor = make_user("Editor", team)
    client = signed_in(editor)
    rows = [own_entry("RPA-7001", team), own_entry("RPA-7002", make_team())]
    text = text_of(sent(client, url(""), own_rows(*rows)).text)
    assert "Entries 3" in text
    assert "a team you do not work for" in text
    assert "Ready to import" in text_of(sent(client, url(""), own_rows(rows[0])).text)


def test_what_somebody_else_brought_is_seen_by_those_with_the_whole_register(team, approver):
    # given
    imported = checked_import(
        own_rows(own_entry("RPA-7001", team)), make_user("Editor", team), "a.xlsx"
    )
    pages = ("-one", "-progress", "-problems")
    # then
    for role, status in (("Approver", 200), ("Auditor", 200), ("Data protection lead", 403)):
        client = signed_in(make_user(role, team))
        answers = [client.get(url(name, imported)) for name in pages]
        assert [each.status_code for each in answers] == [status] * 3
        assert ("a.xlsx" in client.get(url("")).text) == (status == 200)
        if status == 403:
            assert NOT_YOURS in text_of(answers[0].text)
    auditor = signed_in(make_user("Auditor"))
    assert "Import as drafts" not in auditor.get(url("-one", imported)).text
    for name in ("-columns", "-names", "-correct", "-check", "-carry-out", "-discard"):
        assert auditor.post(url(name, imported)).status_code == 403
    assert signed_in(approver).post(url("-carry-out", imported)).status_code == 302
    assert ProcessingActivity.objects.count() == 1


def test_an_import_that_is_not_there_is_missed(client):
    assert client.get(reverse("admin:import-one", args=[999])).status_code == 404


# While it runs


@pytest.fixture
def at_work(team, approver):
    """An import that waits for a worker, and its job."""
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    RegisterImport.objects.update(rows=2_001)
    imported.refresh_from_db()
    assert start_import(imported, Step.CARRY_OUT, by=approver)
    return imported, Job.objects.get()


def begun(job):
    worker = Worker.objects.create(host="host", process=1, program="program")
    Job.objects.filter(pk=job.pk).update(status=Job.Status.RUNNING, worker=worker, attempts=1)
    return worker


def workers(monkeypatch, *alive, told=None):
    """Let some workers be alive, and what was told by them."""
    monkeypatch.setattr(starting, "workers_alive", lambda: list(alive))
    monkeypatch.setattr(starting, "is_abandoned", lambda job: not alive)
    monkeypatch.setattr(
        starting, "channel", lambda: SimpleNamespace(progress_of=lambda *_asked: told)
    )


def test_without_a_worker_the_page_says_whom_to_tell(client, at_work):
    imported, _ = at_work
    page = client.get(url("-one", imported))
    assert "No worker is running, so this waits. Tell whoever runs the register." in page.text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.text
    assert 'role="status"' in page.text


def test_the_page_says_how_far_the_work_has_come(client, at_work, monkeypatch):
    imported, job = at_work
    worker = begun(job)
    told = Progress("Going through the rows", 30, 300)
    workers(monkeypatch, worker, told=told)
    page = client.get(url("-one", imported))
    assert "30 of 300" in page.text
    assert 'max="300" value="30"' in page.text
    assert client.get(url("-progress", imported)).json() == {
        "at_work": True,
        "doing": "Going through the rows",
        "done": 30,
        "total": 300,
    }
    workers(monkeypatch, worker)
    assert client.get(url("-progress", imported)).json()["doing"] == "Reading the file"


def test_a_killed_worker_is_told_at_once_and_so_is_what_happens_now(client, at_work, monkeypatch):
    imported, job = at_work
    worker = begun(job)
    workers(monkeypatch)
    assert "No worker is running" in client.get(url("-progress", imported)).json()["doing"]
    workers(monkeypatch, worker)
    monkeypatch.setattr(starting, "is_abandoned", lambda job: True)
    said = client.get(url("-progress", imported)).json()["doing"]
    assert (
        said == "The worker was stopped in the middle. Nothing was changed, and it is tried again"
    )


def test_the_work_is_stopped_on_request_and_nothing_of_it_stays(client, at_work):
    imported, _ = at_work
    assert "Stop the work" in client.get(url("-one", imported)).text
    text = text_of(client.post(url("-discard", imported), follow=True).text)
    assert "The work is being stopped. Nothing of it stays." in text
    assert "Check the file again" in text
    assert do_waiting_jobs() == 0
    imported.refresh_from_db()
    assert imported.state == State.IMPORTING
    assert not ProcessingActivity.objects.exists()
    # and then it can be discarded, or checked again
    client.post(url("-discard", imported))
    imported.refresh_from_db()
    assert imported.state == State.DISCARDED


@pytest.mark.parametrize("number", [1, 20])
def test_however_many_are_at_work_the_list_takes_the_same_queries(
    number, client, at_work, django_assert_num_queries
):
    imported, _ = at_work
    imported.refresh_from_db()
    for _ in range(number):
        imported.pk = None
        imported.save()
    with django_assert_num_queries(7):
        assert client.get(url("")).text.count("Stopped") == number


def test_an_import_that_nobody_works_on_says_so_and_is_started_again(client, team, approver):
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), approver)
    RegisterImport.objects.update(state=State.IMPORTING)
    page = client.get(url("-one", imported))
    assert "The work has ended before its end. Nothing was changed." in text_of(page.text)
    assert "http-equiv" not in page.text
    assert client.get(url("-progress", imported)).json()["at_work"] is False
    assert "Stopped" in text_of(client.get(url("")).text)
    text = text_of(client.post(url("-check", imported), follow=True).text)
    assert "Ready to import" in text


# However much it is


def test_ten_thousand_problems_make_a_page_like_any_other(client, team, approver):
    few, many = problems_in(3, approver, team), problems_in(10_000, approver, team)
    small, large = client.get(url("-one", few)), client.get(url("-one", many))
    assert len(large.text) < len(small.text) + 50_000
    assert "Problems 1 to 50 of 10000" in text_of(large.text)
    last = client.get(url("-one", many), {"page": 200})
    assert "Problems 9951 to 10000 of 10000" in text_of(last.text)
    assert "Page 200 of 200" in text_of(last.text)


def test_the_problems_as_a_file_are_all_there_and_no_formulas(client, team, approver):
    imported = problems_in(10_000, approver, team)
    imported.unknown = [
        {"kind": ORGANISATIONS, "name": "DfE", "rows": ["7", "8"], "count": 2, "suggestions": []}
    ]
    imported.save()
    answer = client.get(url("-problems", imported))
    assert answer["Content-Disposition"] == 'attachment; filename="problems register.csv"'
    text = answer.content.decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(text))
    assert header == ["Sheet", "Row", "Column", "Value", "What to do"]
    assert len(rows) == 10_001
    assert rows[0] == ["Entries", "2", "Title", "'=v2", "Mend."]
    assert rows[-1][:4] == ["", "7, 8", "", "DfE"]


@pytest.mark.parametrize("number", [1, 60])
def test_the_pages_take_as_many_queries_for_many_as_for_few(
    number, client, team, approver, django_assert_num_queries
):
    entries = [make_activity(team=team) for _ in range(number)]
    bodies = [make_organisation() for _ in range(number)]
    book = workbook(
        {
            "Entries": [
                ["Reference", "Title"],
                *([each.reference, f"New {each.pk}"] for each in entries),
            ],
            "Organisations": [
                ["Code", "Name"],
                *([each.code, f"New body {each.pk}"] for each in bodies),
            ],
        }
    )
    imported = checked_import(book, approver)
    for _ in range(number - 1):
        # As if it had been brought again, which takes too long to do sixty times.
        copied = RegisterImport.objects.get(pk=imported.pk)
        copied.pk = None
        copied.save()
    with django_assert_num_queries(6):
        assert client.get(url("")).status_code == 200
    with django_assert_num_queries(6):
        assert client.get(url("-one", imported)).status_code == 200


def test_rows_are_shown_by_what_happens_to_them(client, team, approver):
    there = make_activity(team=team)
    rows = [own_entry(f"RPA-7{number:03d}", team) for number in range(60)]
    changed = own_entry(there.reference, team, Title="Another")
    imported = checked_import(own_rows(*rows, changed), approver)
    first = text_of(client.get(url("-one", imported)).text)
    assert "Rows 1 to 50 of 61" in first
    assert "Entries 60 1 0" in first
    assert "Title of RPA-7000" in first
    only = text_of(client.get(url("-one", imported), {"show": "changed"}).text)
    assert "Rows 1 to 1 of 1" in only
    created = text_of(client.get(url("-one", imported), {"show": "created", "rows": "2"}).text)
    assert "Rows 51 to 60 of 60" in created
    assert "There are none." in text_of(client.get(url("-one", imported), {"show": "same"}).text)


def test_files_without_number_are_listed_a_page_at_a_time(client, team, approver):
    for number in range(55):
        uploaded_import(own_rows(own_entry("RPA-7001", team)), approver, f"file-{number:02d}.xlsx")
    assert client.get(url("")).text.count("<bdi>file-") == 50
    second = client.get(url(""), {"find": "FILE", "page": "2"})
    assert second.text.count("<bdi>file-") == 5
    assert "?page=1&amp;find=FILE" in second.text


def test_an_approved_entry_that_is_imported_over_has_changed_since(client, approver):
    there = make_activity()
    approve(there)
    imported = checked_import(
        own_rows({"Reference": there.reference, "Title": "Another"}), approver
    )
    client.post(url("-carry-out", imported))
    shown = client.get(reverse("admin:ropa_processingactivity_changelist"))
    assert "Changed since" in text_of(shown.text)


# What became of each cell


def test_each_cell_of_a_file_is_counted_listed_and_downloaded(client, team, approver):
    # given a file with a column that the register has not
    row = own_entry("RPA-7001", team) | {"Colour": "=blue"}
    imported = checked_import(own_rows(row), approver)
    # then
    page = client.get(url("-one", imported)).text
    assert "Understood: 8 cells" in text_of(page)
    assert f'href="{url("-cells", imported)}?show=not-used">2 cells</a>' in page
    # when
    everything = text_of(client.get(url("-cells", imported)).text)
    unused = text_of(client.get(url("-cells", imported) + "?show=not-used").text)
    # then
    assert "Cells 1 to 10 of 10" in everything
    assert "Cells 1 to 2 of 2" in unused
    assert "E2 Colour Entries =blue Not used. The register has no such column." in unused
    # when
    answer = client.get(url("-cells-csv", imported))
    written = "".join(each.decode() for each in answer.streaming_content)
    # then formulas are guarded
    lines = list(csv.reader(StringIO(written.removeprefix("\ufeff"))))
    assert len(lines) == 11
    assert lines[-1][1:5] == ["2", "E", "Colour", "'=blue"]


def test_the_ledger_stays_with_an_import_and_goes_with_a_discarded_one(client, team, approver):
    imported, discarded = (
        checked_import(own_rows(own_entry(reference, team)), approver)
        for reference in ("RPA-7001", "RPA-7002")
    )
    # when
    client.post(url("-carry-out", imported))
    client.post(url("-discard", discarded))
    # then
    assert "Cells 1 to 8 of 8" in text_of(client.get(url("-cells", imported)).text)
    assert "There are none." in text_of(client.get(url("-cells", discarded)).text)
    page = client.get(url("-cells", imported) + "?show=kept&page=x")
    assert "There are none." in text_of(page.text)
