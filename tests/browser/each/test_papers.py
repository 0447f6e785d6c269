"""Every PDF that a public page links to."""

from __future__ import annotations

import pytest

from tests.browser.crawling import Crawl, missing_papers


@pytest.mark.timeout(1500)
def test_every_pdf_that_a_page_links_to_can_be_read(site: str, crawled: Crawl) -> None:
    assert missing_papers(site, crawled.papers) == []
