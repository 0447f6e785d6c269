"""Work is asked for in the transaction that needs it, and once per key."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus

from ropa.background import LATER, SOON, discard, enqueue, jobs_for, try_again
from ropa.background.running import take_job
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job
from tests.background.tasks import fail, say_how_far, write_line

pytestmark = pytest.mark.django_db


def test_a_job_holds_what_is_to_be_done(django_user_model):
    person = django_user_model.objects.create_user("ada")
    job = enqueue(write_line, "file", "line", key="line:1", about="A line", by=person)
    job.refresh_from_db()
    assert job.task == "tests.background.tasks.write_line"
    assert job.arguments == {"args": ["file", "line"], "kwargs": {}}
    assert (job.about, job.requested_by, job.status) == ("A line", person, "ready")


def test_what_is_rolled_back_was_never_asked_for():
    with transaction.atomic():
        enqueue(say_how_far, key="rolled-back")
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert do_waiting_jobs() == 0


def test_of_one_key_one_job_waits():
    first = enqueue(say_how_far, key="count")
    second = enqueue(say_how_far, key="count")
    other = enqueue(say_how_far, key="count something else")
    assert first.pk == second.pk != other.pk
    assert jobs_for("count").count() == 1


def test_whoever_asks_more_urgently_makes_the_job_that_waits_urgent():
    enqueue(say_how_far, key="count", priority=LATER)
    enqueue(say_how_far, key="count", priority=SOON)
    assert [job.priority for job in jobs_for("count")] == [SOON]


def test_a_job_that_runs_may_have_missed_what_is_asked_now():
    running = enqueue(say_how_far, key="count")
    assert take_job(None, "program") is not None
    assert enqueue(say_how_far, key="count").pk != running.pk


def test_jobs_without_a_key_are_each_for_itself():
    assert enqueue(say_how_far).pk != enqueue(say_how_far).pk


def test_arguments_that_json_cannot_hold_are_refused_at_once():
    with pytest.raises(TypeError):
        enqueue(write_line, "file", object())


def test_django_s_own_words_work(tmp_path):
    asked = write_line.enqueue(path=str(tmp_path / "lines"), line="one")
    assert asked.status == TaskResultStatus.READY
    do_waiting_jobs()
    result = write_line.get_result(asked.id)
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == "one"


def test_a_job_that_waits_can_be_discarded_and_taken_up_again(tmp_path):
    path = tmp_path / "lines"
    job = enqueue(write_line, str(path), "one", key="line")
    assert discard(job)
    assert do_waiting_jobs() == 0
    job.refresh_from_db()
    assert job.status == Job.Status.DISCARDED
    assert try_again(job)
    assert do_waiting_jobs() == 1
    assert path.read_text() == "one\n"


def test_what_is_done_is_neither_discarded_nor_done_again():
    job = enqueue(say_how_far)
    do_waiting_jobs()
    assert not discard(job)
    assert not try_again(job)


def test_a_failed_job_is_not_taken_up_again_while_another_of_its_key_waits():
    job = enqueue(fail, key="fail")
    Job.objects.filter(pk=job.pk).update(status=Job.Status.FAILED)
    enqueue(fail, key="fail")
    assert not try_again(job)
