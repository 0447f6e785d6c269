"""PDFs are made in the background: those that readers ask for, and those of what is published."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from ropa.background import SOON
from ropa.background.files import find_file
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job, MadeFile
from ropa.public.pdf import tasks
from ropa.public.pdf.files import pdf_name
from ropa.public.pdf.tasks import ask_for_new_pdfs, make_new_pdfs, make_wanted_pdf, missing_pdfs
from ropa.typesetting.process import NotTypeset
from tests.factories import approve, make_activity, make_notice, publish

pytestmark = pytest.mark.django_db


def let_time_pass() -> None:
    Job.objects.update(run_after="2026-01-01T00:00:00Z")


def test_what_is_published_has_its_pdf_made_soon(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    # given two public versions and an internal one, of one transaction
    with django_capture_on_commit_callbacks(execute=True):
        entry = approve(make_activity())
        notice = publish(make_notice(entry.activity))  # type: ignore[arg-type]
        internal = approve(make_activity(is_public=False))
    # then one job makes those of both, after a moment
    assert Job.objects.count() == 1
    assert do_waiting_jobs() == 0
    let_time_pass()
    assert do_waiting_jobs() == 1
    assert find_file(pdf_name(entry))
    assert find_file(pdf_name(notice))
    assert not find_file(pdf_name(internal))
    assert missing_pdfs() == []


def test_where_pdfs_wait_for_a_reader_publishing_asks_for_none(
    settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.PDFS_ON_REQUEST = True
    with django_capture_on_commit_callbacks(execute=True):
        approve(make_activity())
    assert not Job.objects.exists()


def test_after_a_while_others_get_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    # given three PDFs to make, and hardly any time
    versions = [approve(make_activity()) for _ in range(3)]
    made: list[Any] = []
    monkeypatch.setattr(tasks, "_TURN", -1)
    monkeypatch.setattr(tasks, "make_pdf", made.append)
    # when
    make_new_pdfs.call()
    # then the rest is a job of its own, that goes on where this one stopped
    assert made == []
    (rest,) = Job.objects.all()
    assert rest.arguments["args"] == [versions[-1].sequence]
    monkeypatch.setattr(tasks, "_TURN", 60)
    make_new_pdfs.call(versions[1].sequence)
    assert made == [versions[1], versions[0]]


def test_one_that_cannot_be_made_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = approve(make_activity()), approve(make_activity())

    def make(version: Any) -> None:
        if version == second:
            raise NotTypeset("no")
        made.append(version)

    made: list[Any] = []
    monkeypatch.setattr(tasks, "make_pdf", make)
    assert make_new_pdfs.call() == 1
    assert made == [first]


def test_what_is_no_longer_public_is_not_made() -> None:
    version = approve(make_activity(is_public=False))
    job = Job.objects.create(
        task=make_wanted_pdf.module_path, arguments={"args": [version.pk], "kwargs": {}}
    )
    do_waiting_jobs()
    job.refresh_from_db()
    assert (job.status, job.failure) == ("failed", "The version is no longer public.")


def test_a_machine_without_the_libraries_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tasks, "can_make_pdfs", lambda: False)
    ask_for_new_pdfs()
    let_time_pass()
    do_waiting_jobs()
    job = Job.objects.get()
    assert job.status == "failed"
    assert "Install libpango" in job.failure
    assert not MadeFile.objects.exists()
    assert job.priority < SOON
