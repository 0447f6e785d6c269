"""Typeset a page as a tagged PDF.

`python -m ropa.typesetting.program IDENTIFIER STATIC SECONDS [STYLE ...]`: the page comes as HTML
on standard input, the PDF goes to standard output, once all of it is made, unless that takes more
than SECONDS. IDENTIFIER becomes that of the document. This runs in a process of its
own, which knows nothing of the register, its database or its secrets: it reads the style sheets and
the fonts in the folder STATIC, and nothing else, whatever the page names. Each further STYLE is a
path within that folder.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint import CSS, HTML, URLFetcher
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcherResponse

from .list_tags import mend_list_tags

STYLE = "ropa/pdf.css"
# WeasyPrint 70 breaks a line after its first word where only a space at its end has no room.
_SPACE_AT_END = re.compile(r"\s+(?=<br|</(?:p|li|d[dt]|t[dh]|h[1-6]|caption|summary)>)")


class OnlyStatic(URLFetcher):
    """Fetches files within one folder, and nothing else: no network, no other file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=["file"], allow_redirects=False)
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what is at `url`. Raises `ValueError` if that is not a file within the folder."""
        parts = urlsplit(url)
        path = Path(url2pathname(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(self._folder):
            raise ValueError(f"Only the register's own style and fonts are used, not {url}")
        return super().fetch(path.as_uri(), headers)


def typeset(page: str, static: Path, identifier: str, styles: Sequence[str] = ()) -> bytes:
    """Return a page as PDF/UA-1: the same bytes for the same page, styles, fonts and identifier.

    `styles` are style sheets besides the one that all PDFs have.
    """
    fetcher, fonts = OnlyStatic(static), FontConfiguration()
    sheets = [
        CSS(filename=static / style, font_config=fonts, url_fetcher=fetcher)
        for style in (STYLE, *styles)
    ]
    made = HTML(string=_SPACE_AT_END.sub("", page), url_fetcher=fetcher).write_pdf(
        finisher=mend_list_tags,
        stylesheets=sheets,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=identifier.encode(),
    )
    return bytes(made)


def main(identifier: str, static: Path, seconds: int, styles: Sequence[str]) -> None:
    """Write standard input as PDF to standard output, once all of it is made."""
    # Pages are served meanwhile: they come first.
    os.nice(10)
    signal.alarm(seconds)
    content = typeset(sys.stdin.buffer.read().decode(), static, identifier, styles)
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
