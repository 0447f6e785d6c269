"""Clients that hold a server for nothing: each opens a connection and never comes to an end."""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

UNFINISHED_BODY = (
    b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nabc"
)
UNFINISHED_HEADERS = b"GET /about/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
KEPT_ALIVE = b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
NOTHING = b""


def connected(address: str) -> socket.socket:
    """Return a connection to the server at an address."""
    parts = urlsplit(address)
    assert parts.hostname == "127.0.0.1"
    return socket.create_connection((parts.hostname, parts.port or 80), timeout=20)


@contextmanager
def held_connections(address: str, wanted: dict[bytes, int]) -> Iterator[list[socket.socket]]:
    """Hold so many connections on which each of these was sent, for as long as the block runs."""
    with ExitStack() as stack:
        connections = []
        for sent, number in wanted.items():
            for _ in range(number):
                connection = stack.enter_context(connected(address))
                connection.sendall(sent)
                connections.append(connection)
        yield connections


def seconds_to_answer(url: str) -> float:
    """Return how long a reader waits for a page, who is not answered for more than 20 seconds."""
    began = time.monotonic()
    with urllib.request.urlopen(url, timeout=20) as response:
        response.read()
    return time.monotonic() - began
