"""PDFs as if they had been made, for tests that are not about what is in them."""

from __future__ import annotations

from ropa.background.files import find_file, keep_file
from ropa.models import Version
from ropa.public.pdf.files import KIND, pdf_name

CONTENT = b"%PDF-1.7 A stand-in."


def stand_in_for_pdfs() -> None:
    """Keep a file as the PDF of each version there is."""
    for version in Version.objects.defer("document"):
        if find_file(pdf_name(version)) is None:
            keep_file(pdf_name(version), KIND, [CONTENT])
