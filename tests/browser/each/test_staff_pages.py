"""The staff interface in a real browser: every kind of page, and the journeys staff make."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESKTOP, Visitor
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


@pytest.fixture(scope="module")
def seen_kinds() -> SeenKinds:
    """The kinds of elements that any role has met: axe is asked where there is another one."""
    return SeenKinds()


@pytest.mark.parametrize("username", ["approver", "school-lead", "auditor", "administrator"])
def test_every_kind_of_staff_page_is_sound(
    staff: Visitor, username: str, seen_kinds: SeenKinds
) -> None:
    """Follow every link of the staff interface and of one's account to one page of each kind."""
    staff.sign_in(username)
    to_visit, kinds = ["/admin/"], {"/admin/"}
    faults: list[str] = []
    while to_visit:
        path = to_visit.pop()
        staff.go(path)
        if seen_kinds.meet_new(staff.page):
            faults += [f"{path}: {barrier}" for barrier in staff.barriers()]
        for link in sorted(staff.links()):
            kind = PATTERN.sub("1", link.partition("?")[0])
            is_page = kind not in NOT_PAGES and not kind.endswith(FILES)
            if kind.startswith(STAFF_PAGES) and is_page and kind not in kinds:
                kinds.add(kind)
                to_visit.append(link)

    assert not faults
    assert not staff.complaints
    assert len(kinds) > 5


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
