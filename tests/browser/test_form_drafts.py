"""Nothing that was typed is lost: the browser is killed, the server, or the session, and the words
are there again."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.screenshots import save_screenshot
from tests.servers import Install, Installation

# By hand: FORM_DRAFT_KILLS=50 bin/test tests/browser/test_form_drafts.py
KILLS = int(os.environ.get("FORM_DRAFT_KILLS", "3"))
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from ropa.models import SignInSession
SignInSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
"""


@pytest.fixture(scope="module")
def register(
    tmp_path_factory: pytest.TempPathFactory, installed: Install
) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("drafts"), "drafts") as register:
        register.start("demo")
        yield register


class Desk:
    """An editor at a browser that can be killed."""

    def __init__(self, register: Installation, browser: Browser) -> None:
        self._register = register
        self._browser = browser
        self.visitor = self._sit_down()

    def _sit_down(self) -> Visitor:
        context = self._browser.new_context(viewport={"width": DESKTOP, "height": 800})
        visitor = Visitor(self._register.address, context.new_page())
        visitor.sign_in("editor")
        return visitor

    @property
    def page(self) -> Page:
        return self.visitor.page

    def open(self, number: int) -> None:
        self.page.goto(
            f"{self.visitor.site}/admin/ropa/processingactivity/{number}/change/",
            wait_until="load",
        )

    def lose(self, what: str) -> None:
        match what:
            case "browser":
                # A context that is closed asks nothing and runs nothing of the page.
                self.page.context.close()
                self.visitor = self._sit_down()
            case "server":
                self._register.kill()
                self._register.start("serve")
            case "session":
                self._register.run("manage.py", "shell", "--no-imports", "-c", EXPIRE)
                self.page.context.close()
                self.visitor = self._sit_down()


@pytest.fixture
def desk(register: Installation, browser: Browser) -> Iterator[Desk]:
    desk = Desk(register, browser)
    yield desk
    desk.page.context.close()


def questions_of(page: Page) -> list[str]:
    """Say yes to what the browser asks, and return the list of what it asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def summary(page: Page) -> str:
    return page.get_by_label("Summary", exact=True).input_value()


def test_every_word_is_there_again_whatever_is_killed(desk: Desk) -> None:
    chance = random.Random(7)
    for number in range(KILLS):
        # given words that the page says are kept, and more that come at any moment after
        desk.open(1 + number % 20)
        typed = f"Words number {number}, typed and never saved."
        desk.page.get_by_label("Summary", exact=True).fill(typed)
        expect(desk.page.locator(".form-draft__told")).to_contain_text("was kept at")
        desk.page.wait_for_timeout(chance.random() * 1000)
        # when
        desk.lose(("browser", "server", "session")[number % 3])
        questions_of(desk.page)
        desk.open(1 + number % 20)
        # then they are offered, and put back
        desk.page.get_by_role("button", name="Put it back into the form").first.click()
        expect(desk.page.get_by_text("It is not saved yet.")).to_be_visible()
        assert summary(desk.page) == typed
        desk.page.get_by_role("button", name="Save", exact=True).click()
        expect(desk.page.get_by_text("Saved RPA-0")).to_be_visible()


def test_a_page_that_nobody_touched_keeps_nothing_and_lets_go(desk: Desk) -> None:
    sent: list[str] = []
    desk.page.on("request", lambda request: sent.append(request.url))
    desk.open(1)
    desk.page.wait_for_timeout(3500)  # it looks every second and a half
    assert not [url for url in sent if url.endswith("/admin/drafts/")]
    # and no question is asked on leaving
    asked = questions_of(desk.page)
    desk.page.get_by_role("link", name="Home").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Your work")
    assert asked == []


def test_leaving_with_something_unsaved_asks(desk: Desk) -> None:
    desk.open(2)
    desk.page.get_by_label("Summary", exact=True).press_sequentially("More words. ")
    expect(desk.page.locator(".form-draft__told")).to_contain_text("was kept at")
    asked = questions_of(desk.page)
    desk.page.get_by_role("link", name="Home").click()
    expect(desk.page.get_by_role("heading", name="Typed and not saved")).to_be_visible()
    assert asked == ["beforeunload"]
    assert desk.visitor.barriers() == []
    save_screenshot(desk.page, "form-draft-home")


def test_who_signs_in_again_in_a_second_window_goes_on_in_the_first(
    desk: Desk, register: Installation
) -> None:
    page = desk.page
    page.clock.install()
    desk.open(3)
    page.get_by_label("Summary", exact=True).fill("Typed before the session ended.")
    register.run("manage.py", "shell", "--no-imports", "-c", EXPIRE)
    page.clock.run_for(29 * 60 * 1000)
    over = page.get_by_role("alertdialog", name="You are signed out")
    expect(over).to_be_visible()
    assert desk.visitor.barriers() == []
    # when
    with page.expect_popup() as opened:
        over.get_by_role("link", name="Sign in again").click()
    second = opened.value
    second.get_by_label("User name or email address").fill("editor")
    second.get_by_label("Password", exact=True).fill("try-the-editor")
    second.get_by_role("button", name="Sign in", exact=True).click()
    expect(second.get_by_text("Close this window")).to_be_visible()
    second.close()
    page.clock.run_for(6 * 1000)
    # then
    expect(over).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved RPA-0")).to_be_visible()
    assert summary(page) == "Typed before the session ended."
