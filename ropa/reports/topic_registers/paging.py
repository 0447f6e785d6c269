"""A topic register by page, for the public and for staff alike."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from ..contents import Report
from .contents import topic_contents, topic_table
from .definitions import TopicRegister

ROWS_ON_A_PAGE = 50


def topic_page(topic: TopicRegister, report: Report, number: str | None) -> dict[str, Any]:
    """Return what the template of a page of a register shows: the `page` of rows with that number,
    the rows on it as a `table`, and the `contents` of the whole, which were gone through."""
    contents = topic_contents(topic, report)
    page = Paginator(list(contents.rows()), ROWS_ON_A_PAGE).get_page(number)
    return {"contents": contents, "page": page, "table": topic_table(contents, page.object_list)}
