"""A backup goes out and comes in again, on either engine; what is no backup is refused."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from ropa.backups import programs
from ropa.backups.archive import DATABASE, HEADS, MANIFEST, NotABackup, read
from ropa.backups.creating import CannotBackUp, left_out, make_backup
from ropa.backups.restoring import CannotRestore, check_it_fits
from tests.databases import OwnDatabase, demonstrated_heads
from tests.servers import Installation

# Those that make no database ask which one there is.
pytestmark = pytest.mark.database


class Made(NamedTuple):
    register: Installation
    file: Path
    said: str


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, own_database: type[OwnDatabase]
) -> Iterator[Made]:
    """The demonstration, backed up."""
    folder = tmp_path_factory.mktemp("register")
    with own_database(folder, "backed_up", demonstrated=True) as database:
        register = Installation(folder, database)
        shutil.copyfile(demonstrated_heads(), register.heads)
        register.run("manage.py", "shell", "-v", "0", "-c", SIGN_IN)
        file = folder / "register.backup"
        yield Made(register, file, register.run("manage.py", "backup", str(file)))


# A session, whose key would let whoever finds the backup in.
SIGN_IN = (
    "from django.contrib.auth.models import User\n"
    "from django.test import Client\n"
    "Client().force_login(User.objects.get(username='approver'))"
)
COUNTS = (
    "from django.apps import apps\n"
    "import json\n"
    "rows = {m._meta.label: m._default_manager.count() for m in apps.get_models()}\n"
    "print(json.dumps(rows))"
)


def refusal(register: Installation, *arguments: str) -> str:
    """Run a command that must fail, and return the sentence that it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=register._environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def counts(register: Installation) -> dict[str, int]:
    said = register.run("manage.py", "shell", "-v", "0", "-c", COUNTS)
    found: dict[str, int] = json.loads(said.strip().splitlines()[-1])
    return found


@pytest.fixture
def empty(tmp_path: Path, own_database: type[OwnDatabase]) -> Iterator[Installation]:
    """An installation on another machine, with an empty database."""
    with own_database(tmp_path, "restored", empty=True) as database:
        yield Installation(tmp_path, database)


def test_what_was_backed_up_is_restored_and_proved(made, empty):
    # when
    said = empty.run("manage.py", "restore", str(made.file))
    # then
    before, after = counts(made.register), counts(empty)
    assert before["ropa.Version"] > 0
    assert before["ropa.SignInSession"] > 0
    assert after == before | {"ropa.SignInSession": 0}
    assert f"Versions: {before['ropa.Version']}, all as they were made." in said
    assert "Heads noted down earlier" in said
    # and the heads go on where they ended
    assert empty.heads.read_text() == made.register.heads.read_text()
    assert "all of them there" in empty.run(
        "manage.py", "verify_versions", "--heads", str(empty.heads)
    )
    # and what is there is not thrown away unasked
    said = refusal(empty, "restore", str(made.file))
    assert "The database is not empty" in said
    assert counts(empty) == after
    # but if it is asked for
    empty.run("manage.py", "restore", "--replace", str(made.file))
    assert counts(empty) == after


def test_the_file_is_for_the_account_alone_and_says_what_it_holds(made):
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert [path.name for path in made.file.parent.iterdir() if ".backup-" in path.name] == []
    manifest = read(made.file)
    assert manifest.engine == connection.vendor
    assert manifest.versions == counts(made.register)["ropa.Version"]
    assert manifest.head == made.register.heads.read_text().splitlines()[-1]
    assert set(manifest.parts) == {DATABASE, HEADS}
    assert f"{manifest.versions} versions" in made.said
    assert "all as they were made" in made.said


def test_a_backup_never_takes_the_place_of_another(made):
    before = made.file.read_bytes()
    with pytest.raises(CannotBackUp, match="is there already"):
        make_backup(made.file)
    assert made.file.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"^No backup was made.*no such file or directory"):
        call_command("backup", str(tmp_path / "absent" / "register.backup"))


def test_versions_that_are_missing_from_the_backup_are_told(made, empty):
    # given: another version was made after the backup, and its head is kept elsewhere
    last = made.register.heads.read_text().splitlines()[-1]
    number = int(last.split()[0])
    later = f"{number + 1} {'0' * 64} 2026-11-29T08:00:00+00:00"
    empty.heads.write_text(f"{made.register.heads.read_text()}{later}\n")
    # then
    said = refusal(empty, "restore", str(made.file))
    assert f"it ends with version {number}" in said
    assert f"notes down versions up to {number + 1}" in said
    assert empty.heads.read_text().endswith(f"{later}\n")


def test_versions_that_were_changed_are_told(made, tmp_path, empty):
    # given: somebody who made the manifest anew too, but not the heads
    changed = tmp_path / "changed.backup"
    head = read(made.file).head.split()
    rewritten(made.file, changed, head=" ".join([head[0], "0" * 64, head[2]]))
    # then
    said = refusal(empty, "restore", str(changed))
    assert "Restored, but what was restored is not sound." in said


# What is no backup, or not as it was made


def rewritten(source: Path, target: Path, **changes: Any) -> None:
    """Write a backup again, with its manifest changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == MANIFEST:
                content = json.dumps(json.loads(content) | changes).encode()
            new.writestr(name, content)


def test_a_file_that_ends_too_early_is_refused(made, tmp_path):
    whole = made.file.read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        part = tmp_path / "part.backup"
        part.write_bytes(whole[:length])
        with pytest.raises(NotABackup, match="no backup of the register, or only part of one"):
            read(part)


def test_a_changed_byte_is_refused_wherever_it_is(made, tmp_path):
    whole = made.file.read_bytes()
    changed = tmp_path / "changed.backup"
    for place in range(40, len(whole), max(1, len(whole) // 40)):
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(NotABackup):
            read(changed)


@pytest.mark.parametrize(("before", "after"), [(b"", b"more"), (b"more", b""), (b"", b"\0" * 22)])
def test_bytes_added_around_a_backup_are_refused(made, tmp_path, before, after):
    changed = tmp_path / "changed.backup"
    changed.write_bytes(before + made.file.read_bytes() + after)
    with pytest.raises(NotABackup, match="added before or after"):
        read(changed)


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": {}},
        {"format": "ropa-backup-9"},
        {"parts": {DATABASE: {"size": 1, "sha256": "0" * 64}, HEADS: {"size": 0, "sha256": ""}}},
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(made, tmp_path, changes):
    rewritten(made.file, tmp_path / "changed.backup", **changes)
    with pytest.raises(NotABackup):
        read(tmp_path / "changed.backup")


@pytest.mark.parametrize("content", [b"", b"PGDMP", b"not a backup at all" * 100])
def test_another_file_is_refused_in_one_sentence(tmp_path, content):
    file = tmp_path / "other.backup"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"^Nothing was restored") as told:
        call_command("restore", str(file))
    assert str(told.value).count("\n") == 0


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be read \(no such file or directory\)"):
        call_command("restore", str(tmp_path / "absent.backup"))


def test_a_backup_can_be_checked_alone(made):
    said = StringIO()
    call_command("restore", str(made.file), "--check", stdout=said)
    assert "is as it was made" in said.getvalue()


# Where it would not fit


def test_another_engine_is_told(made):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    manifest = read(made.file).model_copy(update={"engine": other})
    with pytest.raises(CannotRestore, match="set DATABASE_URL to one of"):
        check_it_fits(manifest, replace=True)


def test_a_newer_release_is_told(made):
    manifest = read(made.file)
    newer = manifest.model_copy(update={"migrations": (*manifest.migrations, "ropa.9999_later")})
    with pytest.raises(CannotRestore, match="install that release first"):
        check_it_fits(newer, replace=True)


def test_programs_that_are_absent_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(programs.Failed, match="pg_dump is not installed"):
        programs.command("pg_dump")


def test_no_password_is_among_the_arguments(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hunter2")
    if connection.vendor == "postgresql":
        assert "hunter2" not in programs.database()
    assert programs.environment()["PGPASSWORD"] == "hunter2"
    assert "PGPASSWORD" not in os.environ


def test_no_backup_holds_sessions_or_what_is_made_again():
    assert {"django_session", "ropa_signinsession", "ropa_madefile", "ropa_madefilepiece"} == set(
        left_out()
    )
