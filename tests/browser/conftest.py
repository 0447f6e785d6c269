"""A real server with a register of its own, and a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

PHONE, DESKTOP = 360, 1280
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
START_SECONDS = 120


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration register, started as `bin/demo` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("site")
    with OwnDatabase(folder) as url, (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--addrport", f"127.0.0.1:{port}"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": url, "DEBUG": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/notices/", server, folder / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


class OwnDatabase:
    """A database of the engine that the tests run on, gone afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"ropa_browser_{os.getpid()}"

    def __enter__(self) -> str:
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.folder}/register.sqlite3"
        self._run("CREATE")
        to = connection.settings_dict
        account = f"{to['USER']}:{to['PASSWORD']}" if to["PASSWORD"] else to["USER"]
        return f"postgres://{account}@{to['HOST']}:{to['PORT'] or 5432}/{self.name}"

    def __exit__(self, *failure: object) -> None:
        if connection.vendor != "sqlite":
            self._run("DROP")

    def _run(self, verb: str) -> None:
        to = connection.settings_dict
        with psycopg.connect(
            host=to["HOST"],
            port=to["PORT"] or 5432,
            user=to["USER"],
            password=to["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as maintenance:
            ending = " WITH (FORCE)" if verb == "DROP" else ""
            maintenance.execute(f"{verb} DATABASE {self.name}{ending}")


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"The site did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """Somebody with a browser, who notices whatever the browser complains about."""

    site: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        response = self.page.goto(f"{self.site}{path}")
        assert response is not None
        assert response.ok, f"{path} answered {response.status}"

    def sign_in(self, username: str) -> None:
        self.go("/admin/login/")
        self.page.get_by_label("Username").fill(username)
        self.page.get_by_label("Password").fill(f"try-the-{username}")
        self.page.get_by_role("button", name="Log in").click()

    def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA on the page, a line each."""
        found: Any = Axe().run(
            self.page, options={"runOnly": {"type": "tag", "values": WCAG_2_2_AA}}
        )
        return [
            f"{violation['id']}: {node['target']} {node['html'][:120]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]

    def scrolls_sideways(self) -> bool:
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(width)) > 0

    def links(self) -> set[str]:
        """The paths of this site that the page links to."""
        hrefs = self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        return {
            href.removeprefix(self.site).partition("#")[0]
            for href in hrefs
            if href.startswith(f"{self.site}/")
        }


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visitor(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield Visitor(site, page)
    page.close()
