"""Imports are checked, and carried out all or nothing; what comes of it stands in their record."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from ropa.imports import running
from ropa.imports.content import Content, read_content
from ropa.imports.loading import load
from ropa.imports.mapping.results import NEW
from ropa.imports.problems import CannotLoad
from ropa.imports.running import NO_RIGHT, change_reason, import_at_once, run_import
from ropa.imports.starting import Step
from ropa.models import (
    ImportFile,
    Organisation,
    ProcessingActivity,
    RegisterImport,
    RememberedMapping,
)
from tests.factories import approve, make_activity, make_organisation, make_team, make_user
from tests.imports.examples import activity, reference_data
from tests.imports.reading.files import workbook
from tests.imports.uploading import (
    UNKNOWN,
    after_step,
    checked_import,
    entry_line,
    exported,
    mapped,
    own_entry,
    own_rows,
    spreadsheet,
    titles_of_entries,
    uploaded_import,
)

pytestmark = pytest.mark.django_db
State = RegisterImport.State


def test_a_check_says_what_would_happen_and_changes_nothing():
    # given
    team = make_team()
    there = make_activity(team=team, business_function="Care")
    content = own_rows(
        own_entry(there.reference, team, Title=there.title, Summary=there.summary)
        | {"Business function": "Schools"},
        own_entry("RPA-7001", team, **{"Business function": "Schools"}),
    )
    # when
    imported = checked_import(content, make_user("Approver"))
    # then
    assert (imported.state, imported.is_ready) == (State.CHECKED, True)
    assert imported.counts["tables"] == {"activities": {"changed": 1, "created": 1, "same": 0}}
    assert [each["name"] for each in imported.changes] == [
        str(there),
        "RPA-7001 Title of RPA-7001",
    ]
    assert imported.changes[0]["differs"] == ["business function"]
    assert titles_of_entries() == {there.title}
    assert "The file does not have" in imported.notes[0]


def test_a_check_tells_each_problem_by_sheet_row_and_column():
    team = make_team()
    rows = own_rows(
        own_entry("RPA-7001", team) | {"Last reviewed on": "31st of March", "Public": "maybe"},
        own_entry("RPA-7002", team) | {"Team": "nobody", "Public": "=1+1"},
    )
    imported = checked_import(rows, make_user("Approver"))
    assert imported.problem_count == 4
    assert not imported.is_ready
    assert {(each["sheet"], each["row"], each["column"]) for each in imported.problems} == {
        ("Entries", "2", "Last reviewed on"),
        ("Entries", "2", "Public"),
        ("Entries", "3", "Team"),
        ("Entries", "3", "Public"),
    }
    assert imported.problems[0]["value"] == "31st of March"
    assert imported.counts == {}


def test_what_is_imported_is_a_draft_with_its_file_in_the_history():
    # given
    team, by = make_team(), make_user("Approver", first_name="Ada")
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), by, "Our register.xlsx")
    # when
    done = after_step(imported, Step.CARRY_OUT, by)
    # then
    assert (done.state, done.asked_by, done.counts["created"]) == (State.IMPORTED, by, 1)
    assert done.finished_at
    assert not ImportFile.objects.exists()
    entry = ProcessingActivity.objects.get()
    assert not entry.versions.exists()
    record = entry.history.get()
    assert record.history_user == by
    assert record.history_change_reason == (
        f"Imported from Our register.xlsx, SHA-256 {imported.digest[:16]}"
    )


def test_whoever_imports_an_approved_entry_changes_it_and_approves_nothing():
    there = make_activity()
    approve(there)
    by = make_user("Approver")
    imported = checked_import(own_rows({"Reference": there.reference, "Title": "Another"}), by)
    after_step(imported, Step.CARRY_OUT, by)
    there.refresh_from_db()
    assert (there.title, there.versions.count()) == ("Another", 1)


def test_the_register_s_own_workbook_brought_back_changes_nothing():
    load([*reference_data(), activity(1)])
    imported = checked_import(exported(), make_user("Approver"))
    assert imported.problems == []
    assert [imported.counts[name] for name in ("created", "changed", "removed")] == [0, 0, 0]
    assert imported.counts["same"] > 5


def test_what_has_changed_since_the_check_is_found_when_it_is_carried_out():
    # given
    team, by = make_team(), make_user("Approver")
    imported = checked_import(own_rows(own_entry("RPA-7001", team, Title="Taken")), by)
    assert imported.is_ready
    make_activity(title="Taken")
    # when
    stopped = after_step(imported, Step.CARRY_OUT, by)
    # then
    assert stopped.state == State.CHECKED
    assert [each["column"] for each in stopped.problems] == ["Title"]
    assert titles_of_entries() == {"Taken"}
    assert stopped.file


def test_a_failure_half_way_leaves_nothing_done(monkeypatch):
    team, by = make_team(), make_user("Approver")
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), by)
    monkeypatch.setattr(running, "remember_mapping", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        after_step(imported, Step.CARRY_OUT, by)
    imported.refresh_from_db()
    assert imported.state == State.IMPORTING
    assert not ProcessingActivity.objects.exists()
    assert imported.file


def test_a_database_that_does_not_answer_is_told(monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    by = make_user("Approver")
    imported = uploaded_import(own_rows(own_entry("RPA-7001", make_team())), by)
    monkeypatch.setattr(running, "load", locked)
    stopped = after_step(imported, Step.CHECK, by)
    assert (stopped.state, stopped.failure) == (State.FAILED, running.BUSY)


def test_an_import_of_which_nothing_is_asked_is_left_alone():
    team, by = make_team(), make_user("Approver")
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), by)
    run_import(imported.pk)
    assert not ProcessingActivity.objects.exists()


def test_an_import_that_another_process_carried_out_meanwhile_is_not_carried_out_again(monkeypatch):
    # given
    by = make_user("Approver")
    imported = checked_import(own_rows(own_entry("RPA-7001", make_team())), by)

    def overtaken(opened, how):
        monkeypatch.setattr(running, "read_content", read_content)
        run_import(imported.pk)
        return read_content(opened, how)

    monkeypatch.setattr(running, "read_content", overtaken)
    # when
    after = after_step(imported, Step.CARRY_OUT, by)
    # then
    assert (after.state, after.counts["created"]) == (State.IMPORTED, 1)
    assert ProcessingActivity.history.count() == 1


def test_an_import_that_was_discarded_meanwhile_stays_so(monkeypatch):
    by = make_user("Approver")
    imported = uploaded_import(own_rows(own_entry("RPA-7001", make_team())), by)

    def discarded(*args, **kwargs):
        RegisterImport.objects.filter(pk=imported.pk).update(state=State.DISCARDED)
        raise CannotLoad([])

    monkeypatch.setattr(running, "read_content", discarded)
    assert after_step(imported, Step.CHECK, by).state == State.DISCARDED


def test_a_file_that_is_gone_is_told():
    by = make_user("Approver")
    imported = uploaded_import(own_rows(own_entry("RPA-7001", make_team())), by)
    ImportFile.objects.all().delete()
    found = after_step(imported, Step.CHECK, by)
    assert found.problems[0]["says"] == "The file is no longer kept. Bring it again."


# Rights


def test_each_row_is_asked_of_and_whoever_lacks_a_right_is_told_who_has_it():
    # given
    own, other = make_team(), make_team()
    body, second = make_organisation(), make_organisation()
    editor = make_user("Editor", own)
    book = {
        "Entries": [
            ["Reference", "Title", "Summary", "Team"],
            ["RPA-7001", "Mine", "It is done.", own.code],
            ["RPA-7002", "Theirs", "It is done.", other.code],
        ],
        "Organisations": [["Code", "Name"], [body.code, "Another name"], [second.code, "Other"]],
    }
    # when
    imported = checked_import(workbook(book), editor)
    # then
    assert [(each["sheet"], each["row"]) for each in imported.problems] == [
        ("", ""),
        ("Entries", "3"),
    ]
    assert imported.problems[0]["says"] == (
        NO_RIGHT.format(editor.get_username(), "change organisations (2)")
    )
    assert ["needs_approver" in each for each in imported.problems] == [True, False]
    assert f"The team is “{other.name}”." in imported.problems[1]["says"]


def test_an_approver_imports_what_an_editor_could_not():
    own = make_team()
    editor, approver = make_user("Editor", own), make_user("Approver")
    imported = uploaded_import(spreadsheet(entry_line(1, UNKNOWN)), editor, "ours.csv")
    mapped(imported, own, {UNKNOWN: NEW})
    assert after_step(imported, Step.CHECK, editor).problem_count == 1
    assert after_step(imported, Step.CHECK, approver).is_ready
    done = after_step(imported, Step.CARRY_OUT, approver)
    assert (done.brought_by, done.asked_by) == (editor, approver)
    assert Organisation.objects.get(name=UNKNOWN).history.get().history_user == approver


def test_whoever_lost_their_role_meanwhile_imports_nothing():
    editor = make_user("Editor", team := make_team())
    imported = uploaded_import(own_rows(own_entry("RPA-7001", team)), editor)
    editor.groups.clear()
    found = after_step(imported, Step.CHECK, editor)
    assert found.problems[0]["says"].startswith("Only those who may change entries import them.")


# Other spreadsheets


def test_a_mapped_spreadsheet_waits_for_its_names_and_is_imported_then():
    # given
    by, team = make_user("Approver"), make_team()
    dfe = make_organisation(code="dfe", name="Department for Education")
    imported = uploaded_import(spreadsheet(entry_line(1, UNKNOWN), entry_line(2)), by, "ours.csv")
    mapped(imported, team)
    # when
    found = after_step(imported, Step.CHECK, by)
    # then
    assert found.problems == []
    [name] = found.unknown
    assert (name["name"], name["rows"], name["count"]) == (UNKNOWN, ["2"], 1)
    assert name["suggestions"][0]["code"] == "dfe"
    assert not found.is_ready
    assert found.counts == {}
    # when
    mapped(found, team, {UNKNOWN: "dfe"})
    assert after_step(found, Step.CHECK, by).is_ready
    after_step(found, Step.CARRY_OUT, by)
    # then
    assert ProcessingActivity.objects.count() == 2
    assert dfe.disclosures.count() == 1
    assert RememberedMapping.objects.count() == 1


def test_names_that_nobody_knows_stop_an_import_that_was_ready():
    by, team = make_user("Approver"), make_team()
    body = make_organisation(name="The Body")
    imported = uploaded_import(spreadsheet(entry_line(1, "The Body")), by)
    mapped(imported, team)
    assert after_step(imported, Step.CHECK, by).is_ready
    body.name = "Somebody else"
    body.save()
    stopped = after_step(imported, Step.CARRY_OUT, by)
    assert (stopped.state, len(stopped.unknown)) == (State.CHECKED, 1)
    assert not ProcessingActivity.objects.exists()


# What history says


@pytest.mark.parametrize("name", ["a.csv", "n" * 255])
def test_the_reason_fits_and_names_the_file_and_its_digest(name):
    reason = change_reason(name, "0123456789abcdef" * 4)
    assert len(reason) <= 100
    assert reason.startswith(f"Imported from {name[:20]}")
    assert reason.endswith(", SHA-256 0123456789abcdef")


def test_what_is_imported_at_once_is_recorded_too():
    content = Content([*reference_data(), activity(1)], [], ["A note."])
    kind = RegisterImport.Kind.OWN
    import_at_once(content, by=None, name="ours.json", size=9, digest="ab" * 32, kind=kind)
    imported = RegisterImport.objects.get()
    assert (imported.state, imported.brought_by) == (State.IMPORTED, None)
    assert imported.brought_by_name == "The system"
    assert (imported.counts["changed"], imported.notes) == (0, ["A note."])
    assert ProcessingActivity.objects.get().history.latest().history_change_reason == (
        "Imported from ours.json, SHA-256 abababababababab"
    )
