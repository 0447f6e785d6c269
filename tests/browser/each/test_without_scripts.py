"""Every public page where no script runs: everything is there, and everything works."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import Crawl
from tests.browser.soundness import faults_of


@pytest.mark.timeout(1500)
def test_every_public_page_is_sound(site: str, browser: Browser, crawled: Crawl) -> None:
    """The same as in `test_pages.py`, a file of its own so that both run side by side."""
    assert faults_of(site, browser, crawled.pages, scripts=False) == []
