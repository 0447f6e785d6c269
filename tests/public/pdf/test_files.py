"""The PDF of a version is made once, and named for everything that it is made from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from ropa.background import files
from ropa.background.files import pieces_of
from ropa.models import MadeFile
from ropa.public.pdf.files import make_pdf, pdf_name
from ropa.typesetting.process import NotTypeset
from tests.factories import approve, make_activity


@pytest.mark.django_db
def test_it_is_made_once_and_made_anew_it_is_the_same_to_the_byte() -> None:
    version = approve(make_activity())
    made = make_pdf(version)
    content = b"".join(pieces_of(made))
    assert content.startswith(b"%PDF-")
    assert make_pdf(version) == made
    made.delete()
    assert b"".join(pieces_of(make_pdf(version))) == content


@pytest.mark.django_db
def test_one_that_cannot_be_made_leaves_nothing(settings: Any, tmp_path: Any) -> None:
    settings.STATICFILES_DIRS = [tmp_path / "no-style-here"]
    with pytest.raises(NotTypeset, match="status 1"):
        make_pdf(approve(make_activity()))
    assert not MadeFile.objects.exists()


def test_the_name_tells_all_it_is_made_from(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    version: Any = SimpleNamespace(row_hash="hash")
    other: Any = SimpleNamespace(row_hash="other")
    names = {pdf_name(version)}
    assert pdf_name(version) in names
    names.add(pdf_name(other))
    settings.REGISTER_ADDRESS = "https://a.example"
    names.add(pdf_name(version))
    settings.REGISTER_NAME = "Another name"
    names.add(pdf_name(version))
    monkeypatch.setattr(files, "deployment", lambda: SimpleNamespace(digest="another"))
    names.add(pdf_name(version))
    assert len(names) == 5
