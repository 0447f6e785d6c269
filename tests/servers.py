"""A real server with a database of its own, for tests that come to the register from outside."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import (
    OwnDatabase,
    copied,
    demonstrated_file,
    demonstrated_heads,
    migrated_file,
)

START_SECONDS = 120


class Installation:
    """The register as it is installed: its commands, its server, its heads, over one database."""

    def __init__(self, folder: Path, database: str, **environment: str) -> None:
        self.heads = folder / "heads.log"
        self._log = folder / "server.log"
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "ropa.settings",
            "DATABASE_URL": database,
            "DEBUG": "1",
            "HEADS_FILE": str(self.heads),
            # A demonstration register has some thirty, each a second of work.
            "PDFS_ON_REQUEST": "1",
            **environment,
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._addrport = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"http://{self._addrport}"
        self._server: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        """Run Python with arguments to its end, and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, command: str = "serve", *, answers_at: str = "/notices/") -> None:
        """Start the server, and wait until it answers at a path."""
        with self._log.open("a") as log:
            self._server = subprocess.Popen(
                [sys.executable, "manage.py", command, "--addrport", self._addrport],
                cwd=settings.BASE_DIR,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group of its own, so that all its processes can be killed at once.
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._server.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}{answers_at}", timeout=30)
            except OSError:
                time.sleep(0.1)
            else:
                return
        pytest.fail(f"The site did not start:\n{self._log.read_text()}")

    @property
    def server_pid(self) -> int:
        """The number of the server's first process."""
        assert self._server is not None
        return self._server.pid

    def stop(self) -> None:
        """Stop the server as an administrator would."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=30)

    def kill(self) -> None:
        """End every process of the server at once, with no chance to finish anything."""
        assert self._server is not None
        os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait(timeout=30)


type Install = Callable[..., AbstractContextManager[Installation]]
"""How `installed` is called; the fixture of that name is the way to it."""


@contextmanager
def installed(
    folder: Path, name: str, *, demonstrated: bool = False, **environment: str
) -> Iterator[Installation]:
    """Install the register in `folder`, with a migrated database that bears `name`, or with the
    demonstration, and with these environment variables. Tests ask for it by the fixture of this
    name."""
    with OwnDatabase(folder, name, demonstrated=demonstrated) as database:
        register = Installation(folder, database, **environment)
        if demonstrated:
            shutil.copyfile(demonstrated_heads(), register.heads)
        yield from _until_done(register)


@contextmanager
def installed_on_sqlite(
    folder: Path, *, demonstrated: bool = False, **environment: str
) -> Iterator[Installation]:
    """Install the register in `folder` on SQLite, for tests to which no engine matters."""
    kept = demonstrated_file() if demonstrated else migrated_file()
    database = copied(kept, folder / "register.sqlite3")
    yield from _until_done(Installation(folder, database, **environment))


def _until_done(installation: Installation) -> Iterator[Installation]:
    try:
        yield installation
    finally:
        installation.stop()
