"""All PDFs that are missing, made after a deployment; those of an earlier one, removed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ropa.actions.publishing import withdraw_notice
from ropa.background.files import find_file, keep_file, pieces_of
from ropa.models import Version
from ropa.public.pdf.files import KIND, pdf_name
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.REGISTER_ADDRESS = "https://register.example.org"


def make_pdfs() -> str:
    out = io.StringIO()
    call_command("make_pdfs", stdout=out)
    return out.getvalue().strip()


def content_of(version: Version) -> bytes:
    file = find_file(pdf_name(version))
    assert file is not None
    return b"".join(pieces_of(file))


def test_it_makes_what_is_missing_and_removes_what_nobody_needs() -> None:
    # given an entry of two versions, one that is internal, a notice that was withdrawn, one in
    # force that has its PDF, and the PDFs of an earlier program
    activity = make_activity()
    earlier = approve(activity)
    activity.summary += " And more."
    activity.save()
    newest = approve(activity)
    internal = approve(make_activity(is_public=False))
    ended = make_notice(activity)
    was = publish(ended)
    end = withdraw_notice(
        notice=ended, by=make_user("Approver"), reason="It is over.", change_note="It is over."
    )
    notice = publish(make_notice(activity))
    for version in (earlier, was, notice):
        keep_file(pdf_name(version), KIND, [b"as it was"])
    keep_file("of an earlier program", KIND, [b"stale"])
    keep_file("a workbook", "register-xlsx", [b"not a PDF"])

    # when
    said = make_pdfs()

    # then
    assert said == "1 made, 1 removed."
    assert content_of(newest).startswith(b"%PDF-")
    for version in (earlier, was, notice):
        assert content_of(version) == b"as it was"
    for version in (internal, end):
        assert find_file(pdf_name(version)) is None
    assert find_file("of an earlier program") is None
    assert find_file("a workbook")
    # and there is nothing left to do
    assert make_pdfs() == "0 made, 0 removed."


def test_it_asks_for_the_address_of_the_site(settings: Any) -> None:
    settings.REGISTER_ADDRESS = ""
    with pytest.raises(CommandError, match="REGISTER_ADDRESS"):
        make_pdfs()


def test_what_cannot_be_made_is_named(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    activity = make_activity()
    approve(activity)

    with pytest.raises(CommandError, match="1 could not be made"):
        make_pdfs()

    assert f"/register/{activity.reference}/: The process" in capsys.readouterr().err
