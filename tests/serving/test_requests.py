"""What comes in: where one request ends and the next begins is never in doubt, nothing costs much
to refuse, and each refusal has its number."""

from __future__ import annotations

import time

import pytest
from waitress.adjustments import Adjustments

from ropa.serving import limits
from ropa.serving.requests import BoundedRequest

START = b"POST /account/login/ HTTP/1.1\r\nHost: a\r\n"
CHUNKED = START + b"Transfer-Encoding: chunked\r\n\r\n"
# In seconds of processor time: a hundredth of what these took to read, and many times what it takes
# to refuse them, on a busy machine.
CHEAP = 0.2


def read(sent: bytes, step: int = limits.HEADER_SIZE) -> tuple[BoundedRequest, bytes]:
    """Return the first request in what is sent, and what was left of it."""
    request = BoundedRequest(Adjustments(max_request_header_size=limits.HEADER_SIZE))
    while sent and not request.completed:
        sent = sent[request.received(sent[:step]) :]
    return request, sent


def refusal(sent: bytes) -> int | None:
    """Return the number with which this is refused, or nothing if it is not."""
    error = read(sent)[0].error
    return error.code if error else None


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", id="both lengths"),
        pytest.param(b"Content-Length: 3\r\nContent-Length: 5\r\n", id="two lengths"),
        pytest.param(b"Content-Length: +3\r\n", id="signed length"),
        pytest.param(b"Content-Length: " + b"9" * 5000 + b"\r\n", id="length of 5,000 digits"),
        pytest.param("Content-Length: ٣\r\n".encode(), id="digits that are not ASCII"),
        pytest.param(b"X: a\x00b\r\n", id="null byte"),
        pytest.param(b"X: a\rb\r\n", id="bare carriage return"),
        pytest.param(b"X : a\r\n", id="space before the colon"),
    ],
)
def test_headers_that_others_might_understand_otherwise(headers):
    assert refusal(START + headers + b"\r\n0\r\n\r\n") == 400


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/0.9",
        b"GET / HTTP/2.0",
        b"GET /",
        b"get / HTTP/1.1",
        b"GET  / HTTP/1.1",
        b"GET /a\x00b HTTP/1.1",
        b"GET /a b HTTP/1.1",
        b"GET http://[a/ HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"\x16\x03\x01\x02\x00\x01",
    ],
)
def test_first_lines_that_are_none(line):
    assert refusal(line + b"\r\nHost: a\r\n\r\n") == 400


def test_an_old_request_in_chunks():
    """What HTTP/1.0 does not know would be taken for the next request."""
    sent = (
        b"POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    assert refusal(sent) == 400


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (START + b"Content-Length: 300000000\r\n\r\n", 413),
        (b"GET /search/?q=" + b"a" * limits.FIRST_LINE + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * (limits.HEADERS + 1) + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * limits.HEADER_SIZE + b"\r\n\r\n", 431),
        (START + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 501),
    ],
)
def test_what_is_too_much(sent, code):
    assert refusal(sent) == code


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /search/?q=" + b"a" * (limits.FIRST_LINE - 100) + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * limits.HEADERS + b"\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"\r\nGET http://a/ HTTP/1.1\r\n\r\n",
        START + b"Content-Length: 3\r\n\r\nabc",
        CHUNKED + b"3;name=value\r\nabc\r\n0\r\nTrailer: a\r\n\r\n",
        CHUNKED + (b"400\r\n" + b"x" * 1024 + b"\r\n") * 500 + b"0\r\n\r\n",
    ],
)
def test_what_is_within_bounds(sent):
    request, left = read(sent)
    assert request.completed
    assert request.error is None
    assert left == b""


@pytest.mark.parametrize(
    "headers", [b"", b"Content-Length: 300000000\r\n", b"Content-Length: x\r\n"]
)
def test_no_go_ahead_is_sent_without_need(headers):
    """waitress would send one, and take the next request for a part of this one."""
    following = b"GET /next/ HTTP/1.1\r\n\r\n"
    request, left = read(START + headers + b"Expect: 100-continue\r\n\r\n" + following)
    assert request.completed
    assert not request.expect_continue
    assert left == following


def test_a_body_that_is_wanted_gets_its_go_ahead():
    request, _ = read(START + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
    assert request.expect_continue
    assert not request.completed


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET a://" + b"0" * 8_000 + b" x HTTP/1.1\r\n\r\n", id="first line"),
        pytest.param(
            b"GET / HTTP/1.1\r\nX:" + b" \t" * 15_000 + b"\x00\r\n\r\n", id="spaces in a header"
        ),
        pytest.param(CHUNKED + b"1\r\na\r\n" * 150_000, id="chunks of one byte"),
        pytest.param(CHUNKED + b"3;" + b"a=b;" * 200_000, id="a chunk with many extensions"),
        pytest.param(CHUNKED + b"0\r\n" + b"a: b\r\n" * 150_000, id="many trailers"),
    ],
)
def test_what_is_made_to_be_costly_is_refused_cheaply(sent):
    began = time.process_time()
    assert refusal(sent) == 400
    assert time.process_time() - began < CHEAP


def test_late_is_who_takes_too_long_and_not_who_sends_much():
    request, _ = read(START + b"Content-Length: 900000\r\n\r\n" + b"x" * 400_000)
    limit = limits.HEADER_SECONDS + limits.BODY_SECONDS
    assert not request.is_late(request.started + limit + 20)
    assert request.is_late(request.started + limit + 30)

    unfinished, _ = read(b"GET / HTTP/1.1\r\nX: ")
    assert not unfinished.is_late(unfinished.started + limits.HEADER_SECONDS - 1)
    assert unfinished.is_late(unfinished.started + limits.HEADER_SECONDS + 1)
