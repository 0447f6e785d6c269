"""A register is typeset for so long, one at a time, and who cannot have it is told why."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ropa.reports.evidence.package import EVIDENCE
from ropa.reports.evidence.verification import check
from ropa.reports.paper import limits, pdf_process
from ropa.reports.paper.files import PDF
from ropa.reports.paper.limits import NotOnPaper, TooLarge
from ropa.reports.paper.pdf_process import Busy, typeset
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.reports.making import approved

PAGE = '<!DOCTYPE html><html lang="en-GB"><title>A page</title><body><h1>A page</h1></body></html>'


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "can_make_pdfs", lambda: False)


def test_one_is_made_at_a_time_and_others_are_told_to_come_back() -> None:
    assert pdf_process._turn.acquire(blocking=False)
    try:
        with pytest.raises(Busy, match="Try again in a few minutes"):
            typeset(PAGE)
    finally:
        pdf_process._turn.release()
    assert typeset(PAGE).startswith(b"%PDF-")


def test_what_takes_too_long_is_stopped_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "LONGEST", 1)
    with pytest.raises(TooLarge, match="Choose a part of the register"):
        typeset(PAGE.replace("<h1>", "<p>Many words. </p>" * 20_000 + "<h1>"))


def test_a_process_that_fails_is_told_and_logged(
    settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.STATICFILES_DIRS = [tmp_path / "no-style-here"]
    with pytest.raises(NotOnPaper, match="could not be made"):
        typeset(PAGE)
    assert "ended with status 1" in caplog.text
    # and the next one gets its turn
    assert pdf_process._turn.acquire(blocking=False)
    pdf_process._turn.release()


@pytest.mark.django_db
@pytest.mark.engine_free
@pytest.mark.usefixtures("without_pango")
def test_a_machine_that_cannot_make_pdfs_says_so_at_once() -> None:
    with pytest.raises(NotOnPaper, match=r"This machine cannot make PDFs\. Choose another form"):
        PDF.write(report(Selection()))


def too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 10)


def no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_process, "can_make_pdfs", lambda: False)


@pytest.mark.django_db
@pytest.mark.engine_free
@pytest.mark.parametrize(
    ("why", "said"), [(too_large, "300 pages at most"), (no_pango, "This machine cannot")]
)
def test_an_evidence_package_goes_without_and_says_why(
    why: Callable[[pytest.MonkeyPatch], None],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    # given
    approved(1)
    why(monkeypatch)
    # when
    content = b"".join(EVIDENCE.write(report(Selection())))
    # then
    with ZipFile(BytesIO(content)) as archive:
        names, manifest = archive.namelist(), json.loads(archive.read("manifest.json"))
    assert "register.pdf" not in names
    assert "register.json" in names
    assert said in manifest["not_made"]["register.pdf"]
    # and it is sound
    path = tmp_path / "register.evidence.zip"
    path.write_bytes(content)
    found = check(path)
    assert found.faults == []
    assert "register.pdf" not in found.not_remade


@pytest.mark.django_db
@pytest.mark.engine_free
@pytest.mark.parametrize("not_made", [{}, {"register.json": "Not needed."}])
def test_no_other_file_may_be_left_out(
    not_made: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # given a package without a PDF, whose manifest names another file or none as not made
    approved(1)
    no_pango(monkeypatch)
    with ZipFile(BytesIO(b"".join(EVIDENCE.write(report(Selection()))))) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(content["manifest.json"]) | {"not_made": not_made}
    left_out = {"register.pdf", *not_made}
    manifest["files"] = [each for each in manifest["files"] if each["name"] not in left_out]
    forged = tmp_path / "forged.zip"
    with ZipFile(forged, "w") as archive:
        for name, said in (content | {"manifest.json": json.dumps(manifest).encode()}).items():
            if name not in left_out:
                archive.writestr(name, said)
    # when, then
    assert check(forged).faults == [
        f"{name} is missing from the package." for name in sorted(left_out)
    ]
