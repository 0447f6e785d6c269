"""Every public page in a real browser, on a phone; on wider screens those that width can spoil."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.crawling import Crawl, pages_of_each_kind
from tests.browser.soundness import faults_of


@pytest.mark.timeout(1500)
def test_every_public_page_is_sound(site: str, browser: Browser, crawled: Crawl) -> None:
    """Every page is as it should be. `test_without_scripts.py` does it where no script runs.

    What fits a phone fits anything wider, but for tables: on a phone these are lists. So pages with
    a table are looked at on a tablet and a desktop too, and those that show a new kind of element.
    """
    with_tables = {path for path in crawled.pages if "<table" in crawled.texts[path]}
    wide = with_tables | set(pages_of_each_kind(crawled))
    narrow = set(crawled.pages) - wide

    assert len(with_tables) >= 10
    assert faults_of(site, browser, crawled.pages, scripts=True, only_on_phone=narrow) == []
