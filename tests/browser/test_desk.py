"""A day at the desk: what is wrong is found by a press, several entries are changed at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.servers import Install, Installation


@pytest.fixture(scope="module")
def register(
    tmp_path_factory: pytest.TempPathFactory, installed: Install
) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("desk"), "desk") as register:
        register.start("demo")
        yield register


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visitor(
    request: pytest.FixtureRequest, register: Installation, browser: Browser
) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    visitor = Visitor(register.address, context.new_page())
    visitor.sign_in("approver")
    yield visitor
    context.close()


def is_sound(visitor: Visitor) -> bool:
    assert visitor.barriers() == []
    return not visitor.scrolls_sideways()


def test_each_error_is_named_at_the_top_and_a_press_leads_to_its_field(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/admin/ropa/processingactivity/1/change/")
    page.locator("#id_title").fill("")
    page.locator("#id_begins_on").fill("some day")
    page.get_by_role("button", name="Save", exact=True).click()

    told = page.get_by_role("alert").filter(has_text="2 things are to be put right")
    expect(told).to_be_visible()
    assert is_sound(visitor)
    told.get_by_role("link", name="That is no day").click()
    expect(page.locator("#id_begins_on")).to_be_focused()

    # A day as people write one is taken.
    page.locator("#id_begins_on").fill("1st April, 2024")
    page.locator("#id_title").fill("Named again")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved RPA-0001 Named again")).to_be_visible()

    # The preview leads back to the form.
    visitor.go("/admin/ropa/processingactivity/1/preview/")
    page.get_by_role("link", name="Back to its form").click()
    expect(page.locator("#id_title")).to_have_value("Named again")


def test_several_entries_are_changed_from_their_list_in_four_presses(visitor: Visitor) -> None:
    page = visitor.page
    visitor.go("/admin/ropa/processingactivity/?q=inspecting")
    page.get_by_role("link", name="Change several").click()
    chosen = page.get_by_role("checkbox")
    count = chosen.count()
    assert count > 2
    chosen.first.uncheck()
    page.get_by_label("Review due on").fill("1 April 2031")
    page.get_by_label("Why").fill("One day for all inspections.")
    assert is_sound(visitor)
    page.get_by_role("button", name="See what becomes of them").click()

    expect(page.get_by_text(f"This becomes of {count - 1} entries")).to_be_visible()
    assert is_sound(visitor)
    page.get_by_role("button", name="Change these entries").click()
    expect(page.get_by_text(re.compile(r"^Changed \d+ entr"))).to_be_visible()
