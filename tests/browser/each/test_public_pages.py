"""Every public page is there, and whatever it links to."""

from __future__ import annotations

from tests.browser.conftest import Visitor
from tests.browser.crawling import Crawl

FEWEST_PAGES = 200


def test_every_link_leads_somewhere(crawled: Crawl) -> None:
    """Follow every link from the home page: nothing broken, nothing that points nowhere."""
    assert len(crawled.pages) >= FEWEST_PAGES
    assert crawled.files
    assert crawled.papers
    assert crawled.faults == []


def test_a_page_that_does_not_exist_says_so(visitor: Visitor) -> None:
    response = visitor.page.goto(f"{visitor.site}/notices/no-such-notice/")
    assert response is not None
    assert response.status == 404
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert visitor.barriers() == []
