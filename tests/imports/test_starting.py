"""Small imports run at once, large ones in a process of their own that can die and be asked for
again."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.imports.progress import at_work
from ropa.imports.starting import Step, start, was_interrupted
from ropa.models import RegisterImport
from tests.factories import make_team, make_user
from tests.imports.brought import asked, brought, checked, own_entry, own_rows
from tests.servers import installed

State = RegisterImport.State


@pytest.fixture
def by(db):
    return make_user("Approver")


@pytest.fixture
def imported(by):
    return brought(own_rows(own_entry("RPA-7001", make_team())), by)


def long_ago():
    return timezone.now() - timedelta(minutes=1)


def test_a_large_import_is_left_to_a_process(imported, by, monkeypatch):
    # given
    commands = []

    class Process:
        def __init__(self, command, **kwargs):
            commands.append(command)

        def wait(self):
            return 0

    monkeypatch.setattr(subprocess, "Popen", Process)
    RegisterImport.objects.update(rows=2_001)
    imported.refresh_from_db()
    # when
    assert start(imported, Step.CHECK, by=by)
    # then
    imported.refresh_from_db()
    assert imported.state == State.CHECKING
    assert commands == [[sys.executable, "manage.py", "import_register", "--run", f"{imported.pk}"]]


def test_a_process_that_cannot_be_started_is_told(imported, by, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    RegisterImport.objects.update(rows=2_001)
    imported.refresh_from_db()
    found = asked(imported, Step.CHECK, by)
    assert found.state == State.FAILED
    assert "No process could be started" in found.failure
    RegisterImport.objects.update(rows=1)
    found.refresh_from_db()
    assert asked(found, Step.CHECK, by).is_ready


def test_a_folder_that_cannot_be_written_is_told_before_a_process_starts(
    imported, by, settings, tmp_path
):
    settings.WORK_FOLDER = tmp_path / "file"
    settings.WORK_FOLDER.touch()
    RegisterImport.objects.update(rows=2_001)
    assert asked(RegisterImport.objects.get(), Step.CHECK, by).state == State.FAILED


def test_what_is_worked_on_cannot_be_asked_for_again(imported, by):
    RegisterImport.objects.update(state=State.IMPORTING, asked_at=timezone.now())
    imported.refresh_from_db()
    for step in Step:
        assert not start(imported, step, by=by)


def test_only_what_was_checked_is_carried_out(imported, by):
    assert imported.state == State.CHECKING
    assert not start(imported, Step.CARRY_OUT, by=by)


def test_what_has_ended_cannot_be_asked_for_again(by):
    done = asked(checked(own_rows(own_entry("RPA-7001", make_team())), by), Step.CARRY_OUT, by)
    assert done.state == State.IMPORTED
    for step in Step:
        assert not start(done, step, by=by)


def test_an_import_on_which_nobody_works_was_interrupted(imported, settings, tmp_path):
    settings.WORK_FOLDER = tmp_path
    now = timezone.now()
    imported.state, imported.asked_at = State.IMPORTING, now
    assert not was_interrupted(imported, now)  # the process is starting
    imported.asked_at = long_ago()
    assert was_interrupted(imported, now)
    with at_work(imported.pk):
        assert not was_interrupted(imported, now)
    imported.state = State.IMPORTED
    assert not was_interrupted(imported, now)


def test_an_interrupted_import_is_checked_and_imported_after_all(imported, by):
    RegisterImport.objects.update(state=State.IMPORTING, asked_at=long_ago())
    imported.refresh_from_db()
    found = asked(imported, Step.CHECK, by)
    assert found.is_ready
    assert asked(found, Step.CARRY_OUT, by).state == State.IMPORTED


PREPARED = """
import subprocess, time, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from ropa.imports import starting
from ropa.imports.progress import progress_of
from ropa.imports.starting import Step, start, was_interrupted
from ropa.models import ProcessingActivity
from tests.factories import make_team, make_user
from tests.imports.brought import brought, own_entry, own_rows

def until(holds):
    latest = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.05)

def settled():
    imported.refresh_from_db()
    return not imported.is_at_work

started = []
class Started(subprocess.Popen):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        started.append(self)

starting.subprocess.Popen = Started
starting.FEW_ROWS = dict.fromkeys(starting.FEW_ROWS, 0)
by, team = make_user("Approver"), make_team()
rows = (own_entry(f"RPA-{number}", team) for number in range(10_000, 10_000 + ENTRIES))
imported = brought(own_rows(*rows), by)
assert start(imported, Step.CHECK, by=by)
until(settled)
print(imported.state)
assert start(imported, Step.CARRY_OUT, by=by)
"""
TO_THE_END = """
until(settled)
print(imported.state, ProcessingActivity.objects.count())
"""
KILLED = """
until(lambda: (told := progress_of(imported.pk)) and told.done)
started[-1].kill()
until(lambda: progress_of(imported.pk) is None)
imported.refresh_from_db()
later = timezone.now() + timedelta(minutes=1)
print(imported.state, was_interrupted(imported, later), ProcessingActivity.objects.count())
"""


def ran(folder, entries: int, *pieces: str) -> list[str]:
    """What a program prints that imports so many entries in a process of its own."""
    with installed(folder, "imports") as register:
        register.run("manage.py", "migrate", "--verbosity", "0")
        return register.run("-c", "".join((f"ENTRIES = {entries}", *pieces))).splitlines()


def test_a_process_of_its_own_imports_a_large_file(tmp_path):
    assert ran(tmp_path, 2, PREPARED, TO_THE_END) == ["checked", "imported 2"]


def test_a_process_that_is_killed_leaves_nothing_half_done(tmp_path):
    assert ran(tmp_path, 3_000, PREPARED, KILLED) == ["checked", "importing True 0"]
