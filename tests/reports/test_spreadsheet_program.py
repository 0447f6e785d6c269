"""LibreOffice opens the workbook, and what it saves comes back the same.

Runs where LibreOffice is installed (on Debian, `apt-get install libreoffice-calc`).
"""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ropa.imports.reading.opening import open_file
from ropa.imports.reading.own import read_own_file
from ropa.reports.selection import Selection
from tests.documents.filled import fill_activity, fill_notice

from .making import report_bytes

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.engine_free,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]
SECONDS = 180


def saved_as(form: str, path: Path) -> Path:
    """Have LibreOffice open a file and save it in another form or anew."""
    folder = path.parent / form
    home = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        str(OFFICE),
        home,
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return folder / f"{path.stem}.{form}"


def rows_in(content: bytes) -> list[tuple[str, dict[str, Any]]]:
    """What the register's own workbook says, as it is read for an import."""
    found = read_own_file(open_file(BytesIO(content), "register.xlsx"))
    assert found.problems == []
    return [(row.table, row.values) for row in found.rows]


def test_a_register_that_libreoffice_saved_comes_back_the_same(tmp_path):
    # given a register with something in every field, and a text that no cell holds
    fill_notice(activity := fill_activity())
    activity.summary = "é\n" * 40_000
    activity.save()
    path = tmp_path / "register.xlsx"
    path.write_bytes(report_bytes("xlsx", Selection(is_draft=True)))
    # when
    saved = saved_as("xlsx", path)
    # then
    before = rows_in(path.read_bytes())
    assert len(before) > 20
    assert rows_in(saved.read_bytes()) == before
    assert saved_as("pdf", path).read_bytes().startswith(b"%PDF-")
