"""Clients that stall, hundreds at once: whoever reads is answered all the same."""

from __future__ import annotations

import socket

import pytest

from ropa.serving import limits
from tests.concurrency.stalling import (
    KEPT_ALIVE,
    NOTHING,
    UNFINISHED_BODY,
    UNFINISHED_HEADERS,
    connected,
    held_connections,
    seconds_to_answer,
)
from tests.servers import installed_on_sqlite

STALLS = {
    "bodies": {UNFINISHED_BODY: 200},
    "headers": {UNFINISHED_HEADERS: 400},
    "kept alive": {KEPT_ALIVE: 400},
    "silent": {NOTHING: 400},
    "all together": {UNFINISHED_BODY: 200, UNFINISHED_HEADERS: 400, KEPT_ALIVE: 400},
}


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    with installed_on_sqlite(tmp_path_factory.mktemp("stalled")) as register:
        register.start()
        seconds_to_answer(f"{register.address}/about/")
        yield register


@pytest.mark.parametrize("stalls", STALLS.values(), ids=STALLS)
def test_whoever_reads_is_answered_within_a_second(register, stalls):
    with held_connections(register.address, stalls):
        times = [seconds_to_answer(f"{register.address}/about/") for _ in range(5)]

    assert max(times) < 1, times


def test_who_never_ends_the_headers_is_cut_off(register):
    with connected(register.address) as connection:
        connection.sendall(UNFINISHED_HEADERS)
        connection.settimeout(limits.HEADER_SECONDS + 10)

        assert connection.recv(1) == b""


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(register):
    with connected(register.address) as connection:
        connection.sendall(
            b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 300000000\r\n\r\n"
        )
        answer = _read_all(connection)

    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"What you sent is too large" in answer
    assert b"Content-Security-Policy: default-src 'none'" in answer


def test_a_refusal_reaches_who_is_still_sending(register):
    with connected(register.address) as connection:
        connection.sendall(
            b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3000000\r\n\r\n"
        )
        connection.sendall(b"x" * 3_000_000)
        connection.shutdown(socket.SHUT_WR)
        answer = _read_all(connection)

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_a_body_of_no_stated_length_is_cut_off_at_the_same_size(register):
    piece = b"%x\r\n%s\r\n" % (64 * 1024, b"x" * 64 * 1024)
    with connected(register.address) as connection:
        connection.sendall(
            b"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        for _ in range(limits.BODY_OF_VISITORS // (64 * 1024) + 1):
            connection.sendall(piece)
        answer = _read_all(connection)

    assert answer.startswith(b"HTTP/1.1 413 ")


def _read_all(connection: socket.socket) -> bytes:
    content = b""
    while piece := connection.recv(65536):
        content += piece
    return content
