"""A public page of each view where no script runs: everything is there, and everything works."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import Crawl, pages_of_each_view
from tests.browser.soundness import faults_of


@pytest.mark.timeout(1500)
def test_a_public_page_of_each_view_is_sound(site: str, browser: Browser, crawled: Crawl) -> None:
    """The server sends the same with scripts and without, and `test_pages.py` looks at all of it:
    what is lost with the scripts is lost on every page of a view."""
    pages = pages_of_each_view(crawled)

    assert len(pages) >= 25
    assert faults_of(site, browser, pages, scripts=False) == []
