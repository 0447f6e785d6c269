"""Each version leaves its head outside the database, once it is committed."""

from __future__ import annotations

import logging
import multiprocessing
from datetime import UTC, datetime

import pytest
from django.db import transaction

from ropa.actions.anchoring import anchor
from ropa.documents.heads import Head, read_heads
from tests.factories import approve, make_activity, make_notice, publish

HEAD = Head(7, "ab" * 32, datetime(2026, 3, 31, 14, 30, tzinfo=UTC))


@pytest.fixture
def heads_file(settings, tmp_path):
    settings.HEADS_FILE = tmp_path / "heads.log"
    return settings.HEADS_FILE


@pytest.mark.django_db
def test_every_version_is_noted_once_it_is_committed(
    heads_file, caplog, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.INFO, "ropa.heads")
    with django_capture_on_commit_callbacks(execute=True):
        activity = make_activity()
        versions = [approve(activity), publish(make_notice(activity))]
        assert not heads_file.exists()
    expected = [Head.of(version) for version in versions]
    assert list(read_heads([heads_file])) == expected
    logged = [record.getMessage() for record in caplog.records if record.name == "ropa.heads"]
    assert logged == [str(head) for head in expected]


class Undone(Exception):
    """Ends a transaction that comes to nothing."""


def approve_in_vain():
    with transaction.atomic():
        approve(make_activity())
        raise Undone


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_head(heads_file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(Undone):
        approve_in_vain()
    assert callbacks == []
    assert not heads_file.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["missing/heads.log", "."])
def test_a_file_that_cannot_be_written_is_an_error_in_the_log_alone(
    heads_file, settings, place, caplog, django_capture_on_commit_callbacks
):
    settings.HEADS_FILE = heads_file.parent / place
    with django_capture_on_commit_callbacks(execute=True):
        version = approve(make_activity())
    [error] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert f"head of version {version.sequence} was not added to" in error.getMessage()
    assert error.getMessage().endswith(str(Head.of(version)))


def test_without_a_file_the_log_has_it(settings, caplog):
    settings.HEADS_FILE = None
    caplog.set_level(logging.INFO, "ropa.heads")
    anchor(HEAD)
    assert [record.getMessage() for record in caplog.records] == [str(HEAD)]


def test_heads_already_there_are_kept(heads_file):
    anchor(HEAD)
    anchor(HEAD)
    assert heads_file.read_text() == f"{HEAD}\n" * 2


def test_lines_of_several_processes_never_mix(heads_file):
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write_many, args=(number,)) for number in range(1, 5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    heads = list(read_heads([heads_file]))
    assert {head.sequence: 50 for head in heads} == dict.fromkeys(range(1, 5), 50)
    assert len(heads) == 200


def _write_many(number):
    for _ in range(50):
        anchor(Head(number, HEAD.row_hash, HEAD.created_at))
