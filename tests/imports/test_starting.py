"""Small imports run at once, large ones in a worker that can die without anything half done."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from ropa.background.progress import Current, working_on
from ropa.background.worker import do_waiting_jobs
from ropa.imports import running, starting, tasks
from ropa.imports.running import run_import
from ropa.imports.starting import (
    Step,
    interrupted_imports,
    interruption_reason,
    job_key,
    progress_of,
    start_import,
    stop_import,
)
from ropa.imports.tasks import work_on_import
from ropa.models import Job, ProcessingActivity, RegisterImport, Team
from tests.factories import make_team, make_user
from tests.imports.uploading import after_step, checked_import, own_entry, own_rows, uploaded_import

State = RegisterImport.State


@pytest.fixture
def by(db):
    return make_user("Approver")


@pytest.fixture
def imported(by):
    return uploaded_import(own_rows(own_entry("RPA-7001", make_team())), by)


@pytest.fixture
def large(imported):
    RegisterImport.objects.update(rows=2_001)
    imported.refresh_from_db()
    return imported


def test_a_small_import_is_done_at_once_and_leaves_no_job(imported, by):
    assert after_step(imported, Step.CHECK, by).is_ready
    assert not Job.objects.exists()


def test_what_a_process_leaves_undone_a_worker_does(imported, by, monkeypatch):
    # given a server that is stopped while it checks a file
    def stopped(_key):
        raise SystemExit

    monkeypatch.setattr(starting, "run_import", stopped)
    with pytest.raises(SystemExit):
        start_import(imported, Step.CHECK, by=by)
    assert do_waiting_jobs() == 0, "it may only be slow"
    # when
    Job.objects.update(run_after="2026-01-01T00:00:00Z")
    assert do_waiting_jobs() == 1
    # then
    imported.refresh_from_db()
    assert imported.is_ready


def test_a_large_import_is_left_to_a_worker(large, by):
    assert start_import(large, Step.CHECK, by=by)
    job = Job.objects.get()
    assert (job.task, job.key) == (work_on_import.module_path, job_key(large.pk))
    assert (job.about, job.requested_by) == (f"Import {large.pk}", by)
    large.refresh_from_db()
    assert large.state == State.CHECKING
    assert do_waiting_jobs() == 1
    large.refresh_from_db()
    assert large.is_ready
    assert after_step(large, Step.CARRY_OUT, by).state == State.IMPORTING
    assert do_waiting_jobs() == 1
    large.refresh_from_db()
    assert large.state == State.IMPORTED


def test_of_two_large_imports_a_worker_does_one_while_the_other_waits(large, by, monkeypatch):
    # given two that are asked for, the one after the other
    other = uploaded_import(own_rows(own_entry("RPA-7002", Team.objects.get())), by)
    RegisterImport.objects.update(rows=2_001)
    for each in (large, other):
        each.refresh_from_db()
        assert start_import(each, Step.CHECK, by=by)
    seen = []

    def noting(key, **options):
        states = RegisterImport.objects.order_by("pk")
        seen.append((key, [progress_of(each).doing for each in states if each.pk != key]))
        run_import(key, **options)

    monkeypatch.setattr(tasks, "run_import", noting)
    monkeypatch.setattr(starting, "workers_alive", lambda: True)
    # when
    assert do_waiting_jobs() == 2
    # then the second waited while the first was checked, which ended before it began
    assert seen[0] == (large.pk, ["Waiting for its turn"])
    assert [key for key, _ in seen] == [large.pk, other.pk]
    assert all(each.is_ready for each in RegisterImport.objects.all())


def test_the_job_says_how_far_it_is(large, by):
    start_import(large, Step.CHECK, by=by)
    current = Current(job=1, attempts=1)
    with working_on(current):
        work_on_import.call(large.pk)
    assert current.progress.doing == "Going through the rows"
    assert current.progress.done == current.progress.total > 0


def test_a_database_that_does_not_answer_is_asked_again_later(large, by, monkeypatch):
    def away(*_asked, **_named):
        raise OperationalError("away")

    start_import(large, Step.CHECK, by=by)
    monkeypatch.setattr(running, "read_content", away)
    do_waiting_jobs()
    job = Job.objects.get()
    assert (job.status, job.attempts) == ("ready", 1)
    assert not interrupted_imports([RegisterImport.objects.get()])


def test_one_that_is_gone_meanwhile_is_said_so(by, db):
    job = Job.objects.create(
        task=work_on_import.module_path, arguments={"args": [999], "kwargs": {}}
    )
    do_waiting_jobs()
    job.refresh_from_db()
    assert (job.status, job.failure) == ("failed", "The import is no longer there.")


def test_what_is_worked_on_cannot_be_asked_for_again(large, by):
    assert start_import(large, Step.CHECK, by=by)
    for step in Step:
        assert not start_import(large, step, by=by)
    assert Job.objects.count() == 1


def test_only_what_was_checked_is_carried_out(imported, by):
    assert imported.state == State.CHECKING
    assert not start_import(imported, Step.CARRY_OUT, by=by)


def test_what_has_ended_cannot_be_asked_for_again(by):
    done = after_step(
        checked_import(own_rows(own_entry("RPA-7001", make_team())), by), Step.CARRY_OUT, by
    )
    assert done.state == State.IMPORTED
    for step in Step:
        assert not start_import(done, step, by=by)


def test_an_import_for_which_there_is_no_job_was_interrupted(large, by):
    assert start_import(large, Step.CHECK, by=by)
    large.refresh_from_db()
    for status in Job.OPEN:
        Job.objects.update(status=status)
        assert not interrupted_imports([large])
    Job.objects.update(status=Job.Status.FAILED, failure="The worker was stopped in the middle.")
    assert interrupted_imports([large]) == {large.pk}
    assert interruption_reason(large) == "The worker was stopped in the middle."
    large.state = State.IMPORTED
    assert not interrupted_imports([large])


def test_an_interrupted_import_is_checked_and_imported_after_all(imported, by):
    RegisterImport.objects.update(state=State.IMPORTING)
    imported.refresh_from_db()
    found = after_step(imported, Step.CHECK, by)
    assert found.is_ready
    assert after_step(found, Step.CARRY_OUT, by).state == State.IMPORTED


def test_one_that_is_stopped_while_it_runs_changes_nothing(large, by):
    # given
    start_import(large, Step.CHECK, by=by)
    do_waiting_jobs()
    large.refresh_from_db()
    start_import(large, Step.CARRY_OUT, by=by)
    assert stop_import(large)
    assert do_waiting_jobs() == 0
    large.refresh_from_db()
    assert interrupted_imports([large])
    assert not stop_import(large)
    assert not ProcessingActivity.objects.exists()
