"""Several workers as processes of one program, which was loaded once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.db import connections

from .worker import STOP_SIGNALS, WorkerLoop

# A worker that ended by itself is started again after so many seconds.
_PAUSE = 1.0


class Processes:
    """Keeps a number of workers going until it is told to stop."""

    def __init__(self, number: int, *, parent: int | None, grace: float) -> None:
        self._number = number
        self._parent = parent
        self._grace = grace
        self._stops = False
        self._workers: set[int] = set()

    def run(self) -> None:
        """Run the workers; return when all have ended after a signal."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        connections.close_all()
        while not self._stops or self._workers:
            while not self._stops and len(self._workers) < self._number:
                self._start()
            self._take_note_of_ends()
            if self._parent is not None and os.getppid() != self._parent:
                self._parent = None
                self._on_signal(signal.SIGTERM, None)

    def _start(self) -> None:
        parent = os.getpid()
        with _stop_signals_held_back():
            if self._stops:
                return
            process = os.fork()
            if process:
                self._workers.add(process)
            else:
                self._work(parent)

    def _work(self, parent: int) -> None:
        """What the new process does; it ends in here."""
        status = 1
        try:
            WorkerLoop(parent=parent, grace=self._grace).run()
            status = 0
        finally:
            os._exit(status)

    def _take_note_of_ends(self) -> None:
        time.sleep(_PAUSE if not self._stops else 0.05)
        while self._workers:
            process, _ = os.waitpid(-1, os.WNOHANG)
            if not process:
                return
            self._workers.discard(process)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stops = True
        for process in self._workers:
            os.kill(process, signal.SIGTERM)


@contextmanager
def _stop_signals_held_back() -> Iterator[None]:
    """Let a signal to stop wait until the block has ended.

    One that comes while a worker is made would be lost: its parent does not know of it yet, and the
    worker still has its parent's handlers. `WorkerLoop.run` lets it through when it has its own.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
