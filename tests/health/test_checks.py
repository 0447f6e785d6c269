"""What the register needs, each check for itself: well, and broken."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ropa.documents.heads import Head
from ropa.health import checks
from ropa.models import HeadReceipt
from tests.factories import approve, make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(settings, tmp_path):
    """A version that is older than the time its head may take, and the file of heads."""
    settings.HEADS_FILE = tmp_path / "heads.log"
    version = approve(make_activity())
    checks_now = timezone.now() + checks.HEAD_GRACE + timedelta(seconds=1)
    return SimpleNamespace(
        head=Head.of_version(version), now=checks_now, file=Path(settings.HEADS_FILE)
    )


@pytest.fixture(autouse=True)
def nothing_found_yet(monkeypatch):
    monkeypatch.setattr(checks, "_migrated", set())


def broken(*_args, **_named):
    raise OperationalError("connection refused\nDETAIL: somewhere")


def test_all_is_well(settings, monkeypatch):
    settings.HEADS_FILE = None
    monkeypatch.setattr(checks, "workers_alive", lambda: ["one"])
    for name, check in {**checks.NEEDED, **checks.WATCHED}.items():
        assert check() == "", name


def test_a_database_that_is_away(monkeypatch):
    monkeypatch.setattr(connection, "cursor", broken)
    assert checks.database() == "The database does not answer (connection refused)."
    assert "cannot be seen" in checks.migrations()


def test_a_migration_that_is_not_applied():
    applied = MigrationRecorder(connection).migration_qs.filter(app="ropa").order_by("-id")
    applied[0].delete()
    assert checks.migrations() == "1 migrations are not applied: run `manage.py migrate`."


def test_a_database_found_migrated_is_not_asked_again(django_assert_num_queries):
    assert checks.migrations() == ""
    with django_assert_num_queries(0):
        assert checks.migrations() == ""


def test_no_worker():
    assert checks.worker() == "No worker is alive: start one with `manage.py work`."


@pytest.mark.parametrize("place", ["temporary", "heads"])
def test_a_folder_that_cannot_be_written(settings, tmp_path, monkeypatch, place):
    folder = tmp_path / place
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    settings.HEADS_FILE = tmp_path / "heads" / "heads.log"
    monkeypatch.setattr(os, "access", lambda path, _mode: path != folder)
    assert checks.disk() == f"{folder} cannot be written."


def test_a_disk_that_is_nearly_full(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    full = SimpleNamespace(free=checks.LEAST_FREE_BYTES - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    assert checks.disk() == f"The disk that holds {tmp_path} is nearly full."


def test_the_newest_head_is_noted(noted, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: noted.now)
    noted.file.write_text(f"{noted.head}\n")
    assert checks.heads() == ""


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (None, "holds no head that can be read"),
        ("", "holds no head that can be read"),
        ("{head}\n12 abc", "holds no head that can be read"),
        ("0" * 70, "holds no head that can be read"),
        ("{other}\n", "holds another head than the database"),
    ],
)
def test_a_head_that_is_not_noted(noted, monkeypatch, held, said):
    other = Head(noted.head.sequence, "f" * 64, noted.head.created_at)
    if held is not None:
        noted.file.write_text(held.format(head=noted.head, other=other))
    # while it may still be on its way, nothing is wrong
    assert checks.heads() == ""
    monkeypatch.setattr(timezone, "now", lambda: noted.now)
    assert said in checks.heads()


def test_a_head_that_is_behind(noted, monkeypatch):
    noted.file.write_text(f"{noted.head}\n")
    newer = approve(make_activity())
    monkeypatch.setattr(timezone, "now", lambda: noted.now + timedelta(minutes=1))
    assert checks.heads().endswith(f"does not hold the head of version {newer.sequence}.")


def test_a_head_that_has_not_gone_elsewhere(noted, settings, monkeypatch):
    noted.file.write_text(f"{noted.head}\n")
    settings.HEADS_TO = ["mailto:auditor@example.org"]
    monkeypatch.setattr(timezone, "now", lambda: noted.now)
    assert checks.heads() == ""

    monkeypatch.setattr(timezone, "now", lambda: noted.now + checks.SENDING_GRACE)
    assert checks.heads() == (
        f"mailto:auditor@example.org has not received the head of version {noted.head.sequence}."
    )

    HeadReceipt.objects.create(
        place="mailto:auditor@example.org",
        kind="mail",
        sequence=noted.head.sequence,
        line=str(noted.head),
    )
    assert checks.heads() == ""


def test_the_command_says_what_is_wrong(settings, monkeypatch, capsys):
    settings.HEADS_FILE = None
    monkeypatch.setattr(checks, "workers_alive", lambda: ["one"])
    call_command("health")
    assert "database: ok" in capsys.readouterr().out

    monkeypatch.setattr(connection, "cursor", broken)
    with pytest.raises(CommandError, match="not well"):
        call_command("health")
    assert "database: The database does not answer (connection refused)." in capsys.readouterr().out
