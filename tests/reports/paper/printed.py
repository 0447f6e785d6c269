"""Registers on paper: the HTML that they are typeset from, and a PDF as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from ropa.reports.paper.files import PDF
from ropa.reports.paper.pages import page_of
from ropa.reports.report_query import report
from ropa.reports.selection import Selection


def printed(selection: Selection | None = None) -> Printed:
    return Printed(b"".join(PDF.write(report(selection or Selection()))))


def squeezed(text: str) -> str:
    """Text without its spaces: lines are broken where they are full."""
    return re.sub(r"\s+", "", text)


def html_of(selection: Selection | None = None, by: Any = None) -> str:
    return page_of(report(selection or Selection(), by=by))


def text_of(html: str) -> str:
    """What can be read in HTML, without spaces."""
    return squeezed(unescape(re.sub("<[^>]*>", "", html)))


@dataclass(frozen=True)
class Printed:
    """A PDF as it is read."""

    content: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.content))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, without spaces."""
        return [squeezed(page.extract_text()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    def tags(self) -> list[str]:
        """The structure of the document, as whoever cannot see it reads it."""
        root: Any = self.reader.root_object
        return list(_tags(root["/StructTreeRoot"]))

    def bookmarks(self) -> dict[str, int]:
        """The number of the page that each bookmark leads to."""
        return dict(self._bookmarks(self.reader.outline))

    def _bookmarks(self, entries: Any) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from self._bookmarks(entry)
            else:
                yield entry.title, (self.reader.get_destination_page_number(entry) or 0) + 1


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        yield from _tags(node.get("/K", []))
