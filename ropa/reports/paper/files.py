"""The register as a PDF, to read and to print."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.reports.contents import Report
from ropa.reports.formats import Format, register_format

from .pages import page_of
from .pdf_process import check_machine, typeset


def write(report: Report) -> Iterator[bytes]:
    """Return the PDF, as one piece. All of it is made before this returns.

    Raises `NotOnPaper` if it cannot be made, at once and not when the pieces are asked for.
    """
    check_machine()
    return iter([typeset(page_of(report))])


PDF = register_format(
    Format(
        name="pdf",
        title="Register to read (PDF)",
        description="Cover, contents, overview and every entry on a few pages, to read, to "
        "print or to put before a board.",
        suffix="pdf",
        type="application/pdf",
        write=write,
    )
)
