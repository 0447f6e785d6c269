"""The staff interface in a real browser: every kind of page, and the journeys staff make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.crawling import kinds_of_elements, links_of
from tests.browser.soundness import SeenKinds

# One page of each kind; numbers stand for any row.
PATTERN = re.compile(r"\d+")
STAFF_PAGES = ("/admin/", "/account/")
FILES = ("/csv/", "/json/", "/jsonld/", "/pdf/", "/xlsx/")
NOT_PAGES = ("/admin/logout/", "/admin/jsi18n/", "/account/logout/", "/account/factors/codes/file/")


@pytest.fixture
def staff(site: str, browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    yield Visitor(site, page)
    page.close()


@dataclass
class Seen:
    """What the people before have met: the pages that were opened, one of each kind; the kinds of
    elements that the server sent, and those that the browser showed."""

    opened: set[str] = field(default_factory=set)
    sent: set[tuple[str, str]] = field(default_factory=set)
    shown: SeenKinds = field(default_factory=SeenKinds)


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


@pytest.mark.parametrize("username", ["approver", "school-lead", "auditor", "administrator"])
def test_every_kind_of_staff_page_is_sound(staff: Visitor, username: str, seen: Seen) -> None:
    """Follow every link of the staff interface and of one's account to one page of each kind. It is
    opened if nobody before has opened one of its kind, or if it has a kind of element that no page
    before it had; axe is asked where the browser shows one."""
    staff.sign_in(username)
    to_visit, kinds = ["/admin/"], {"/admin/"}
    faults: list[str] = []
    while to_visit:
        path = to_visit.pop()
        page = staff.read(path)
        text = page.text()
        elements = kinds_of_elements(text)
        if kind_of(path) not in seen.opened or not elements <= seen.sent:
            seen.opened.add(kind_of(path))
            seen.sent |= elements
            staff.go(path)
            if seen.shown.meet_new(staff.page):
                faults += [f"{path}: {barrier}" for barrier in staff.barriers()]
        for link in sorted(links_within(staff.site, page.url, text)):
            kind = kind_of(link)
            is_page = kind not in NOT_PAGES and not kind.endswith(FILES)
            if kind.startswith(STAFF_PAGES) and is_page and kind not in kinds:
                kinds.add(kind)
                to_visit.append(link)

    assert not faults
    assert not staff.complaints
    assert len(kinds) > 5


def kind_of(path: str) -> str:
    return PATTERN.sub("1", path.partition("?")[0])


def links_within(site: str, address: str, text: str) -> set[str]:
    """The paths of the site that the page at an address leads to."""
    links = (urljoin(address, link).partition("#")[0] for link in links_of(text))
    return {link.removeprefix(site) for link in links if link.startswith(f"{site}/")}


def test_the_sign_in_page_is_sound(staff: Visitor) -> None:
    staff.go("/admin/login/")
    assert staff.barriers() == []
    assert staff.complaints == []


def test_a_wrong_password_is_told_in_a_sentence(staff: Visitor) -> None:
    staff.go("/admin/login/")
    staff.page.get_by_label("User name or email address").fill("approver")
    staff.page.get_by_label("Password").fill("not-it")
    staff.page.get_by_role("button", name="Sign in", exact=True).click()
    assert staff.page.url.startswith(f"{staff.site}/account/login/")
    assert staff.barriers() == []
