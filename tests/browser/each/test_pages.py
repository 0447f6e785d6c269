"""Every public page: its markup, and in a real browser those that a browser may spoil."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import Crawl, pages_of_each_kind
from tests.browser.markup import markup_faults
from tests.browser.soundness import faults_of


def test_the_markup_of_every_public_page_is_sound(crawled: Crawl) -> None:
    faults = {path: markup_faults(crawled.texts[path]) for path in crawled.pages}

    assert len(faults) >= 200
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.timeout(1500)
def test_public_pages_of_each_kind_are_sound(site: str, browser: Browser, crawled: Crawl) -> None:
    """Those are opened that show what no page before them shows, and of each view the longest one
    and the one with the longest word: what a browser makes of them, it makes of the others.
    `test_without_scripts.py` looks at pages where no script runs."""
    pages = pages_of_each_kind(crawled)

    assert len(pages) >= 40
    assert any("<table" in crawled.texts[path] for path in pages)
    assert faults_of(site, browser, pages, scripts=True) == []
