"""Each version leaves its head outside the database, once it is committed."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from django.db import transaction

from ropa.actions.anchoring import anchor, note_missing_heads
from ropa.documents.heads import Head
from ropa.documents.heads_file import read_heads
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
    expected = [Head.of_version(version) for version in versions]
    assert read_heads([heads_file])[0] == expected
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
    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    [error] = [record for record in errors if record.name == "ropa.actions.anchoring"]
    assert f"head of version {version.sequence} was not added to" in error.getMessage()
    assert error.getMessage().endswith(str(Head.of_version(version)))


def test_without_a_file_the_log_has_it(settings, caplog):
    settings.HEADS_FILE = None
    caplog.set_level(logging.INFO, "ropa.heads")
    anchor(HEAD)
    assert [record.getMessage() for record in caplog.records] == [str(HEAD)]


@pytest.mark.django_db
def test_what_could_not_be_written_is_added_by_the_next_version(
    heads_file, caplog, django_capture_on_commit_callbacks
):
    # given a file that could not be written for a while
    heads_file.mkdir()
    with django_capture_on_commit_callbacks(execute=True):
        versions = [approve(make_activity()), approve(make_activity())]
    heads_file.rmdir()

    # when
    with django_capture_on_commit_callbacks(execute=True):
        versions.append(approve(make_activity()))

    # then
    assert read_heads([heads_file])[0] == [Head.of_version(version) for version in versions]
    assert "lacked the heads of versions 1 to 2" in caplog.text


@pytest.mark.django_db
def test_what_is_missing_is_added_without_a_version_too(heads_file):
    version = approve(make_activity())
    assert note_missing_heads() == 1
    assert note_missing_heads() == 0
    assert heads_file.read_text() == f"{Head.of_version(version)}\n"


@pytest.mark.django_db
def test_a_head_is_noted_once(heads_file):
    anchor(HEAD)
    anchor(HEAD)
    assert heads_file.read_text() == f"{HEAD}\n"


@pytest.mark.django_db
def test_a_database_that_was_put_back_is_seen_in_the_file(heads_file):
    """Another version 7 than the one noted down: both are kept."""
    other = Head(7, "cd" * 32, HEAD.created_at)
    anchor(HEAD)
    anchor(other)
    assert heads_file.read_text() == f"{HEAD}\n{other}\n"
