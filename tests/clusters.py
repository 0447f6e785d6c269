"""A PostgreSQL cluster of the tests' own, which they may stop, restart and copy.

PostgreSQL runs as nobody's superuser, so a test that root runs hands the cluster to the account
`postgres`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.databases import demonstrate, demonstrated_folder

NO_SERVER = (
    "This test makes a PostgreSQL cluster of its own, and found no initdb: install PostgreSQL’s "
    "server, for example with apt-get install postgresql."
)
# What a crash would need is of no use to a test.
SETTINGS = "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_senders=4"


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs. Fails the test if there is none."""
    found = shutil.which(name)
    if found is None:
        places = sorted(
            Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4])
        )
        found = str(places[-1]) if places else None
    if found is None:
        pytest.fail(NO_SERVER)
    return found


class Cluster:
    """A cluster that answers on a port of 127.0.0.1, to `register` without a password; `heads` were
    noted of the versions in it."""

    heads: Path

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def url(self) -> str:
        """What to set DATABASE_URL to."""
        return f"postgres://register@127.0.0.1:{self.port}/register"

    def make(self) -> None:
        """Make an empty cluster, start it, and make the database in it."""
        self._run(
            "initdb",
            *("--pgdata", str(self._data), "--username", "register", "--auth", "trust"),
            *("--no-sync", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"),
        )
        self.start()
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE register")

    def like(self, kept: Path) -> None:
        """Copy a cluster that is stopped, and start the copy."""
        shutil.copytree(kept, self._data)
        self._data.chmod(0o700)
        if os.geteuid() == 0:
            for each in (self._data, *self._data.rglob("*")):
                shutil.chown(each, "postgres", "postgres")
        self.start()

    def keep(self, folder: Path) -> None:
        """Stop the server for good, and put the cluster into a folder."""
        self._control("stop", "--mode", "smart", "--wait")
        shutil.copytree(self._data, folder)

    def copy_of(self, primary: Cluster) -> None:
        """Make a hot standby that follows another cluster, and start it."""
        self._run(
            "pg_basebackup",
            *("--pgdata", str(self._data), "--dbname", primary._dsn("postgres")),
            *("--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast"),
            "--no-sync",
        )
        self.start()

    def start(self, *settings: str) -> None:
        """Start the server, and wait until it answers."""
        given = " ".join(f"-c {each}" for each in (*SETTINGS, *settings))
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self._folder} {given}"
        log = str(self._folder / "log")
        self._control("start", "--log", log, "--wait", "--timeout", "60", "--options", options)

    def stop(self) -> None:
        """Stop the server at once, as an administrator would who cannot wait for anybody."""
        self._control("stop", "--mode", "fast", "--wait")

    def kill(self) -> None:
        """Stop the server without letting it finish anything."""
        self._control("stop", "--mode", "immediate", "--wait")

    @contextmanager
    def gone_afterwards(self) -> Iterator[None]:
        """Leave nothing of the cluster, even if this process is killed: another one waits until
        nobody holds the other end of its pipe."""
        stop = f"{program('pg_ctl')} --pgdata {self._data} --mode immediate stop"
        ending = subprocess.Popen(
            ["sh", "-c", f"read -r nothing; {stop}; rm -rf {self._folder}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._account(),
        )
        assert ending.stdin is not None
        try:
            yield
        finally:
            ending.stdin.close()
            ending.wait(timeout=60)

    def execute(self, statement: str) -> list[Any]:
        """Run one statement outside a transaction, and return its rows if it has any."""
        with psycopg.connect(self._dsn("register"), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @staticmethod
    def _account() -> dict[str, Any]:
        """As whom PostgreSQL's programs run."""
        if os.geteuid() != 0:
            return {}
        return {"user": "postgres", "group": "postgres", "extra_groups": []}

    def _dsn(self, database: str) -> str:
        return f"host=127.0.0.1 port={self.port} user=register dbname={database}"

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "--pgdata", str(self._data), *arguments)

    def _run(self, name: str, *arguments: str) -> None:
        # To a file: a server that was started would hold a pipe open for ever.
        with (self._folder / "commands").open("w+") as said:
            done = subprocess.run(
                [program(name), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                check=False,
                **self._account(),
            )
            said.seek(0)
            assert done.returncode == 0, f"{name}: {said.read()}"


@contextmanager
def own_cluster(primary: Cluster | None = None) -> Iterator[Cluster]:
    """Make a cluster with the demonstration, or one that follows `primary`; nothing of it is left
    afterwards."""
    with _new_cluster() as cluster:
        if primary is None:
            made = demonstrated_folder("cluster", _make_demonstrated)
            cluster.like(made / "data")
            cluster.heads = made / "heads.log"
        else:
            cluster.copy_of(primary)
        yield cluster


def _make_demonstrated(folder: Path) -> None:
    with _new_cluster() as cluster:
        cluster.make()
        demonstrate(cluster.url, folder / "heads.log")
        cluster.keep(folder / "data")


@contextmanager
def _new_cluster() -> Iterator[Cluster]:
    # Not under the test's own folder: its path may be too long for a socket's, and closed to the
    # account that runs the server.
    folder = Path(tempfile.mkdtemp(prefix="ropa-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            pytest.fail(NO_SERVER)
        os.chown(folder, account.pw_uid, account.pw_gid)
    cluster = Cluster(folder)
    with cluster.gone_afterwards():
        yield cluster
