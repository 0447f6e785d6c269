"""Two people at one entry in real browsers, one of them without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor

ENTRY = "/admin/ropa/processingactivity/1/change/"


@pytest.fixture
def first(site: str, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": DESKTOP, "height": 900})
    yield Visitor(site, context.new_page())
    context.close()


@pytest.fixture
def second(site: str, browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": PHONE, "height": 800}, java_script_enabled=False)
    yield Visitor(site, page)
    page.close()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_the_second_to_save_sees_both_versions_and_loses_nothing(
    first: Visitor, second: Visitor
) -> None:
    # given two people with the same entry open
    for visitor in (first, second):
        visitor.sign_in("approver")
        visitor.go(ENTRY)
    first.page.get_by_label("Summary").fill("What the first one says.")
    first.page.get_by_label("Business function").fill("Said by the first one")
    save(first.page)
    expect(first.page.locator(".messagelist")).to_contain_text("Saved")

    # when the second one saves
    second.page.get_by_label("Summary").fill("What the second one says.\n\nAnd more.")
    second.page.locator("[name=data_location]").fill("In a cupboard.")
    save(second.page)

    # then both versions are on the page, and can be chosen from
    expect(second.page.locator("h1")).to_contain_text("while you were working")
    choice = second.page.get_by_role("group", name="Summary")
    expect(choice).to_contain_text("What the first one says.")
    expect(choice).to_contain_text("What the second one says.")
    choice.get_by_role("radio").first.check()
    second.page.get_by_role("button", name="Save both together").click()
    expect(second.page.locator(".messagelist")).to_contain_text("Saved")
    expect(second.page.get_by_label("Summary")).to_have_value("What the first one says.")
    expect(second.page.get_by_label("Business function")).to_have_value("Said by the first one")
    expect(second.page.locator("[name=data_location]")).to_have_value("In a cupboard.")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_page_of_a_conflict_is_sound(first: Visitor, width: int) -> None:
    # given the same entry in two windows
    first.sign_in("approver")
    first.go(ENTRY)
    other = first.page.context.new_page()
    other.goto(f"{first.site}{ENTRY}")
    for page, words in ((other, f"One way {width}."), (first.page, f"Another way {width}.")):
        page.get_by_label("Summary").fill(words)
        page.locator("[name=data_location]" if page is other else "[name=sharing_note]").fill(words)
        save(page)
    # then
    expect(first.page.locator("h1")).to_contain_text("You saved this in another window")
    first.page.set_viewport_size({"width": width, "height": 800})
    assert first.barriers() == []
    assert not first.scrolls_sideways()
    # A browser notes in its console that the answer was a refusal, and nothing else.
    assert all("409 (Conflict)" in complaint for complaint in first.complaints)
