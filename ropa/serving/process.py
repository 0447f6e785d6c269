"""A process that answers requests: `python -m ropa.serving.process SOCKET PARENT`, SOCKET being the
number of an open file that the supervisor hands on, and PARENT that of the supervisor's process.
It ends when it is told to, or the supervisor ends."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from types import FrameType

from .server import BoundedServer

# How long requests that are being answered may take once the process is told to stop, in seconds.
SECONDS_TO_FINISH = 5
_SECONDS_A_ROUND = 0.05


class Stopping:
    """Whether the process has been told to stop, or is left alone."""

    def __init__(self, parent: int) -> None:
        self._parent = parent
        self._stop_requested = False
        signal.signal(signal.SIGTERM, self._request_stop)
        # Ctrl-C in a terminal reaches every process; the supervisor then tells this one.
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def is_due(self) -> bool:
        return self._stop_requested or os.getppid() != self._parent

    def _request_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop_requested = True


def run(server: BoundedServer, stopping: Stopping) -> None:
    """Serve until it is time to stop, then finish what is being answered."""
    while not stopping.is_due():
        server.turn(1.0)
    server.accepting = False
    until = time.monotonic() + SECONDS_TO_FINISH
    while server.is_at_work() and time.monotonic() < until:
        server.turn(_SECONDS_A_ROUND)
    server.task_dispatcher.shutdown(timeout=1)


def main() -> None:
    """Load the application, and serve it on the socket whose number is the first argument."""
    stopping = Stopping(parent=int(sys.argv[2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ropa.settings")
    # It warns whenever a request waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = socket.socket(fileno=int(sys.argv[1]))

    from django.conf import settings
    from django.core.servers.basehttp import get_internal_wsgi_application

    from .server import make_server

    application = get_internal_wsgi_application()
    run(make_server(application, listening, behind_proxy=settings.BEHIND_HTTPS_PROXY), stopping)
    # Threads that are still at work would keep the process.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
