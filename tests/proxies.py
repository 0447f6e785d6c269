"""The proxy of the `Caddyfile` in front of a server, on loopback, with certificates of its own."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

START_SECONDS = 30
CADDY = shutil.which("caddy")


def free_port() -> int:
    """Return a port of this machine that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Proxy:
    """The proxy, at an address. Its certificate is its own, so nobody vouches for it here."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._trusting = ssl.create_default_context()
        self._trusting.check_hostname = False
        self._trusting.verify_mode = ssl.CERT_NONE

    def connected(self) -> ssl.SSLSocket:
        """Return a connection on which HTTP/1.1 is spoken, over TLS."""
        parts = urlsplit(self.address)
        plain = socket.create_connection((parts.hostname, parts.port), timeout=20)
        return self._trusting.wrap_socket(plain, server_hostname=parts.hostname)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Return the status and the content of a page."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.address}{path}", headers=named)
        try:
            with urllib.request.urlopen(request, timeout=20, context=self._trusting) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read()

    def seconds_to_answer(self, path: str) -> float:
        """Return how long a reader waits for a page."""
        began = time.monotonic()
        status, _ = self.get(path)
        assert status == 200
        return time.monotonic() - began


@contextmanager
def proxied(folder: Path, address: str, upstream: str) -> Iterator[Proxy]:
    """Run Caddy with the register's `Caddyfile` at an address, until the block ends.

    `upstream` is the host and port it passes requests on to. Skips the test without Caddy, which
    `bin/test` tells of and `.ci/run` does not allow.
    """
    if CADDY is None:
        pytest.skip("Caddy is not installed")
    log = folder / "proxy.log"
    with log.open("a") as output:
        caddy = subprocess.Popen(
            [CADDY, "run", "--config", "Caddyfile", "--adapter", "caddyfile"],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "REGISTER_ADDRESS": address,
                "UPSTREAM": upstream,
                "HTTP_PORT": str(free_port()),
                # Its certificates, its settings as it last ran.
                "XDG_DATA_HOME": str(folder / "caddy"),
                "XDG_CONFIG_HOME": str(folder / "caddy"),
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        proxy = Proxy(address)
        _wait_for(proxy, caddy, log)
        yield proxy
    finally:
        caddy.terminate()
        caddy.wait(timeout=30)


def _wait_for(proxy: Proxy, caddy: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and caddy.poll() is None:
        try:
            proxy.get("/health/live/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"The proxy did not start:\n{log.read_text()}")
