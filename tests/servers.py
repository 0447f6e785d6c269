"""A real server with a database of its own, for tests that come to the register from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

START_SECONDS = 120


class OwnDatabase:
    """A database of the engine that the tests run on, gone afterwards."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = f"ropa_{name}_{os.getpid()}"

    def __enter__(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.folder}/register.sqlite3"
        self._run("CREATE")
        to = connection.settings_dict
        account = f"{to['USER']}:{to['PASSWORD']}" if to["PASSWORD"] else to["USER"]
        return f"postgres://{account}@{to['HOST']}:{to['PORT'] or 5432}/{self.name}"

    def __exit__(self, *failure: object) -> None:
        if connection.vendor != "sqlite":
            self._run("DROP")

    def _run(self, verb: str) -> None:
        to = connection.settings_dict
        with psycopg.connect(
            host=to["HOST"],
            port=to["PORT"] or 5432,
            user=to["USER"],
            password=to["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as maintenance:
            ending = " WITH (FORCE)" if verb == "DROP" else ""
            maintenance.execute(f"{verb} DATABASE {self.name}{ending}")


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


@contextmanager
def installed(folder: Path, name: str, **environment: str) -> Iterator[Installation]:
    """Install the register in `folder`, with a database that bears `name` and no tables yet, and
    with these environment variables."""
    with OwnDatabase(folder, name) as database:
        installation = Installation(folder, database, **environment)
        try:
            yield installation
        finally:
            installation.stop()
