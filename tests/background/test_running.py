"""What becomes of a job: done, tried again later, failed, or left to a worker that knows it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.background import LATER, SOON, discard, enqueue
from ropa.background.channels import Progress
from ropa.background.progress import Current, StoppedByPerson, report_progress, working_on
from ropa.background.running import UNKNOWN, finish_job, run_job, take_job
from ropa.background.tasks import RegisterTask
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job, Worker
from tests.background.tasks import alone, alone_as_well, fail, refuse, say_how_far, write_line

pytestmark = pytest.mark.django_db
PROGRAM = "program"


def claimed_job(worker: Worker | None = None, program: str = PROGRAM) -> Job:
    job = take_job(worker, program)
    assert job is not None
    return job


def done_once(program: str = PROGRAM) -> Job:
    job = claimed_job(None, program)
    finish_job(job, run_job(job, program))
    job.refresh_from_db()
    return job


def let_time_pass() -> None:
    Job.objects.update(run_after=timezone.now())


def test_what_is_done_says_so_and_keeps_what_it_returned(tmp_path):
    enqueue(write_line, str(tmp_path / "lines"), "one")
    job = done_once()
    assert (job.status, job.result, job.attempts, job.failure) == ("done", "one", 1, "")
    assert job.started_at
    assert job.finished_at
    assert job.started_at <= job.finished_at


def test_the_most_urgent_is_done_first_and_of_equals_the_oldest():
    later = enqueue(say_how_far, priority=LATER)
    first, second = enqueue(say_how_far), enqueue(say_how_far)
    soon = enqueue(say_how_far, priority=SOON)
    assert [done_once().pk for _ in range(4)] == [soon.pk, first.pk, second.pk, later.pk]


def test_nothing_is_done_before_its_time():
    say_how_far.using(run_after=timezone.now() + timedelta(minutes=1)).enqueue()
    assert take_job(None, PROGRAM) is None


def test_looking_for_work_writes_nothing_when_there_is_none(django_assert_num_queries):
    with django_assert_num_queries(1) as queries:
        assert take_job(None, PROGRAM) is None
    assert queries[0]["sql"].startswith("SELECT")


def test_a_failure_is_tried_again_later_and_ends_after_the_last_attempt():
    enqueue(fail)
    pauses = []
    for attempt in (1, 2):
        job = done_once()
        assert (job.status, job.attempts) == ("ready", attempt)
        assert take_job(None, PROGRAM) is None, "it waits for its pause"
        pauses.append(round((job.run_after - timezone.now()).total_seconds()))
        let_time_pass()
    assert pauses == [10, 20]
    job = done_once()
    assert (job.status, job.attempts, job.exception) == ("failed", 3, "builtins.ValueError")


def test_what_a_failure_says_repeats_nothing_of_the_error():
    enqueue(fail)
    job = done_once()
    assert job.failure == "The program failed (ValueError). The log of the worker says more."


def test_a_task_that_says_it_cannot_be_done_is_not_tried_again():
    enqueue(refuse)
    job = done_once()
    assert (job.status, job.failure) == ("failed", "The file is no longer there.")


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 15), (2, 30), (5, 240), (12, 3600)])
def test_pauses_double_up_to_an_hour(attempts, seconds):
    assert isinstance(say_how_far, RegisterTask)
    assert say_how_far.pause_after(attempts) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("task", "args"),
    [
        ("tests.background.tasks.of_a_newer_program", []),
        ("tests.background.no_module.task", []),
        ("nonsense", []),
        ("tests.background.tasks.not_a_task", []),
        ("tests.background.tasks.refuse", ["an argument of a newer program"]),
    ],
)
def test_a_task_that_the_program_does_not_know_waits_for_one_that_does(task, args):
    Job.objects.create(task=task, arguments={"args": args, "kwargs": {}})
    job = done_once("older program")
    assert (job.status, job.attempts, job.failure) == ("ready", 0, UNKNOWN)
    let_time_pass()
    assert take_job(None, "older program") is None
    assert take_job(None, "newer program") is not None


def test_whoever_lost_a_job_to_another_worker_writes_nothing_about_it():
    slow, quick = (
        Worker.objects.create(host="host", process=number, program=PROGRAM) for number in (1, 2)
    )
    enqueue(say_how_far)
    lost = claimed_job(slow)
    Job.objects.filter(pk=lost.pk).update(status=Job.Status.READY)
    found = claimed_job(quick)
    assert not finish_job(lost, {"status": Job.Status.FAILED})
    assert finish_job(found, {"status": Job.Status.DONE})


def test_a_failure_gives_way_to_a_job_of_its_key_that_waits_already():
    first = enqueue(fail, key="fail")
    job = claimed_job()
    second = enqueue(fail, key="fail")
    finish_job(job, run_job(job, PROGRAM))
    statuses = dict(Job.objects.values_list("pk", "status"))
    assert statuses == {first.pk: "discarded", second.pk: "ready"}


def test_progress_is_that_of_the_job_at_work():
    current = Current(job=1, attempts=1)
    with working_on(current):
        report_progress(1, 4, "Reading")
        report_progress(2, 4)
    report_progress(3, 4)
    assert current.progress == Progress("Reading", 2, 4)


def test_a_job_that_somebody_discards_stops_when_it_next_says_how_far_it_is():
    enqueue(say_how_far)
    job = claimed_job()
    current = Current(job.pk, 1, is_asked_to_stop=True)
    with working_on(current), pytest.raises(StoppedByPerson):
        report_progress()
    finish_job(job, run_job(job, PROGRAM, current))
    job.refresh_from_db()
    assert job.status == "discarded"
    assert not discard(job)


def test_all_that_waits_is_done_on_request(tmp_path):
    path = tmp_path / "lines"
    for number in range(5):
        enqueue(write_line, str(path), str(number))
    assert do_waiting_jobs() == 5
    assert path.read_text() == "0\n1\n2\n3\n4\n"


def test_of_one_lane_one_job_is_done_at_a_time_and_others_go_on():
    # given more that wait for the lane than are looked at together
    first = enqueue(alone, priority=SOON)
    second = enqueue(alone_as_well, priority=SOON)
    for _ in range(10):
        enqueue(alone, priority=SOON)
    other = enqueue(say_how_far)
    # when one worker has begun the first
    begun = claimed_job()
    assert begun.pk == first.pk
    # then another does what is of no lane, and then nothing
    assert claimed_job().pk == other.pk
    assert take_job(None, PROGRAM) is None
    # until the first is done
    finish_job(begun, run_job(begun, PROGRAM))
    assert claimed_job().pk == second.pk
