"""The thread of a worker that reports that it is alive, and the progress of its job."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, connection

from .channels import Progress, channel
from .progress import Current

logger = logging.getLogger(__name__)

# How often it looks while there is a job, and while there is none, in seconds.
_AT_WORK, _IDLE = 0.5, 2.0
# After how many looks the worker shows again that it lives.
_LOOKS_PER_BEAT = 10


class Heartbeat:
    """What a worker shows of itself."""

    def __init__(self, worker: int, parent: int | None = None) -> None:
        self._current: Current | None = None
        self._worker = worker
        self._parent = parent
        self._ended = False
        self._wake = Event()
        self._begun = Event()
        self._reported: tuple[int, Progress] | None = None

    @property
    def current(self) -> Current | None:
        """The job that the worker works on; None while it works on none."""
        return self._current

    @current.setter
    def current(self, current: Current | None) -> None:
        self._current = current
        self._wake.set()

    def has_begun(self, seconds: float) -> bool:
        """Whether others can see that the worker lives, now or within so many seconds. It takes no
        job before."""
        return self._begun.wait(seconds)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Show that the worker lives until the end of the block, or of its process."""
        thread = Thread(target=self._beat, name="pulse", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ended = True
            self._wake.set()
            thread.join(timeout=5)

    def _beat(self) -> None:
        try:
            self._beat_until_the_end()
        finally:
            connection.close()
            if not self._ended:
                # Others take it for dead and do its job again, so it may not go on.
                os.kill(os.getpid(), signal.SIGTERM)

    def _beat_until_the_end(self) -> None:
        looks = 0
        while not self._ended:
            try:
                with channel().alive(self._worker):
                    self._begun.set()
                    while not self._ended:
                        looks += 1
                        self._look(beats=looks % _LOOKS_PER_BEAT == 0)
                        self._wake.wait(_AT_WORK if self.current else _IDLE)
                        self._wake.clear()
            except (DatabaseError, InterfaceError, OSError) as error:
                # The database restarts, or the disk is full: it tries again, as a new connection.
                logger.warning("The worker cannot show that it lives: %s", type(error).__name__)
                connection.close()
                self._wake.wait(_IDLE)

    def _look(self, *, beats: bool) -> None:
        if self._parent is not None and os.getppid() != self._parent:
            self._parent = None
            os.kill(os.getpid(), signal.SIGTERM)
        worker_channel = channel()
        if beats:
            worker_channel.show_alive(self._worker)
        if (current := self.current) is None:
            return
        now = (current.job, current.progress)
        if now != self._reported:
            worker_channel.report_progress(self._worker, *now)
            self._reported = now
        current.is_asked_to_stop = current.is_asked_to_stop or worker_channel.is_asked_to_stop(
            current.job
        )
