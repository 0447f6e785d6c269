"""A full disk, or one that cannot be written: nothing is half kept, and everybody is told."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from ropa.background import enqueue
from ropa.background.files import keep_file
from ropa.background.reasons import AWAY, FULL, READ_ONLY, reason_of
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job, MadeFile, MadeFilePiece
from ropa.public.pdf import files
from ropa.public.pdf.tasks import make_wanted_pdf
from tests.factories import approve, make_activity

pytestmark = pytest.mark.django_db


@contextmanager
def no_room() -> Iterator[None]:
    """Let the database grow by a few pages alone."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no quota to set")
def test_a_file_for_which_there_is_no_room_leaves_nothing() -> None:
    with no_room(), pytest.raises(OperationalError, match="full"), transaction.atomic():
        keep_file("name", "pdf", [os.urandom(300_000)])
    assert not MadeFile.objects.exists()
    assert not MadeFilePiece.objects.exists()
    assert keep_file("name", "pdf", [b"There is room again."]).size == 20


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("database or disk is full"),
    ],
)
def test_who_waits_for_a_pdf_is_told_and_so_is_who_runs_the_register(
    error: Exception, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a disk that is full when the PDF is to be kept
    def full(*_asked: Any, **_named: Any) -> None:
        raise error

    version = approve(make_activity())
    monkeypatch.setattr(files, "keep_file", full)
    address = f"/register/{version.subject.reference}.pdf"  # type: ignore[union-attr]
    assert client.get(address).status_code == 503
    # when it was tried as often as it may be
    for _ in range(2):
        Job.objects.update(run_after="2026-01-01T00:00:00Z")
        do_waiting_jobs()
    # then
    job = Job.objects.get()
    assert (job.status, job.failure) == ("failed", FULL)
    assert "There is no PDF" in client.get(address).text
    assert not MadeFile.objects.exists()
    # and once there is room, it is made
    monkeypatch.undo()
    enqueue(make_wanted_pdf, version.pk, key=job.key)
    do_waiting_jobs()
    assert client.get(address).status_code == 200


def test_reasons_are_sentences_for_people() -> None:
    full = OperationalError("could not extend file")
    full.__cause__ = psycopg.errors.DiskFull()
    assert reason_of(full) == FULL
    assert reason_of(OSError(errno.EROFS, "Read-only file system")) == READ_ONLY
    assert reason_of(OperationalError("canceling statement due to statement timeout")) == AWAY
    assert reason_of(ValueError("a secret")).startswith("The program failed (ValueError).")


def test_a_real_full_device_is_recognised() -> None:
    with (
        Path("/dev/full").open("wb", 0) as device,
        pytest.raises(OSError, match="No space") as full,
    ):
        device.write(b"anything")
    assert reason_of(full.value) == FULL
