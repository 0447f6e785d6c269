"""Several workers as processes of one program, which was loaded once."""

from __future__ import annotations

import os
import signal
import time
from types import FrameType

from django.db import connections

from .worker import WorkerLoop

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
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)
        connections.close_all()
        while not self._stops or self._workers:
            while not self._stops and len(self._workers) < self._number:
                self._start()
            self._take_note_of_ends()
            if self._parent is not None and os.getppid() != self._parent:
                self._parent = None
                self._on_signal(signal.SIGTERM, None)

    def _start(self) -> None:
        here = os.getpid()
        process = os.fork()
        if process:
            self._workers.add(process)
            return
        status = 1
        try:
            WorkerLoop(parent=here, grace=self._grace).run()
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
