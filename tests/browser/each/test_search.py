"""A foster carer looks for who sees health information (journey P2), with and without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Visitor
from tests.browser.screenshots import save_screenshot


def search_and_open(visitor: Visitor) -> None:
    visitor.go("/notices/")
    box = visitor.page.get_by_role("searchbox", name="Search this site")
    box.fill("foster carer health")
    box.press("Enter")

    first = visitor.page.locator("ol.app-results").get_by_role("listitem").first
    expect(first).to_contain_text("Foster carers")
    expect(visitor.page.get_by_role("searchbox")).to_have_value("foster carer health")
    save_screenshot(visitor.page, "search")
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()

    first.get_by_role("link", name="Who may get it").first.click()
    visitor.page.wait_for_url("**/people/foster-carers-and-adopters/#sharing")
    recipient = (
        visitor.page.locator(".app-recipient")
        .filter(has_text="Disclosure and Barring Service")
        .first
    )
    recipient.locator("summary").click()
    expect(recipient.get_by_text("whether somebody must not work with children")).to_be_visible()
    law = "Safeguarding Vulnerable Groups Act 2006, section 45"
    expect(recipient.get_by_role("link", name=law).first).to_be_visible()
    recipient.scroll_into_view_if_needed()
    save_screenshot(visitor.page, "recipient")
    assert visitor.complaints == []


def test_who_sees_my_health_information(visitor: Visitor) -> None:
    search_and_open(visitor)


def test_it_needs_no_script(site: str, browser: Browser) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": PHONE, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{site}/")
    page.get_by_role("searchbox", name="Search").fill("saftey of pupils")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("main")).to_contain_text("safety of pupils")
    page.get_by_role("navigation", name="Show results of one kind").get_by_role(
        "link", name="People"
    ).click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("in People")
    page.get_by_role("link", name="Pupils", exact=True).click()
    expect(page).to_have_url(f"{site}/people/pupils/")
    context.close()
