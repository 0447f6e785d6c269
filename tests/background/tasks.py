"""Tasks that tests have done in the background."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from ropa.background import TaskFailed, report_progress, task


@task(title="Write a line")
def write_line(path: str, line: str) -> str:
    with Path(path).open("a") as file:
        file.write(f"{line}\n")
    return line


@task(title="Fail", attempts=3, pause=10)
def fail() -> None:
    raise ValueError("a text with a name in it")


@task(title="Refuse")
def refuse() -> None:
    raise TaskFailed("The file is no longer there.")


@task(title="Say how far")
def say_how_far(seconds: float = 0) -> None:
    report_progress(3, 10, "Counting")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.05)
        report_progress(3, 10)


@task(title="Kill the worker", attempts=3)
def kill_worker(path: str, times: int) -> None:
    """Kill the process that does it, until it was tried so many times."""
    with Path(path).open("a") as file:
        file.write("tried\n")
    if len(Path(path).read_text().splitlines()) <= times:
        os.kill(os.getpid(), signal.SIGKILL)


def not_a_task() -> None:
    raise AssertionError("nobody may call it")


@task(title="One at a time", lane="test")
def alone() -> None:
    """One of which no other of its lane is done beside it."""


@task(title="One at a time as well", lane="test")
def alone_as_well() -> None:
    """Another one of the same lane."""
