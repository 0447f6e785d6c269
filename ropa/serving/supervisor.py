"""Keeps the processes of a server going: those that answer requests, and a worker beside them.

One that ends by itself is started again, at once the first time and then after ever longer pauses.
When the supervisor is told to stop it tells them all, and ends when they have; when it is killed,
each of them sees that its parent is gone, and ends.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

logger = logging.getLogger(__name__)

LONGEST_PAUSE = 30.0
# Whoever ran for so many seconds did not fail from the start.
STEADY_SECONDS = 60
# After how many seconds whoever was told to stop and did not is killed.
SECONDS_TO_STOP = 20
_ROUND = 0.1


@dataclass
class Child:
    """A process to be kept going: its name, how it is started, and how it has fared."""

    name: str
    command: Sequence[str]
    passed: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    failures: int = field(default=0)

    def start(self, folder: Path) -> None:
        self.process = subprocess.Popen(  # noqa: S603 -- nothing in it is anybody's but ours
            self.command, cwd=folder, pass_fds=self.passed
        )
        self.started = time.monotonic()

    def take_note_of_end(self, status: int) -> None:
        """Choose when to start it again."""
        now = time.monotonic()
        if now - self.started > STEADY_SECONDS:
            self.failures = 0
        pause = min(2.0**self.failures - 1, LONGEST_PAUSE)
        self.failures += 1
        self.process, self.start_at = None, now + pause
        logger.error("The %s ended with status %s; it is started again.", self.name, status)


class Supervisor:
    """Runs processes until it is told to stop."""

    def __init__(self, children: Sequence[Child], folder: Path) -> None:
        self._children = children
        self._folder = folder
        self._stops = False

    def run(self) -> None:
        """Keep all of them going; return once all have ended, after SIGTERM or Ctrl-C."""
        former = {
            number: signal.signal(number, self._on_signal)
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            while not self._stops:
                for child in self._children:
                    self._look_after(child)
                time.sleep(_ROUND)
        finally:
            self._stop_all()
            for number, handler in former.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stops = True

    def _look_after(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.start_at and not self._stops:
                child.start(self._folder)
            return
        status = child.process.poll()
        if status is not None:
            child.take_note_of_end(status)

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        until = time.monotonic() + SECONDS_TO_STOP
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def web_children(number: int, listening: int) -> list[Child]:
    """Return so many processes that answer requests on the open file with that number."""
    # Each is told who started it: by the time that it could ask, its parent may be gone.
    command = (sys.executable, "-m", "ropa.serving.process", str(listening), str(os.getpid()))
    return [Child(f"web process {each}", command, (listening,)) for each in range(1, number + 1)]


def worker_child() -> Child:
    """Return the process that does the work in the background."""
    return Child("worker", (sys.executable, "manage.py", "work", "--with-parent", str(os.getpid())))
