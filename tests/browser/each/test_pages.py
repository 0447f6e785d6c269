"""Every public page, in a real browser, at the width of a phone, a tablet and a desktop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import Crawl
from tests.browser.soundness import faults_of


@pytest.mark.timeout(1500)
def test_every_public_page_is_sound(site: str, browser: Browser, crawled: Crawl) -> None:
    """Every page is as it should be. `test_without_scripts.py` does it where no script runs."""
    assert faults_of(site, browser, crawled.pages, scripts=True) == []
