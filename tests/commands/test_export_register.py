"""The register as a file from the command line: whole or not at all, and its digest told."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ropa.reports.csv_files import CSV
from ropa.reports.formats import Format, formats
from ropa.reports.paper.limits import NotOnPaper
from ropa.reports.selection import Selection
from tests.databases import copied, migrated_file
from tests.factories import make_activity, make_team
from tests.reports.making import READABLE, approved, references_in, report_bytes

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    """Run the command and return what it says beside the file."""
    said = StringIO()
    call_command("export_register", *arguments, stderr=said, no_color=True)
    return said.getvalue()


@pytest.mark.parametrize("name", READABLE)
def test_the_file_is_that_of_the_form_and_its_digest_is_told(name, tmp_path):
    # given
    approved(2)
    path = tmp_path / "file"

    # when
    said = run("--format", name, "--output", str(path))

    # then
    content = path.read_bytes()
    assert content == report_bytes(name)
    assert said == f"SHA-256 {hashlib.sha256(content).hexdigest()}  {path}\n"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_without_a_name_the_file_is_named_for_what_it_holds(tmp_path, monkeypatch):
    approved(1)
    monkeypatch.chdir(tmp_path)
    run()
    run("--format", "csv", "--as-at", "2020-03-31")
    run("--format", "json", "--drafts", "--output", str(tmp_path))
    run("--format", "json", "--public", "--law", "uk-gdpr")
    assert {each.name for each in tmp_path.iterdir()} == {
        "register-approved.xlsx",
        "register-approved-as-at-2020-03-31-235959.csv",
        "register-draft.json",
        "register-public-part.json",
    }


def test_standard_output_holds_the_file_and_nothing_else(capsysbinary):
    approved(1)
    said = run("--format", "csv", "--output", "-")
    content = capsysbinary.readouterr().out
    assert content == report_bytes("csv")
    assert said == f"SHA-256 {hashlib.sha256(content).hexdigest()}\n"


def test_what_is_chosen_is_what_is_written(tmp_path):
    # given
    one, other, third = (approved(1, team=make_team(code=code))[0] for code in ("a", "b", "c"))
    draft = make_activity()

    def chosen(*arguments: str) -> list[str]:
        run("--format", "json", "--output", str(tmp_path / "file"), *arguments)
        return references_in("json", (tmp_path / "file").read_bytes())

    # when, then
    every = [one.reference, other.reference, third.reference]
    assert chosen() == every
    assert chosen("--team", "a", "b") == every[:2]
    assert chosen("--team", "a", "--team", "c", "--controller", _controller(third)) == every[2:]
    assert chosen("--drafts", "--status", "draft") == [draft.reference]
    assert chosen("--drafts", "--changed-since", "2020-01-01") == [*every, draft.reference]
    assert chosen("--as-at", "2020-01-01") == []


def _controller(activity) -> str:
    return str(activity.controller_roles.get().organisation.code)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--team", "no-such"], "--team: “no-such” is no team"),
        (["--as-at", "yesterday"], "--as-at: Write the day with its month and year"),
        (["--changed-since", "9999-01-01"], "--changed-since: That is still to come"),
        (["--as-at", "2020-01-01", "--drafts"], "Drafts are not kept for past days."),
        (["--regime", "no-such"], "--regime: “no-such” is no inspection regime"),
        (["--format", "evidence", "--drafts"], "Evidence package (ZIP) holds only what was"),
        (["--format", "csv-law-enforcement", "--public"], "Choose another form."),
        (["--format", "pages"], "invalid choice"),
        (["--drafts", "--public"], "not allowed with argument"),
        (["--output", "no/such/folder/file"], "cannot be written (no such file or directory)"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(arguments, sentence, tmp_path, monkeypatch):
    approved(1)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert sentence in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [RuntimeError("A fault."), KeyboardInterrupt()])
def test_a_run_that_breaks_off_leaves_the_former_file_as_it_was(error, tmp_path, monkeypatch):
    # given a file, and a form that fails half-way
    path = tmp_path / "file"
    path.write_bytes(b"the former one")

    def broken(_report):
        yield b"half of"
        raise error

    kind = Format(**{**vars(CSV), "write": broken})
    monkeypatch.setattr("ropa.reports.formats._formats", {"csv": kind})

    # when
    with pytest.raises(type(error)):
        run("--format", "csv", "--output", str(path))

    # then
    assert path.read_bytes() == b"the former one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pdf_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    def refuse(_report):
        raise NotOnPaper("This would be longer than a PDF can be.")

    refusing = replace(formats()["pdf"], write=refuse)
    monkeypatch.setitem(formats(), "pdf", refusing)
    with pytest.raises(CommandError, match="This would be longer"):
        run("--format", "pdf", "--output", str(tmp_path / "file"))
    assert list(tmp_path.iterdir()) == []


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("arguments", "is_shown"), [([], True), (["--no-progress"], False)])
def test_progress_is_shown_on_a_terminal(arguments, is_shown, tmp_path, monkeypatch):
    # given
    approved(2)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    # when
    run("--format", "csv", "--output", str(tmp_path / "file"), *arguments)

    # then
    assert ("/2" in terminal.getvalue()) == is_shown
    assert (tmp_path / "file").read_bytes() == report_bytes("csv", Selection())


def test_a_reader_who_stops_early_is_no_fault(tmp_path):
    # given somebody who reads the first line and goes away
    environment = os.environ | {
        "DEBUG": "1",
        "DATABASE_URL": copied(migrated_file(), tmp_path / "register.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "ropa.settings",
    }
    command = [sys.executable, "manage.py", "export_register", "--format", "xlsx", "--output", "-"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env=environment,
    ) as process:
        # when
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read().decode()

    # then
    assert "CommandError: Whoever read the file stopped before its end." in said
    assert "Traceback" not in said
    assert process.returncode == 1
