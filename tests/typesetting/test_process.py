"""A page is typeset by a process that knows nothing but the page, and ends in time."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from ropa.typesetting.process import NotTypeset, TookTooLong, typeset

PAGE = '<!DOCTYPE html><html lang="en-GB"><title>A page</title><body><h1>A page</h1></body></html>'
LONG = PAGE.replace("<h1>", "<p>Many words. </p>" * 20_000 + "<h1>")


def test_the_pdf_is_whole_and_the_same_each_time() -> None:
    content = typeset(PAGE, "identifier", seconds=120)
    assert PdfReader(io.BytesIO(content)).metadata is not None
    assert content.rstrip().endswith(b"%%EOF")
    assert typeset(PAGE, "identifier", seconds=120) == content


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    # given an environment that would stop any Python that inherits it
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert typeset(PAGE, "identifier", seconds=120).startswith(b"%PDF-")


def test_no_disk_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a full one, or one that cannot be written, is no reason to go without."""
    monkeypatch.setenv("TMPDIR", "/nowhere")
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert typeset(PAGE, "identifier", seconds=120).startswith(b"%PDF-")


def test_a_process_that_takes_too_long_ends_itself() -> None:
    with pytest.raises(TookTooLong, match="longer than 1 seconds"):
        typeset(LONG, "identifier", seconds=1)


def test_a_process_that_fails_is_said_so(settings: Any, tmp_path: Any) -> None:
    settings.STATICFILES_DIRS = [tmp_path / "no-style-here"]
    with pytest.raises(NotTypeset, match="status 1"):
        typeset(PAGE, "identifier", seconds=120)
