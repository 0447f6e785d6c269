"""The PDF of a version, made once: its file name, and making it."""

from __future__ import annotations

from ropa.background.files import find_file, keep_file, name_of
from ropa.models import MadeFile, Version
from ropa.public.addresses import site_address
from ropa.public.changes import SubjectPages
from ropa.typesetting.process import typeset

from .pages import page_of, styles_of

KIND = "pdf"
# What takes longer than this many seconds will never be done.
LONGEST = 180
# A document's identifier is shorter than a digest.
_IDENTIFIER = 32


def pdf_name(version: Version) -> str:
    """Return the name of the PDF of a version, whether it is made or not.

    It prints the address of the site, which is set and never the one that somebody asked by.
    """
    return name_of(KIND, version.row_hash, site_address())


def make_pdf(version: Version) -> MadeFile:
    """Return the PDF of a version in force, which is made unless it is there.

    Raises `NotTypeset` if it cannot be made.
    """
    name = pdf_name(version)
    if (file := find_file(name)) is not None:
        return file
    place = SubjectPages.of(version.subject)
    page = page_of(version, place, site_address())
    made = typeset(page, name[:_IDENTIFIER], seconds=LONGEST, styles=styles_of(place))
    return keep_file(name, KIND, [made])
