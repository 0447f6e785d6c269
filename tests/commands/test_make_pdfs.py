"""All PDFs that are missing, made after a deployment; those of an earlier one, removed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from ropa.actions.publishing import withdraw_notice
from ropa.public.pdf.files import file_of
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db
ORIGIN = "https://register.example.org"


def make_pdfs(**options: Any) -> str:
    out = io.StringIO()
    call_command("make_pdfs", stdout=out, **options)
    return out.getvalue().strip()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.PDF_FOLDER = tmp_path / "pdfs"
    settings.PDF_FOLDER.mkdir()
    return settings.PDF_FOLDER


def test_it_makes_what_is_missing_and_removes_what_nobody_needs(folder: Path) -> None:
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
        file_of(version, ORIGIN).write_bytes(b"as it was")
    stale = folder / f"{'0' * 64}.pdf"
    stale.touch()

    # when
    said = make_pdfs(address=f"{ORIGIN}/")

    # then
    assert said == "1 made, 1 removed."
    assert file_of(newest, ORIGIN).read_bytes().startswith(b"%PDF-")
    for version in (earlier, was, notice):
        assert file_of(version, ORIGIN).read_bytes() == b"as it was"
    for version in (internal, end):
        assert not file_of(version, ORIGIN).exists()
    assert not stale.exists()
    # and there is nothing left to do
    assert make_pdfs(address=ORIGIN) == "0 made, 0 removed."


def test_it_asks_for_the_address_of_the_site(folder: Path) -> None:
    with pytest.raises(CommandError, match="REGISTER_ADDRESS"):
        make_pdfs()
    with pytest.raises(CommandError, match="without a path"):
        make_pdfs(address="register.example.org")


def test_what_cannot_be_made_is_named(
    folder: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.STATICFILES_DIRS = [folder]
    activity = make_activity()
    approve(activity)

    with pytest.raises(CommandError, match="1 could not be made"):
        make_pdfs(address=ORIGIN)

    assert f"/register/{activity.reference}/: The process" in capsys.readouterr().err
