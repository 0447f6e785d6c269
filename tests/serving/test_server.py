"""The server of one process: a newcomer finds a place, whoever holds the others."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack

import pytest
from waitress import wasyncore

from ropa.serving import limits
from ropa.serving.server import CrowdLast, connection_limit, make_server

LARGE = 4 * limits.MEGABYTE


def application(environ, start_response):
    """Answer `/large` with more than a socket takes at once, and everything else shortly."""
    size = LARGE if environ["PATH_INFO"] == "/large" else 2
    start_response("200 OK", [("Content-Length", str(size))])
    return [b"x" * size]


@pytest.fixture
def few_places(monkeypatch):
    """A server that holds ten connections, and the address it is at."""
    monkeypatch.setattr(limits, "CONNECTIONS", 10)
    monkeypatch.setattr(limits, "ACCEPTED_TOGETHER", 3)
    monkeypatch.setattr(limits, "NEWCOMER_SECONDS", 0.1)
    listening = socket.create_server(("127.0.0.1", 0), backlog=100)
    server = make_server(application, listening)
    stopped = threading.Event()

    def run() -> None:
        while not stopped.is_set():
            server.turn(0.05)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield server, listening.getsockname()
    finally:
        stopped.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)


def answer(address):
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
        content = b""
        while piece := connection.recv(1000):
            content += piece
        return content


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"GET / HTTP/1.1\r\nX: ", id="half a request"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="a request, and then nothing"),
        pytest.param(b"GET /large HTTP/1.1\r\n\r\n", id="an answer that is not read"),
    ],
)
def test_newcomers_find_a_place(few_places, sent):
    server, address = few_places
    with ExitStack() as stack:
        for _ in range(40):
            connection = stack.enter_context(socket.create_connection(address, timeout=5))
            connection.sendall(sent)

        for _ in range(5):
            assert answer(address).endswith(b"\r\n\r\nxx")
        assert len(server._map) <= 10


def test_a_crowd_that_does_not_read_holds_no_thread(few_places):
    server, address = few_places
    with ExitStack() as stack:
        for _ in range(5):
            connection = stack.enter_context(socket.create_connection(address, timeout=5))
            connection.sendall(b"GET /large HTTP/1.1\r\n\r\n")
            # It has begun to be answered.
            assert connection.recv(1)

        began = time.monotonic()
        assert answer(address).endswith(b"xx")
        assert time.monotonic() - began < 1
        assert len(server.task_dispatcher.threads) == limits.THREADS <= 5


def test_an_answer_is_whole_for_whoever_reads_on(few_places):
    _, address = few_places
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nConnection: close\r\n\r\n")
        content = bytearray()
        while piece := connection.recv(65536):
            content += piece
    assert content.endswith(b"\r\n\r\n" + b"x" * LARGE)


def test_whoever_comes_after_a_crowd_is_answered_before_it(monkeypatch):
    monkeypatch.setattr(limits, "CROWD", 3)
    dispatcher = CrowdLast()
    for name in ("first", "second", "third", "crowd", "newest"):
        dispatcher.add_task(name)
    assert list(dispatcher.queue) == ["newest", "crowd", "first", "second", "third"]


@pytest.mark.parametrize(
    ("files", "connections"),
    [
        (1_000_000, limits.CONNECTIONS),
        (limits.OTHER_FILES + 1_000, 1_000),
        # With few files, half are for connections.
        (1024, 512),
    ],
)
def test_connections_leave_files_for_the_rest(files, connections):
    assert connection_limit(files) == connections
