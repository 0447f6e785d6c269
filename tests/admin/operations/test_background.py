"""The page of the work in the background: what waits, runs and failed, and deciding about it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from ropa.admin.operations import background
from ropa.background import enqueue
from ropa.background.channels import Progress
from ropa.background.worker import do_waiting_jobs
from ropa.deployment import deployment
from ropa.models import Job, Worker
from tests.admin.forms import signed_in, text_of
from tests.background.tasks import fail, refuse, say_how_far
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_user("Administrator", first_name="Grace", last_name="Example")


@pytest.fixture
def client(administrator):
    return signed_in(administrator)


def page(client, **asked):
    return text_of(client.get(reverse("admin:background"), asked).text)


def decide(client, job, decision):
    sent = {"row": job.pk, "decision": decision, "show": "all"}
    return text_of(client.post(reverse("admin:background"), sent, follow=True).text)


def running(job, monkeypatch, told=None, *, alive=True):
    worker = Worker.objects.create(host="host-a", process=7, program=deployment().digest)
    Job.objects.filter(pk=job.pk).update(status=Job.Status.RUNNING, worker=worker, attempts=1)
    monkeypatch.setattr(background, "workers_alive", lambda: [worker] if alive else [])
    monkeypatch.setattr(
        background, "channel", lambda: SimpleNamespace(progress_of=lambda _job: told)
    )
    return worker


def test_it_says_what_waits_in_plain_words_and_for_whom(client, administrator):
    enqueue(say_how_far, about="RPA-0001, version 3", by=administrator)
    text = page(client)
    assert "Say how far: RPA-0001, version 3" in text
    assert "Waiting" in text
    assert "Grace Example" in text


def test_without_a_worker_it_says_whom_to_tell(client):
    assert "No worker is running, so nothing here is done." in page(client)


def test_it_says_who_works_and_how_far_it_is(client, monkeypatch):
    job = enqueue(say_how_far)
    worker = running(job, monkeypatch, Progress("Counting", 3, 10))
    text = page(client)
    assert "host-a, process 7" in text
    assert "another version" not in text
    assert "Counting: 3 of 10" in text
    worker.program = "older"
    assert "another version of the program than this page" in page(client)


def test_a_killed_worker_is_seen_at_once(client, monkeypatch):
    running(enqueue(say_how_far), monkeypatch, alive=False)
    assert "Its worker was stopped" in page(client)


def test_a_failure_is_told_in_a_sentence_and_tried_again(client):
    job = enqueue(refuse)
    do_waiting_jobs()
    text = page(client, show="failed")
    assert "The file is no longer there." in text
    assert "Refuse: It waits to be done again." in decide(client, job, "again")
    job.refresh_from_db()
    assert (job.status, job.attempts) == ("ready", 0)


def test_what_waits_is_discarded(client):
    job = enqueue(say_how_far)
    assert "It is discarded." in decide(client, job, "discard")
    assert do_waiting_jobs() == 0
    job.refresh_from_db()
    assert job.status == "discarded"


@pytest.mark.parametrize("decision", ["again", "nonsense", ""])
def test_what_cannot_be_done_is_said_so(client, decision):
    job = enqueue(say_how_far)
    assert "That could not be done" in decide(client, job, decision)
    job.refresh_from_db()
    assert job.status == "ready"


def test_a_job_that_is_no_number_is_said_so(client):
    for number in ("", "x", "٣", "9" * 40, "-1"):
        sent = {"row": number, "decision": "discard"}
        text = text_of(client.post(reverse("admin:background"), sent, follow=True).text)
        assert "That could not be done" in text


def test_it_shows_what_is_asked_for(client):
    waits, failed, done = enqueue(say_how_far), enqueue(refuse), enqueue(fail)
    for job, status in ((failed, "failed"), (done, "done")):
        Job.objects.filter(pk=job.pk).update(status=status, finished_at=timezone.now())
    texts = {show: page(client, show=show) for show in ("open", "failed", "all", "nonsense")}
    titles = ("Say how far", "Refuse")
    shown = {show: [each for each in titles if f"{each} " in text] for show, text in texts.items()}
    assert waits.is_open
    assert shown["open"] == shown["nonsense"] == ["Say how far"]
    assert shown["failed"] == ["Refuse"]
    assert "Failed (1)" in page(client)


def test_a_task_of_another_version_is_named_all_the_same(client):
    Job.objects.create(task="ropa.newer.tasks.send_post", arguments={"args": [], "kwargs": {}})
    assert "send post" in page(client)


@pytest.mark.parametrize("role", ["Editor", "Data protection lead", "Approver", "Auditor"])
def test_it_is_for_administrators(role):
    client = signed_in(make_user(role))
    for answer in (
        client.get(reverse("admin:background")),
        client.post(reverse("admin:background"), {}),
    ):
        assert answer.status_code == 403
        assert "None of your roles lets you view jobs in the background." in text_of(answer.text)


@pytest.mark.parametrize("number", [1, 40])
def test_few_and_many_take_the_same_queries(
    number, client, administrator, django_assert_num_queries
):
    for _ in range(number):
        enqueue(say_how_far, by=administrator)
    page(client)
    with django_assert_num_queries(8):
        page(client)
