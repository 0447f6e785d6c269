"""A page as PDF: tagged, the same each time, and made of nothing but the register's own files."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pypdf import PdfReader

from ropa.typesetting.program import OnlyStatic, typeset

STATIC: Path = settings.STATICFILES_DIRS[0]
SECRET = "The secret of another file."


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en-GB"><title>A page</title><body>{body}</body></html>'


def text_of(content: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/picture.png",
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "file://example.org/static/ropa/pdf.css",
        STATIC.parent.joinpath("manage.py").as_uri(),
        f"{STATIC.as_uri()}/../manage.py",
        f"{STATIC.as_uri()}/%2e%2e/manage.py",
        f"{STATIC.as_uri()}-elsewhere/pdf.css",
        "data:text/css,p{}",
        "ftp://example.org/",
        "relative.css",
        "",
    ],
)
def test_nothing_but_static_files_is_fetched(address: str) -> None:
    with pytest.raises(ValueError, match="Only the register's own style"):
        OnlyStatic(STATIC).fetch(address)


def test_a_static_file_is_fetched() -> None:
    found = OnlyStatic(STATIC).fetch((STATIC / "ropa/pdf.css").as_uri())
    assert found.read() == (STATIC / "ropa/pdf.css").read_bytes()


def test_a_page_cannot_draw_other_files_into_the_pdf(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # given a page that names files of the machine in every way there is
    secret = tmp_path / "secret.css"
    secret.write_text(f'p::after {{ content: "{SECRET}" }}')
    drawing = tmp_path / "secret.svg"
    drawing.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">{SECRET}</text></svg>'
    )
    hostile = page(
        f'<link rel="stylesheet" href="{secret.as_uri()}">'
        f'<style>@import "{secret.as_uri()}"; p {{ background: url("{drawing.as_uri()}") }}</style>'
        f'<p>Words</p><img src="{drawing.as_uri()}" alt="a picture">'
        f'<object data="{drawing.as_uri()}"></object><embed src="{drawing.as_uri()}">'
        f'<a rel="attachment" href="{secret.as_uri()}">file</a>'
    )

    # when
    with caplog.at_level(logging.CRITICAL, logger="weasyprint"):
        content = typeset(hostile, STATIC, "id")

    # then none of them is in it
    reader = PdfReader(io.BytesIO(content))
    assert "Words" in text_of(content)
    assert SECRET not in text_of(content)
    assert not reader.attachments


def test_it_is_tagged_and_made_the_same_each_time() -> None:
    body = "<h1>Title</h1><h2>Part</h2><p>Llŷn, tŵr, “café” – …</p>"
    one, other = (typeset(page(body), STATIC, "id") for _ in range(2))

    assert one == other
    assert "Llŷn, tŵr, “café” – …" in text_of(one)
    root: Any = PdfReader(io.BytesIO(one)).root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def test_every_font_is_embedded_and_ours() -> None:
    reader = PdfReader(io.BytesIO(typeset(page("<p>One <b>two</b> ŷ</p>"), STATIC, "id")))
    resources: Any = reader.pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    assert fonts
    for font in fonts:
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "Atkinson" in described["/FontName"]
        assert "/FontFile2" in described or "/FontFile3" in described


@pytest.mark.parametrize("end", ["", " ", "\n  <br>More."])
def test_lines_are_filled_whatever_follows(end: str) -> None:
    """The text is of every length near the width of the page, with a space at its end."""
    words = "".join(f"<p>First {'i ' * 40}{'.' * number}{end}</p>" for number in range(90, 130))
    lines = text_of(typeset(page(words), STATIC, "id")).splitlines()
    assert [line for line in lines if line.strip() == "First"] == []


def test_a_further_style_sheet_is_used_besides_the_one_of_all() -> None:
    plain = typeset(page("<h1>Title</h1>"), STATIC, "id")
    styled = typeset(page("<h1>Title</h1>"), STATIC, "id", ["ropa/register-pdf.css"])
    assert "record of processing activities" not in text_of(plain)
    assert "Page 1 of 1" in text_of(styled)
    assert styled != plain
