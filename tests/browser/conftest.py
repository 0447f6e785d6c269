"""A real server with a register of its own, and a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection
from playwright.sync_api import (
    APIResponse,
    Browser,
    Page,
    Response,
    expect,
    sync_playwright,
)

from tests.browser.axe import violations
from tests.browser.crawling import Crawl, crawl
from tests.servers import Install, Installation

# A machine that CI shares with others may take its time for a page.
expect.set_options(timeout=20_000)

PHONE, TABLET, DESKTOP = 360, 768, 1280
STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture(scope="session")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, installed: Install
) -> Iterator[Installation]:
    """A demonstration register, started as `bin/demo` starts it."""
    with installed(tmp_path_factory.mktemp("site"), "browser", demonstrated=True) as register:
        register.start("demo")
        yield register


@pytest.fixture(scope="session")
def site(demonstration: Installation) -> str:
    """The address of the demonstration register."""
    return demonstration.address


@pytest.fixture(scope="session")
def crawled(site: str) -> Crawl:
    """What is found by following every link of the public site."""
    return crawl(site)


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
        """Open a page; every page comes with a strict policy for what it may load and run."""
        response = self.page.goto(f"{self.site}{path}")
        assert response is not None
        _expect_a_safe_page(path, response)

    def read(self, path: str) -> APIResponse:
        """Ask for a page as the same person, without opening it, which takes many times as long."""
        response = self.page.request.get(f"{self.site}{path}")
        _expect_a_safe_page(path, response)
        return response

    def sign_in(self, username: str) -> None:
        self.go("/account/login/")
        self.page.get_by_label("User name or email address").fill(username)
        self.page.get_by_label("Password").fill(f"try-the-{username}")
        self.page.get_by_role("button", name="Sign in", exact=True).click()

    def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA on the page, a line each.

        A page is looked at on one engine (decision 21): on PostgreSQL axe is not asked. One that a
        click has led to may not have its styles yet: axe waits for them.
        """
        self.page.wait_for_load_state()
        return violations(self.page) if connection.vendor == "sqlite" else []

    def scrolls_sideways(self) -> bool:
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(width)) > 0


def _expect_a_safe_page(path: str, response: Response | APIResponse) -> None:
    assert response.ok, f"{path} answered {response.status}"
    policy = response.headers["content-security-policy"]
    assert set(policy.split("; ")) >= STRICT, f"{path}: {policy}"


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visitor(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": request.param, "height": 800})
    yield Visitor(site, page)
    page.close()


@pytest.fixture
def approver(own_site: str, browser: Browser) -> Iterator[Visitor]:
    """Somebody who approves, in the register that a module has for itself: its `own_site`."""
    page = browser.new_page()
    visitor = Visitor(own_site, page)
    visitor.sign_in("approver")
    yield visitor
    page.close()
