"""Workers as processes of their own, on a database of their own: racing, killed, told to stop."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.databases import OwnDatabase

# However busy the machine is, a step is done by then, in seconds.
LONG = 300
WORK = """
import sys
from django.core.management import call_command
call_command("work", *sys.argv[1:])
"""


class Place:
    """A database of its own, and workers on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self._url = url
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "ropa.settings",
            "DATABASE_URL": url,
            "DEBUG": "1",
            "HEADS_FILE": str(folder / "heads.log"),
        }

    def run(self, *arguments: str) -> str:
        """Run Python with arguments to its end, and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def program(self, code: str) -> str:
        """Run some lines of a program of the register."""
        return self.run("-c", f"import django\ndjango.setup()\n{code}").strip()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database, as somebody who has nothing to do with the workers."""
        if self._url.startswith("sqlite"):
            with sqlite3.connect(self._url.removeprefix("sqlite:///"), timeout=60) as to:
                return to.execute(query).fetchall()
        with psycopg.connect(self._url) as to:
            return to.execute(query).fetchall()

    def jobs(self, task: str) -> list[tuple[Any, ...]]:
        """Return status, attempts and failure of the jobs of a task."""
        found = f"SELECT status, attempts, failure FROM ropa_job WHERE task LIKE '%.{task}'"
        return self.rows(f"{found} ORDER BY id")

    def has_begun(self) -> bool:
        """Whether a job tells of progress."""
        if not self._url.startswith("sqlite"):
            return bool(self.rows("SELECT 1 FROM ropa_job WHERE status = 'running' AND done > 0"))
        told = (self.folder / "register.sqlite3-work").glob("progress-*[0-9]")
        return any(json.loads(each.read_text())["done"] for each in told)

    def statuses(self, task: str) -> set[str]:
        return {status for status, _, _ in self.jobs(task)}

    @contextmanager
    def worker(self, *options: str, before: str = "") -> Iterator[subprocess.Popen[bytes]]:
        """A worker, which is told to stop at the end. It runs some lines `before` it begins."""
        program = f"import django\ndjango.setup()\n{before}\n{WORK}"
        with (self.folder / "worker.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", program, *options],
                cwd=settings.BASE_DIR,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=LONG)
            finally:
                # One that does not end takes the jobs of the tests that follow.
                process.kill()


def until(holds: Callable[[], Any], at_most: float = LONG) -> None:
    """Wait until something holds, for so many seconds."""
    latest = time.monotonic() + at_most
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.05)


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, own_database: type[OwnDatabase]
) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("workers")
    with own_database(folder, "workers") as url:
        yield Place(folder, url)


@pytest.fixture(autouse=True)
def nothing_left(place: Place) -> Iterator[None]:
    yield
    # Not by a program of the register, which takes seconds to start.
    for table in ("ropa_job", "ropa_worker"):
        place.rows(f"DELETE FROM {table} RETURNING 1")


ASK = "from ropa.background import *; from tests.background.tasks import *\n"


def test_three_workers_do_each_of_two_hundred_jobs_once(place: Place) -> None:
    path = place.folder / "lines"
    with place.worker("--processes", "2"), place.worker():
        # given three workers
        until(lambda: len(place.rows("SELECT 1 FROM ropa_worker")) == 3)
        # when
        place.program(f"{ASK}for n in range(200): enqueue(write_line, {str(path)!r}, str(n))")
        until(lambda: place.statuses("write_line") == {"done"})
        until(lambda: not place.rows("SELECT 1 FROM ropa_job WHERE status <> 'done'"))
        # then each was done once, and so was what is due once for all workers
        assert sorted(path.read_text().split(), key=int) == [str(n) for n in range(200)]
        assert {attempts for _, attempts, _ in place.jobs("write_line")} == {1}
        periodic = place.rows("SELECT task, count(*) FROM ropa_job GROUP BY task")
        assert {count for task, count in periodic if "write_line" not in task} == {1}
    # and who was told to stop has taken leave
    assert place.rows("SELECT 1 FROM ropa_worker") == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has one writer at a time")
def test_an_idle_worker_writes_nothing(place: Place) -> None:
    assert connection.vendor == "sqlite"
    with place.worker(), sqlite3.connect(place.folder / "register.sqlite3") as watching:
        until(lambda: place.rows("SELECT 1 FROM ropa_worker"))

        def is_unchanged_for_three_seconds() -> bool:
            before = watching.execute("PRAGMA data_version").fetchone()
            time.sleep(3)  # it looks twice a second
            return bool(watching.execute("PRAGMA data_version").fetchone() == before)

        # Once what is due has been done; a minute may begin meanwhile.
        until(is_unchanged_for_three_seconds, at_most=60)


def test_a_job_whose_worker_is_killed_is_done_by_another(place: Place) -> None:
    # given a job that kills its worker twice
    path = place.folder / "killed"
    place.program(f"{ASK}enqueue(kill_worker, {str(path)!r}, 2)")
    # when workers are started again as they end
    with place.worker("--processes", "2"):
        until(lambda: place.statuses("kill_worker") <= {"done", "failed"})
    # then
    assert [job[:2] for job in place.jobs("kill_worker")] == [("done", 3)]


def test_a_job_that_kills_every_worker_ends(place: Place) -> None:
    path = place.folder / "deadly"
    place.program(f"{ASK}enqueue(kill_worker, {str(path)!r}, 99)")
    with place.worker("--processes", "2"):
        until(lambda: place.statuses("kill_worker") == {"failed"})
    assert place.jobs("kill_worker") == [("failed", 3, "The worker was stopped in the middle.")]


def test_who_is_told_to_stop_gives_its_job_back(place: Place) -> None:
    place.program(f"{ASK}enqueue(say_how_far, 600)")
    with place.worker("--grace", "0") as process:
        until(lambda: place.statuses("say_how_far") == {"running"})
        process.terminate()
        assert process.wait(timeout=LONG) == 0
    assert place.jobs("say_how_far") == [("ready", 0, "")]


def test_who_is_told_to_stop_may_end_its_job(place: Place) -> None:
    # given a job that has begun: one that is only taken is given back
    place.program(f"{ASK}enqueue(say_how_far, 10)")
    with place.worker("--grace", str(LONG)) as process:
        until(place.has_begun)
        process.terminate()
        assert process.wait(timeout=LONG) == 0
    assert place.jobs("say_how_far") == [("done", 1, "")]


def test_a_job_that_runs_is_discarded_and_tells_how_far_it_was(place: Place) -> None:
    place.program(f"{ASK}enqueue(say_how_far, 600, key='long')")
    told = "from ropa.background.channels import channel\njob = jobs_for('long').get()\n"
    with place.worker():
        until(lambda: place.statuses("say_how_far") == {"running"})
        time.sleep(1.5)  # progress is told twice a second
        said = place.program(f"{ASK}{told}print(channel().progress_of(job)); print(discard(job))")
        assert said.splitlines() == ["Progress(doing='Counting', done=3, total=10)", "True"]
        until(lambda: place.statuses("say_how_far") == {"discarded"})


STOPPED_AS_IT_STARTS = """
import os, signal, sys
from ropa.background.processes import Processes
fork, to_stop = os.fork, sys.argv[1]
def forked():
    if to_stop == "parent":
        os.kill(os.getpid(), signal.SIGTERM)
    process = fork()
    if process == 0 and to_stop == "worker":
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getppid(), signal.SIGTERM)
    return process
os.fork = forked
Processes(2, parent=None, grace=0).run()
"""


@pytest.mark.parametrize("told", ["parent", "worker"])
def test_who_is_told_to_stop_while_a_worker_starts_ends(place: Place, told: str) -> None:
    # given a signal that comes in the middle of making a process
    place.run("-c", f"import django\ndjango.setup()\n{STOPPED_AS_IT_STARTS}", told)
    # then nobody is left
    assert place.rows("SELECT 1 FROM ropa_worker") == []


def test_a_worker_ends_with_its_parent(place: Place) -> None:
    # given a server that has started a worker
    start = (
        "import os, subprocess, sys, time; subprocess.Popen([sys.executable, 'manage.py', 'work', "
        "'--with-parent', str(os.getpid())]); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", start],
        cwd=settings.BASE_DIR,
        env=place._environment,
        stderr=subprocess.DEVNULL,
    )
    until(lambda: place.rows("SELECT 1 FROM ropa_worker"))
    # when
    parent.kill()
    parent.wait()
    # then it takes its leave
    until(lambda: not place.rows("SELECT 1 FROM ropa_worker"))


def test_a_worker_whose_parent_is_gone_before_it_can_look_ends_as_well(place: Place) -> None:
    nobody = 2**22 + 1  # larger than any number of a process
    place.run("manage.py", "work", "--with-parent", str(nobody))
    assert not place.rows("SELECT 1 FROM ropa_worker")


IMPORT = """
from ropa.background.channels import channel
from ropa.background.live_workers import is_abandoned
from ropa.imports import starting
from ropa.imports.starting import Step, job_key, start_import
from ropa.models import Job, ProcessingActivity, RegisterImport
"""
BROUGHT = f"""{IMPORT}
from tests.factories import make_team, make_user
from tests.imports.uploading import own_entry, own_rows, uploaded_import
starting.FEW_ROWS = dict.fromkeys(starting.FEW_ROWS, 99_999)
by, team = make_user("Approver"), make_team()
entries = (own_entry(f"RPA-{{number}}", team) for number in range(10_000, 10_600))
imported = uploaded_import(own_rows(*entries), by)
assert start_import(imported, Step.CHECK, by=by)
imported.refresh_from_db()
starting.FEW_ROWS = dict.fromkeys(starting.FEW_ROWS, 0)
assert start_import(imported, Step.CARRY_OUT, by=by)
print(imported.pk)
"""
# So many rows are written, and nobody can see them yet; it stays so until the worker is killed.
STAYS_IN_THE_MIDDLE = f"""
import time
from ropa.imports import tasks
report_progress = tasks.report_progress
def report_progress_and_stay(done=0, total=0, doing=""):
    report_progress(done, total, doing)
    if done > 300:
        time.sleep({LONG})
tasks.report_progress = report_progress_and_stay
"""
AFTER_KILL = f"""{IMPORT}
import json
job = Job.objects.get(key=job_key(KEY))
print(json.dumps([job.status, is_abandoned(job), ProcessingActivity.objects.count()]))
"""


def test_a_worker_killed_in_the_middle_of_an_import_leaves_nothing_half_done(place: Place) -> None:
    # given an import that has begun to write
    key = place.program(BROUGHT)
    with place.worker(before=STAYS_IN_THE_MIDDLE) as process:
        until(place.has_begun)
        # when
        process.kill()
        process.wait()
    # then that is seen at once
    seen = json.loads(place.program(AFTER_KILL.replace("KEY", key)))
    assert seen == ["running", True, 0]
    # and another worker imports all of it
    with place.worker():
        until(lambda: place.statuses("work_on_import") == {"done"})
    assert place.rows("SELECT count(*) FROM ropa_processingactivity") == [(600,)]
    assert place.rows("SELECT state FROM ropa_registerimport") == [("imported",)]
    assert [job[:2] for job in place.jobs("work_on_import")] == [("done", 2)]


PDF = """
import itertools
from ropa.background import enqueue
from ropa.public.pdf.tasks import make_wanted_pdf
from tests import factories
factories._count = itertools.count(1000)
enqueue(make_wanted_pdf, factories.approve(factories.make_activity()).pk)
"""


def test_a_worker_killed_in_the_middle_of_a_pdf_leaves_nothing_half_done(place: Place) -> None:
    place.program(PDF)
    with place.worker() as process:
        until(lambda: place.statuses("make_wanted_pdf") == {"running"})
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert place.rows("SELECT count(*) FROM ropa_madefile") == [(0,)]
    with place.worker():
        until(lambda: place.statuses("make_wanted_pdf") == {"done"})
    assert place.rows("SELECT count(*) FROM ropa_madefile") == [(1,)]


def test_a_worker_of_an_older_version_leaves_the_work_to_a_newer_one(place: Place) -> None:
    # given work of a newer version, and some that the worker knows
    place.program(
        f"{ASK}from ropa.models import Job\n"
        "Job.objects.create(task='ropa.newer.tasks.post', arguments={'args': [], 'kwargs': {}})\n"
        "enqueue(say_how_far)"
    )
    with place.worker():
        until(lambda: place.statuses("say_how_far") == {"done"})
        until(lambda: place.jobs("post")[0][2])
    status, attempts, failure = place.jobs("post")[0]
    assert (status, attempts) == ("ready", 0)
    assert "It waits for a worker of the version that asked for it." in failure
