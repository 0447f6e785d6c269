"""The server of one process: waitress on a socket that all processes share, with bounds for all its
connections together."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from . import limits
from .connections import BoundedConnection

_SECONDS_BETWEEN_ROUNDS = 1


class CrowdLast(ThreadedTaskDispatcher):
    """Answers requests in the order in which they came, until a crowd of them waits: from then on
    the newest first, so that whoever comes after a crowd need not wait for all of it."""

    def add_task(self, task: Any) -> None:
        """Let a thread answer a request, once it comes to it."""
        with self.lock:
            if len(self.queue) < limits.CROWD:
                self.queue.append(task)
            else:
                self.queue.appendleft(task)
            self.queue_cv.notify()


class BoundedServer(TcpWSGIServer):
    """Serves an application; whoever holds a place for nothing loses it."""

    channel_class = BoundedConnection
    _next_round = 0.0

    def turn(self, seconds: float) -> None:
        """Wait up to so many seconds for something to do, and do it.

        Connections are closed before, never meanwhile: the number of one that is closed may be that
        of a new one at once, which would then be taken for it.
        """
        now = time.monotonic()
        if now >= self._next_round:
            self._next_round = now + _SECONDS_BETWEEN_ROUNDS
            self._close_overdue(now)
        if len(self._map) >= self.adj.connection_limit:
            self._make_room(limits.ACCEPTED_TOGETHER)
        wasyncore.poll2(seconds, self._map)

    def maintenance(self, _now: float) -> None:
        """Do nothing: waitress asks for it in the middle of a turn."""

    def handle_accept(self) -> None:
        """Accept the connections that wait for it, some together.

        waitress accepts one each time it has looked at all others, which takes milliseconds when
        there are thousands: whoever comes after a crowd would wait for all of it.
        """
        for _ in range(limits.ACCEPTED_TOGETHER):
            before = len(self._map)
            super().handle_accept()
            if len(self._map) in {before, self.adj.connection_limit}:
                return

    def add_task(self, task: BoundedConnection) -> None:
        """Let a thread answer a request, once it comes to it."""
        task.begin_waiting(len(self.task_dispatcher.queue))
        super().add_task(task)

    def _close_overdue(self, instant: float) -> None:
        """Close the connections that have had their time, and those that take up too much room."""
        connections = list(self.active_channels.values())
        for connection in connections:
            if connection.is_overdue(instant):
                connection.handle_close()
        _keep_within(connections, lambda each: each.unread_body, limits.UNREAD_BODIES)
        _keep_within(connections, lambda each: each.total_outbufs_len, limits.UNREAD_ANSWERS)

    def is_at_work(self) -> bool:
        """Return whether a request is being answered, or an answer being read."""
        return any(not each.is_idle() for each in self.active_channels.values())

    def _make_room(self, number: int) -> None:
        """Close up to so many connections, those that have held their place longest first."""
        now = time.monotonic()
        waiting = [each for each in self.active_channels.values() if each.may_give_way(now)]
        waiting.sort(key=lambda each: each.held_since(now))
        for connection in waiting[:number]:
            connection.handle_close()


def _keep_within(
    connections: Iterable[BoundedConnection], size: Callable[[Any], int], most: int
) -> None:
    """Close the connections that take up most, until the others together are within a bound."""
    by_size = sorted(((size(each), each) for each in connections), key=lambda pair: -pair[0])
    total = sum(byte_size for byte_size, _ in by_size)
    for byte_size, connection in by_size:
        if total <= most:
            return
        connection.handle_close()
        total -= byte_size


def make_server(
    application: Any, listening: socket.socket, *, behind_proxy: bool = False
) -> BoundedServer:
    """Return a server of a WSGI application on a socket that listens already.

    With `behind_proxy`, what a request says of its client and scheme is left to Django to judge;
    otherwise whatever claims to come from a proxy is removed.
    """
    adjustments = Adjustments(
        sockets=[listening],
        connection_limit=connection_limit(allow_open_files()),
        asyncore_use_poll=True,
        asyncore_loop_timeout=_SECONDS_BETWEEN_ROUNDS,
        cleanup_interval=_SECONDS_BETWEEN_ROUNDS,
        max_request_header_size=limits.HEADER_SIZE,
        inbuf_overflow=limits.BODY_IN_MEMORY,
        # A thread never waits for whoever reads slowly: what is not read goes to a file meanwhile.
        outbuf_overflow=limits.ANSWER_IN_MEMORY,
        outbuf_high_watermark=limits.UNREAD_ANSWERS,
        recv_bytes=64 * limits.KILOBYTE,
        log_socket_errors=False,
        clear_untrusted_proxy_headers=not behind_proxy,
        ident=None,
        threads=limits.THREADS,
    )
    dispatcher = CrowdLast()
    dispatcher.set_thread_count(adjustments.threads)
    family = listening.family, listening.type, listening.proto, listening.getsockname()
    return BoundedServer(
        application,
        {},
        True,
        listening,
        dispatcher=dispatcher,
        adj=adjustments,
        sockinfo=family,
        bind_socket=False,
    )


def allow_open_files() -> int:
    """Let this process open as many files as it may, and return how many that is."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = limits.CONNECTIONS + limits.OTHER_FILES
    most = needed if hard == resource.RLIM_INFINITY else hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def connection_limit(files: int) -> int:
    """Return how many connections a process holds that may open so many files."""
    return min(limits.CONNECTIONS, max(files - limits.OTHER_FILES, files // 2))
