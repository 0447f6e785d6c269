"""Connections with time limits, so that no client can hold one without using it.

waitress reads requests without taking up a thread, and hands over whole ones. It knows one limit,
of silence; somebody who sends a byte now and then, or never reads the answer, stays below that for
ever. So here each connection says whether it has had its time.
"""

from __future__ import annotations

import socket
import time
from typing import Any

from waitress.channel import HTTPChannel

from . import limits
from .requests import BoundedRequest, RefusalTask, TooBusy


class BoundedConnection(HTTPChannel):
    """A connection with limits of time for requests, answers and silence."""

    parser_class = BoundedRequest
    error_task_class = RefusalTask
    request: BoundedRequest | None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._came_at = self._quiet_since = time.monotonic()
        # Since when there is something for the client to read, how much it has read of it, and
        # when it last read some.
        self._answered_since: float | None = None
        self._read = 0
        self._read_at = 0.0
        self._discards_until: float | None = None
        self._discarded = 0

    def is_overdue(self, now: float) -> bool:
        """Return whether the client has had its time, at a monotonic time."""
        if self._discards_until is not None:
            return now > self._discards_until
        if self.total_outbufs_len:
            return self._is_read_too_slowly(now)
        self._answered_since = None
        if self.requests:
            return False
        if self.request is not None:
            return bool(self.request.is_late(now))
        return now - self._quiet_since > limits.KEEP_ALIVE_SECONDS

    def is_idle(self) -> bool:
        """Return whether neither a request nor an answer is under way that deserves a place."""
        return not self.requests and not self.total_outbufs_len

    def may_give_way(self, now: float) -> bool:
        """Return whether it may be closed to make room for others, at a monotonic time: it is not
        being answered, and has not just come."""
        return not self.requests and now - self._came_at >= limits.NEWCOMER_SECONDS

    def held_since(self, now: float) -> float:
        """Return since when it holds its place with one request, one answer or nothing."""
        if self.total_outbufs_len:
            return self._answered_since or now
        return float(self.request.started) if self.request is not None else self._quiet_since

    @property
    def unread_body(self) -> int:
        """How many bytes there are of a body that is still coming in."""
        return int(self.request.body_bytes_received) if self.request is not None else 0

    def begin_waiting(self, waiting: int) -> None:
        """Take note that a whole request waits for a thread, after so many others.

        Beyond the limit it is answered that it should come again.
        """
        if waiting > limits.WAITING_REQUESTS and not self.requests[0].error:
            self.requests[0].error = TooBusy("")

    def service(self) -> None:
        """Answer one request, in a thread."""
        super().service()
        self._quiet_since = time.monotonic()

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send what the client takes, and return how many bytes that was."""
        sent = int(super().send(data, do_close=do_close))
        now = time.monotonic()
        if self._answered_since is None:
            self._answered_since, self._read, self._read_at = now, 0, now
        if sent:
            self._read += sent
            self._read_at = now
        return sent

    def readable(self) -> bool:
        """Return whether what the client sends is read now."""
        return self._discards_until is not None or bool(super().readable())

    def writable(self) -> bool:
        """Return whether there is something to do once the client takes more."""
        return self._discards_until is None and bool(super().writable())

    def handle_read(self) -> None:
        """Read what the client has sent."""
        if self._discards_until is None:
            super().handle_read()
            return
        try:
            self._discarded += len(self.recv(64 * limits.KILOBYTE))
        except OSError:
            self.handle_close()
            return
        if not self.connected or self._discarded > limits.DISCARDED_BYTES:
            self.handle_close()

    def handle_write(self) -> None:
        """Send more of the answer; after one that ends the connection, close it.

        A client that is still sending would lose the answer with the connection, so what it sends
        is thrown away for a moment.
        """
        self.last_activity = time.time()
        if self.close_when_flushed and not self.total_outbufs_len and not self.will_close:
            self._stop_sending()
            return
        super().handle_write()

    def handle_close(self) -> None:
        """Close the connection, and let go of a request that was not whole yet."""
        if self.request is not None:
            self.request.close()
            self.request = None
        super().handle_close()

    def _stop_sending(self) -> None:
        self.close_when_flushed = False
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()
            return
        self._discards_until = time.monotonic() + limits.DISCARDING_SECONDS

    def _is_read_too_slowly(self, now: float) -> bool:
        since = self._answered_since
        if since is None:
            self._answered_since, self._read, self._read_at = now, 0, now
            return False
        allowed = limits.READING_SECONDS + self._read / limits.READING_BYTES_A_SECOND
        return now - self._read_at > limits.STALLED_READER_SECONDS or now - since > allowed
