"""The processes of a server: one that ends is started again, and none outlives the supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ropa.serving import supervisor
from ropa.serving.supervisor import Child, Supervisor

# A child that notes down that it runs, and ends when it is told to.
STEADY = (
    "import os, pathlib, signal, sys\n"
    "pathlib.Path(sys.argv[1], str(os.getpid())).touch()\n"
    "signal.sigwait({signal.SIGTERM})\n"
)
DEAF = STEADY.replace("signal.sigwait({signal.SIGTERM})", "signal.signal(15, signal.SIG_IGN)") + (
    "import time\ntime.sleep(60)\n"
)
SUPERVISED = """
import pathlib, sys
from ropa.serving.supervisor import Child, Supervisor
command = (sys.executable, "-c", sys.argv[2], sys.argv[1])
Supervisor([Child("child", command)], pathlib.Path.cwd()).run()
"""
WAIT_SECONDS = 20


def waited_for(condition):
    """Return the first thing of worth that `condition` returns."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    pytest.fail("It did not come about.")


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that has ended and not been asked about does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


class Started:
    """A supervisor in a process of its own, and the children that have run so far."""

    def __init__(self, folder: Path, child: str) -> None:
        self._folder = folder
        self.process = subprocess.Popen([sys.executable, "-c", SUPERVISED, str(folder), child])

    def children(self) -> set[int]:
        return {int(each.name) for each in self._folder.iterdir()}

    def end(self) -> None:
        for pid in self.children() | {self.process.pid}:
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def started(tmp_path):
    """Starts a supervisor of a child that runs some Python; all are gone afterwards."""
    running = []

    def start(child: str) -> Started:
        running.append(Started(tmp_path, child))
        return running[-1]

    yield start
    for each in running:
        each.end()


def test_a_child_that_was_killed_is_started_again(started):
    running = started(STEADY)
    [first] = waited_for(running.children)
    os.kill(first, signal.SIGKILL)
    second = waited_for(lambda: running.children() - {first}).pop()
    assert is_running(second)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_with_its_children(started, told):
    running = started(STEADY)
    [child] = waited_for(running.children)
    running.process.send_signal(told)
    assert running.process.wait(WAIT_SECONDS) == 0
    assert not is_running(child)


def test_whoever_does_not_stop_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr(supervisor, "SECONDS_TO_STOP", 0.2)
    child = Child("deaf", (sys.executable, "-c", DEAF, str(tmp_path)))
    child.start(tmp_path)
    [pid] = waited_for(lambda: [int(each.name) for each in tmp_path.iterdir()])
    Supervisor([child], tmp_path)._stop_all()
    assert not is_running(pid)


def test_one_that_fails_again_and_again_is_started_ever_later(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 1000.0)
    child = Child("failing", (), started=1000.0)
    pauses = []
    for _ in range(8):
        child.take_note_of_end(1)
        pauses.append(child.start_at - 1000)
    assert pauses == [0, 1, 3, 7, 15, 30, 30, 30]

    child.started = 1000 - supervisor.STEADY_SECONDS - 1
    child.take_note_of_end(1)
    assert child.start_at == 1000
