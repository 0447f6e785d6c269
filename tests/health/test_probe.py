"""What a container asks itself with: good, bad, away."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health/live/" else 503)
        self.end_headers()
        self.wfile.write(b'{"status": "x"}')

    def log_message(self, *_args: object) -> None: ...


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [("/health/live/", 0, '{"status": "x"}'), ("/health/ready/", 1, '{"status": "x"}')],
)
def test_its_end_says_how_it_is(address, path, code, said):
    asked = _probe(address + path)
    assert (asked.returncode, asked.stdout.strip()) == (code, said)


@pytest.mark.parametrize("wrong", ["http://127.0.0.1:9/health/live/", "no address"])
def test_nobody_there_is_a_failure_in_a_line(wrong):
    asked = _probe(wrong)
    assert asked.returncode == 1
    assert len(asked.stdout.splitlines()) == 1
    assert asked.stderr == ""


def _probe(address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ropa.health.probe", address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
