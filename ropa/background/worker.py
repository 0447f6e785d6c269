"""A worker: takes jobs one after the other and does them, until it is told to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from ropa.deployment import deployment
from ropa.models import Job, Worker
from ropa.monitoring import events

from .channels import channel
from .heartbeat import Heartbeat
from .live_workers import recover
from .progress import Current, StoppedByWorker
from .running import finish_job, run_job, take_job
from .schedule import Schedule, registered

logger = logging.getLogger(__name__)

# How often an idle worker looks for work, for what is due, and for workers that were killed, in
# seconds.
_LOOK, _ROUND = 0.5, 2.0
# How long it waits when the database does not answer.
_AWAY = 2.0
# The shortest time that a timer takes; none at all would stop the timer.
_IMMEDIATELY = 0.01
# How long it goes on with its job once it is told to stop.
GRACE = 20
STOP_SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT})


class WorkerLoop:
    """Works until `stop` is called, or a signal comes."""

    def __init__(self, *, parent: int | None = None, grace: float = GRACE) -> None:
        self._parent = parent
        self._grace = grace
        self._stops = False
        self._works = False
        self._program = deployment().digest
        self._next_round = 0.0

    def run(self) -> None:
        """Work until told to stop. A database that is away is waited for."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        signal.signal(signal.SIGALRM, self._on_alarm)
        # Who has started this process may have held them back until now.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        schedule = Schedule(registered())
        worker = self._until_it_answers(self._registered)
        if worker is None:
            return
        events.record("background.worker_started", worker=worker.pk)
        pulse = Heartbeat(worker.pk, self._parent)
        with pulse.beating():
            while not self._stops:
                try:
                    close_old_connections()
                    if not pulse.has_begun(_LOOK):
                        continue
                    if not self._turn(worker, pulse, schedule):
                        time.sleep(_LOOK)
                except (DatabaseError, InterfaceError) as error:
                    self._wait_for_database(error)
        self._leave(worker)

    def _turn(self, worker: Worker, pulse: Heartbeat, schedule: Schedule) -> bool:
        """Do one job, if there is one, and say whether."""
        if time.monotonic() >= self._next_round:
            recover(own=worker)
            schedule.ask_for_what_is_due(timezone.now())
            self._next_round = time.monotonic() + _ROUND
        job = take_job(worker, self._program)
        if job is None:
            return False
        pulse.current = current = Current(job.pk, job.attempts)
        try:
            became = self._done(job, current)
        finally:
            pulse.current = None
        channel().forget(job.pk)
        self._until_it_answers(lambda: finish_job(job, became), at_most=60)
        return True

    def _done(self, job: Job, current: Current) -> dict[str, Any]:
        self._works = True
        try:
            if self._stops:
                raise StoppedByWorker
            return run_job(job, self._program, current)
        except StoppedByWorker:
            # The signal came between two steps.
            return {"status": Job.Status.READY, "worker": None, "attempts": job.attempts - 1}
        finally:
            self._works = False
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _registered(self) -> Worker:
        return Worker.objects.create(
            host=socket.gethostname(), process=os.getpid(), program=self._program
        )

    def _leave(self, worker: Worker) -> None:
        try:
            Worker.objects.filter(pk=worker.pk).delete()
            channel().forget_worker(worker.pk)
        except (DatabaseError, InterfaceError):
            logger.warning("The worker could not take its leave: the database is away")
        events.record("background.worker_stopped", worker=worker.pk)

    def _until_it_answers[T](self, step: Callable[[], T], at_most: float = 0) -> T | None:
        """Do a step that the database may not answer to; None if the worker is to stop first, or
        after so many seconds."""
        until = time.monotonic() + at_most if at_most else None
        while True:
            try:
                return step()
            except (DatabaseError, InterfaceError) as error:
                if until is None and self._stops:
                    return None
                if until is not None and time.monotonic() > until:
                    raise
                self._wait_for_database(error)

    def _wait_for_database(self, error: Exception) -> None:
        logger.warning("The database does not answer: %s", type(error).__name__)
        connection.close()
        if self._parent is not None and os.getppid() != self._parent:
            self._stops = True
        if not self._stops:
            time.sleep(_AWAY)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        is_first = not self._stops
        self._stops = True
        if self._works:
            signal.setitimer(signal.ITIMER_REAL, max(self._grace if is_first else 0, _IMMEDIATELY))

    def _on_alarm(self, _number: int, _frame: FrameType | None) -> None:
        if self._works:
            raise StoppedByWorker


def do_waiting_jobs(most: int = 1000) -> int:
    """Do what waits, in this process and one after the other, and say how many jobs that were.

    For tests and for commands that do not want to wait for a worker.
    """
    program = deployment().digest
    for number in range(most):
        job = take_job(None, program)
        if job is None:
            return number
        finish_job(job, run_job(job, program))
    return most
