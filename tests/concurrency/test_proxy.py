"""Behind the proxy of the `Caddyfile`: stalled clients stop nobody, and nobody can forge whence
they come."""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import ExitStack, suppress

import pytest

from tests.proxies import free_port, proxied
from tests.servers import installed_on_sqlite

HOST = b"Host: 127.0.0.1\r\n"
STALLS = {
    b"POST /account/login/ HTTP/1.1\r\n" + HOST + b"Content-Length: 1000\r\n\r\nabc": 200,
    b"GET /about/ HTTP/1.1\r\n" + HOST + b"X-Slow: ": 400,
    b"GET /robots.txt HTTP/1.1\r\n" + HOST + b"\r\n": 400,
}
SIGN_IN = b"POST /account/login/ HTTP/1.1\r\n" + HOST


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The register behind its proxy, and its own log."""
    folder = tmp_path_factory.mktemp("proxied")
    address = f"https://127.0.0.1:{free_port()}"
    with installed_on_sqlite(folder, REGISTER_ADDRESS=address, BEHIND_HTTPS_PROXY="1") as register:
        register.start(answers_at="/health/live/")
        with proxied(folder, address, register.address.removeprefix("http://")) as proxy:
            proxy.seconds_to_answer("/about/")
            yield proxy, folder / "server.log"


def answer_to(connection, sent):
    """Send this, and return all that is answered until the connection is closed."""
    # Whoever refuses a body need not read it to its end, and has answered all the same.
    with suppress(ConnectionError, ssl.SSLError):
        connection.sendall(sent)
    content = b""
    try:
        while piece := connection.recv(65536):
            content += piece
    except (ConnectionError, ssl.SSLError):
        pass
    return content


def test_stalled_clients_of_every_kind_together_stop_nobody(site):
    proxy, _ = site
    with ExitStack() as stack:
        for sent, number in STALLS.items():
            for _ in range(number):
                connection = stack.enter_context(proxy.connected())
                connection.sendall(sent)
        times = [proxy.seconds_to_answer("/about/") for _ in range(5)]
    assert max(times) < 1, times


@pytest.mark.parametrize(
    "framed",
    [
        pytest.param(b"Content-Length: 3000000\r\n\r\n" + b"x" * 3_000_000, id="of known length"),
        pytest.param(
            b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b"x" * 65_536 + b"\r\n") * 20,
            id="in pieces",
        ),
    ],
)
def test_a_large_body_of_a_visitor_is_refused_with_a_page(site, framed):
    proxy, _ = site
    with proxy.connected() as connection:
        answer = answer_to(connection, SIGN_IN + b"Connection: close\r\n" + framed)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"<h1" in answer


def test_no_request_hides_in_another(site):
    proxy, log = site
    # Refused for want of a token wherever it is understood, and so told of in the log.
    hidden = b"POST /account/password/reset/ HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\n"
    hidden += b"Connection: close\r\n\r\n"
    framings = [
        b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n" % (5 + len(hidden)),
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n",
        b"Content-Length: 5\r\nContent-Length: %d\r\n" % (5 + len(hidden)),
    ]
    for framing in framings:
        sent = b"POST /about/ HTTP/1.1\r\n" + HOST + framing + b"Connection: close\r\n\r\n"
        with proxy.connected() as connection:
            answer = answer_to(connection, sent + b"0\r\n\r\n" + hidden)
        assert answer.count(b"HTTP/1.1 ") == 1, answer
    assert "view=account_reset_password" not in log.read_text()

    with proxy.connected() as connection:
        answer_to(connection, hidden)
    assert log.read_text().count("view=account_reset_password") == 1


def test_what_a_client_claims_to_come_from_a_proxy_is_not_believed(site):
    proxy, log = site
    told = len(log.read_text())
    forged = (
        b"X-Forwarded-For: 203.0.113.66\r\nX_Forwarded_For: 203.0.113.66\r\n"
        b"Forwarded: for=203.0.113.66\r\nX-Real-IP: 203.0.113.66\r\n"
        b"X-Forwarded-Proto: http\r\nX-Request-ID: forged-request-id\r\n"
    )
    # Refused for want of a token, and so told of in the log.
    sent = SIGN_IN + forged + b"Connection: close\r\nContent-Length: 0\r\n\r\n"
    with proxy.connected() as connection:
        answer = answer_to(connection, sent)
    # Had it come by HTTP, it would be led to HTTPS.
    assert answer.startswith(b"HTTP/1.1 403 ")
    said = log.read_text()[told:]
    assert "address=127.0.0.1 " in said
    assert re.search(r"request_id=[0-9a-f-]{36}", said)
    assert "203.0.113" not in said
    assert "forged" not in said


def test_who_speaks_plain_http_is_led_to_https(site):
    proxy, _ = site
    port = int(proxy.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        plain.sendall(b"GET /about/ HTTP/1.1\r\n" + HOST + b"\r\n")
        assert b"200 OK" not in plain.recv(65536)
