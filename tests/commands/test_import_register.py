"""Importing a file from the command line."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from ropa.models import (
    Organisation,
    ProcessingActivity,
    RegisterImport,
)
from ropa.models.attributed import person_name
from tests.factories import make_organisation, make_team, make_user
from tests.imports.uploading import (
    TITLES,
    UNKNOWN,
    checked_import,
    entry_line,
    own_entry,
    own_rows,
    spreadsheet,
)

pytestmark = pytest.mark.django_db
State = RegisterImport.State


@pytest.fixture
def team():
    return make_team(code="office")


@pytest.fixture
def file(tmp_path):
    def written(content: bytes, name: str = "ours.xlsx") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return written


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as error:
        call_command("import_register", *arguments)
    assert error.value.returncode == 1
    return str(error.value)


def test_a_file_is_imported_and_a_second_time_changes_nothing(team, file, capsys):
    path = file(own_rows(own_entry("RPA-7001", team)))
    call_command("import_register", path)
    assert capsys.readouterr().out == (
        "Cells understood: 8, kept in words: 0, not used: 0.\n"
        "Imported as drafts. Rows created: 1, changed: 0, removed: 0, left as they were: 0.\n"
    )
    call_command("import_register", path)
    assert "created: 0, changed: 0, removed: 0, left as they were: 1." in capsys.readouterr().out
    record = ProcessingActivity.objects.get().history.get()
    assert record.history_user is None
    assert record.history_change_reason.startswith("Imported from ours.xlsx, SHA-256 ")


def test_it_is_recorded_who_imported_and_nobody_is_called_as_elsewhere(team, file):
    path = file(own_rows(own_entry("RPA-7001", team)))
    ada = make_user("Approver", username="ada")
    call_command("import_register", path)
    call_command("import_register", path, "--by", "ada")
    by_ada, by_nobody = RegisterImport.objects.all()
    assert (by_ada.brought_by, by_ada.state) == (ada, State.IMPORTED)
    assert by_nobody.brought_by is None
    # as the history of its rows names nobody
    assert by_nobody.asked_by_name == person_name(None)


def test_a_dry_run_says_what_would_happen_and_records_nothing(team, file, capsys):
    call_command("import_register", file(own_rows(own_entry("RPA-7001", team))), "--dry-run")
    assert "Nothing was imported. It would be: rows created: 1," in capsys.readouterr().out
    assert not RegisterImport.objects.exists()
    assert not ProcessingActivity.objects.exists()


def test_each_problem_is_a_line(team, file):
    rows = [
        own_entry("RPA-7001", team) | {"Public": "maybe"},
        own_entry("RPA-7002", team) | {"Last reviewed on": "soon"},
    ]
    first, *lines = refused(file(own_rows(*rows))).splitlines()
    assert first == "Nothing was imported."
    assert lines[0].startswith("ours.xlsx, Entries, row 2: “Public”: ")
    assert lines[0].endswith("(it says “maybe”)")
    assert lines[1].startswith("ours.xlsx, Entries, row 3: “Last reviewed on”: ")
    assert not RegisterImport.objects.exists()


def test_rights_are_those_of_the_person_named(team, file):
    make_user("Auditor", username="reader")
    make_user("Editor", make_team(), username="editor")
    path = file(own_rows(own_entry("RPA-7001", team)))
    assert "Only those who may change entries import them." in refused(path, "--by", "reader")
    assert "a team you do not work for" in refused(path, "--by", "editor")
    assert refused(path, "--by", "nobody") == "Nobody has the username “nobody”. Correct --by."


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "The file is empty."), (b"%PDF", "This is a PDF.")]
)
def test_a_file_that_cannot_be_read_is_told(file, content, says):
    assert says in refused(file(content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    path = str(tmp_path / "nowhere.xlsx")
    assert refused(path) == f"{path} cannot be read (no such file or directory)."


# Other spreadsheets


def test_a_spreadsheet_is_read_as_its_titles_say(team, file, capsys):
    path = file(spreadsheet(entry_line(1), entry_line(2)), "ours.csv")
    call_command("import_register", path, "--team", "office")
    assert ProcessingActivity.objects.filter(team=team).count() == 2
    call_command("import_register", path, "--team", "office")
    assert "created: 0, changed: 0, removed: 0" in capsys.readouterr().out


def test_columns_of_what_is_no_register_have_to_be_said(team, file):
    path = file(spreadsheet(("blue", "x"), titles=("Colour", "A = B")), "ours.csv")
    said = refused(path, "--team", "office")
    assert '--map "Colour=TARGET"\n  --map "A = B=TARGET"' in said


def test_what_is_guessed_is_told(team, file, capsys):
    wider = spreadsheet((*entry_line(1), "blue"), titles=(*TITLES, "Colour"))
    call_command("import_register", file(wider, "ours.csv"), "--team", "office", "--dry-run")
    assert "“Colour” is read as internal-note. Not recognised." in capsys.readouterr().err


def test_columns_can_be_said_one_by_one_and_in_a_file(team, file):
    wider = spreadsheet((*entry_line(1), "blue", "x"), titles=(*TITLES, "Colour", "A = B"))
    path = file(wider, "ours.csv")
    mapping = file(json.dumps({"Colour": "leave-out"}).encode(), "mapping.json")
    call_command(
        "import_register",
        path,
        "--team",
        "office",
        "--mapping",
        mapping,
        "--map",
        "A = B=internal-note",
    )
    assert "x" in ProcessingActivity.objects.get().internal_note


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--map", "Colour"], "“Colour” is no mapping"),
        (["--map", "Title=colour"], "“Title” cannot be “colour”. Targets are: reference,"),
        (["--map", "Colour=title"], "There is no column “Colour”. Columns are: “Title”,"),
        (["--mapping", "nowhere.json"], "nowhere.json cannot be read as JSON"),
        (["--sheet", "Two"], "There is no sheet “Two”."),
        (["--team", "nobody"], "No team has the code “nobody”."),
        (["--name", "DfE=dfe"], "“DfE=dfe” decides nothing"),
        (["--name", "colour:DfE=dfe"], "organisation, people, data"),
    ],
)
def test_what_makes_no_sense_is_said(team, file, options, says):
    path = file(spreadsheet(entry_line(1)), "ours.csv")
    assert says in refused(path, "--team", "office", *options)


def test_a_mapping_that_is_no_object_is_told(team, file):
    path = file(spreadsheet(entry_line(1)), "ours.csv")
    mapping = file(b"[1]", "mapping.json")
    assert "must hold an object" in refused(path, "--team", "office", "--mapping", mapping)


def test_unknown_names_are_told_with_what_they_may_be(team, file):
    make_organisation(code="dfe", name="Department for Education")
    path = file(spreadsheet(entry_line(1, UNKNOWN)), "ours.csv")
    said = refused(path, "--team", "office")
    assert f"“{UNKNOWN}”: no row has this name. Perhaps “Department for Education” (dfe)." in said
    assert f'--name "organisation:{UNKNOWN}=CODE"' in said
    call_command(
        "import_register", path, "--team", "office", "--name", f"organisation:{UNKNOWN}=dfe"
    )
    [disclosure] = ProcessingActivity.objects.get().disclosures.all()
    assert disclosure.recipient.code == "dfe"


def test_new_names_are_added_when_that_is_wanted(team, file):
    path = file(spreadsheet(entry_line(1, UNKNOWN)), "ours.csv")
    call_command("import_register", path, "--team", "office", "--new-names")
    assert Organisation.objects.filter(name=UNKNOWN).exists()


def test_an_import_is_undone_by_the_digits_that_the_history_has(team, file, capsys):
    # given
    call_command("import_register", file(own_rows(own_entry("RPA-7001", team))))
    record = ProcessingActivity.objects.get().history.get()
    digits = record.history_change_reason.rpartition("SHA-256 ")[2]
    # when too few of them are given, or those of no import
    for wrong in (digits[:7], "0" * 16):
        assert "No import that could be undone" in refused("--undo", wrong)
    make_user("Editor", make_team(), username="eve")
    assert "belong to teams that are not yours" in refused("--undo", digits, "--by", "eve")
    # then nothing has happened yet, and the right ones undo it, once
    assert ProcessingActivity.objects.exists()
    capsys.readouterr()
    call_command("import_register", "--undo", digits.upper())
    assert capsys.readouterr().out == "Undone: the import of ours.xlsx.\n"
    assert not ProcessingActivity.objects.exists()
    imported = RegisterImport.objects.get()
    assert (imported.state, imported.undone_by_name) == (State.UNDONE, person_name(None))
    assert "No import that could be undone" in refused("--undo", digits)


def test_a_ledger_with_a_column_of_answers_is_read_in_place_of_cells(team, file, tmp_path):
    # given the ledger of a file whose basis nobody understands
    path = file(spreadsheet(entry_line(1, basis="see policy")), "council.csv")
    ledger = tmp_path / "ledger.csv"
    call_command("import_register", path, "--team", "office", "--dry-run", "--ledger", str(ledger))
    head, *lines = ledger.read_text(encoding="utf-8-sig").splitlines()
    answered = [f"{line},{'Contract' if 'see policy' in line else ''}" for line in lines]
    ledger.write_text("\n".join([f"{head},Answer", *answered]), encoding="utf-8")
    # when
    call_command("import_register", path, "--team", "office", "--answers", str(ledger))
    # then
    assert ProcessingActivity.objects.get().purposes.get().lawful_basis == "6-1-b"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("Sheet,Row,Column\n", "it has no column “Answer”"),
        ("", "it has no column “Sheet”"),
        ("Sheet,Row,Column,Answer\n,two,C,Yes\n", "line 2 names no cell"),
        (f"Sheet,Row,Column,Answer\n,2,C,{'x' * 5_001}\n", "more than 5,000 characters"),
    ],
)
def test_what_is_wrong_with_answers_is_told(team, file, tmp_path, written, says):
    answers = tmp_path / "answers.csv"
    answers.write_text(written, encoding="utf-8")
    path = file(spreadsheet(entry_line(1)), "council.csv")
    assert says in refused(path, "--team", "office", "--answers", str(answers))
    assert not ProcessingActivity.objects.exists()


# What was brought by browser


def test_old_files_are_removed_by_command(team, capsys):
    imported = checked_import(own_rows(own_entry("RPA-7001", team)), make_user("Approver"))
    RegisterImport.objects.update(brought_at=timezone.now() - timedelta(days=15))
    call_command("import_register", "--discard-old")
    assert capsys.readouterr().out == "1 discarded.\n"
    imported.refresh_from_db()
    assert imported.state == State.DISCARDED


def test_what_became_of_each_cell_is_counted_and_written(team, file, capsys, tmp_path):
    # given a file that is not imported, because nobody has decided on a name
    path = file(spreadsheet(entry_line(1, UNKNOWN)), "council.csv")
    ledger = tmp_path / "ledger.csv"
    # when
    refused(path, "--team", "office", "--ledger", str(ledger))
    # then
    assert "Cells understood: 7, kept in words: 0, not used: 1.\n" in capsys.readouterr().out
    (line,) = [line for line in ledger.read_text().splitlines() if UNKNOWN in line]
    assert line.startswith(f",2,C,Recipients,{UNKNOWN},Not used,")
    assert "cannot be written" in refused(path, "--team", "office", "--ledger", str(tmp_path))
