"""PDFs as if they had been made, for tests that are not about what is in them."""

from __future__ import annotations

from ropa.models import Version
from ropa.public.pdf.files import file_of

ORIGIN = "http://testserver"
CONTENT = b"%PDF-1.7 A stand-in."


def stand_in_for_pdfs() -> None:
    """Put a file where the PDF of each version there is would be."""
    for version in Version.objects.defer("document"):
        file_of(version, ORIGIN).write_bytes(CONTENT)
