"""Every public page, in a real browser, at the width of a phone, a tablet and a desktop."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.conftest import Visitor
from tests.browser.crawling import crawl, missing_papers
from tests.browser.soundness import faults_of

FEWEST_PAGES = 200


def test_every_public_page_is_sound(site: str, browser: Browser) -> None:
    """Follow every link from the home page: nothing broken, nothing that points nowhere, and
    every page as it should be. `test_without_scripts.py` does it where no script runs."""
    found = crawl(site)
    assert len(found.pages) >= FEWEST_PAGES
    assert found.files
    assert found.papers
    assert found.faults + faults_of(site, browser, found.pages, scripts=True) == []


def test_every_pdf_that_a_page_links_to_can_be_read(site: str) -> None:
    assert missing_papers(site, crawl(site).papers) == []


def test_a_page_that_does_not_exist_says_so(visitor: Visitor) -> None:
    response = visitor.page.goto(f"{visitor.site}/notices/no-such-notice/")
    assert response is not None
    assert response.status == 404
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert visitor.barriers() == []
