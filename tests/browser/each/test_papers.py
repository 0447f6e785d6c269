"""The PDFs that public pages link to."""

from __future__ import annotations

import pytest

from tests.browser.crawling import Crawl, missing_papers, papers_of_each_kind


@pytest.mark.timeout(1500)
def test_a_pdf_of_each_kind_that_a_page_links_to_can_be_read(site: str, crawled: Crawl) -> None:
    """To make one takes seconds; what is in it is what `tests/typesetting` and the pages show."""
    papers = papers_of_each_kind(crawled)

    assert len(papers) >= 3
    assert missing_papers(site, papers) == []
