"""The journeys of those who take the register along, and prove what it says."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Download, expect

from ropa.reports import all_formats  # noqa: F401 -- the forms that a package holds
from ropa.reports.evidence.verification import check
from tests.browser.conftest import DESKTOP, PHONE, Visitor

OFSTED = "Office for Standards in Education, Children’s Services and Skills [ofsted]"


MOST_MILLISECONDS = 180_000


@pytest.fixture
def auditor(site: str, browser: Browser) -> Iterator[Visitor]:
    page = browser.new_page(viewport={"width": DESKTOP, "height": 800})
    visitor = Visitor(site, page)
    visitor.sign_in("auditor")
    yield visitor
    page.close()


def downloaded(visitor: Visitor, button: str) -> Download:
    # An evidence package has the register typeset: half a minute on a machine that does much else.
    with visitor.page.expect_download(timeout=MOST_MILLISECONDS) as coming:
        visitor.page.get_by_role("button", name=button, exact=True).click(timeout=MOST_MILLISECONDS)
    return coming.value


def saved_download(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def test_a_journalist_takes_the_whole_public_record_as_a_spreadsheet(
    visitor: Visitor, tmp_path: Path
) -> None:
    page = visitor.page
    visitor.go("/register/")
    heading = page.get_by_role("heading", name="Take the whole record along")
    heading.scroll_into_view_if_needed()
    expect(heading).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Workbook (XLSX)").click()

    book = load_workbook(saved_download(coming.value, tmp_path))
    # The powers that section 31 gives, each entry that relies on one, and who holds it.
    powers = {
        f"[{code}]"
        for what, code, _, more, _ in book["Reference data"].iter_rows(values_only=True)
        if what == "Statutory power" and "Care Standards Act 2000, section 31" in str(more)
    }
    relying = [
        (entry, held_by)
        for entry, power, held_by, *_ in book["Powers used"].iter_rows(values_only=True)
        if any(str(power).endswith(code) for code in powers)
    ]
    assert ("RPA-0002", OFSTED) in relying
    assert {held_by for _, held_by in relying} == {OFSTED}
    titles = [cell.value for row in book["Article 30 record"] for cell in row]
    assert "2. Purpose of processing" in titles
    assert not any("Business function" in str(title) for title in titles)
    assert visitor.complaints == []


def test_an_auditor_gets_the_register_of_a_day_and_the_same_file_again(
    auditor: Visitor, tmp_path: Path
) -> None:
    # Two steps from the page of the day: the file, in the regulator's layout.
    page = auditor.page
    auditor.go("/admin/as-at/")
    page.get_by_role("link", name="Download the register as it stood then").click()
    assert auditor.barriers() == []
    today = page.get_by_label("As at", exact=False).first
    expect(today).to_be_visible()
    first = saved_download(downloaded(auditor, "Download the file"), tmp_path / "first")
    second = saved_download(downloaded(auditor, "Download the file"), tmp_path / "second")

    assert first.read_bytes() == second.read_bytes()
    cover = {
        str(label): str(said)
        for label, said, *_ in load_workbook(first)["About"].iter_rows(values_only=True)
    }
    assert re.search("[0-9a-f]{64}", cover["Digest of the content"])
    assert re.search("[0-9a-f]{64}", cover["Chain of versions"])
    assert cover["Entries"] == "24"
    assert auditor.complaints == []


def test_a_day_before_the_first_version_gives_an_empty_report_that_says_so(
    auditor: Visitor, tmp_path: Path
) -> None:
    auditor.go("/admin/export/?at=2001-02-03")
    expect(auditor.page.get_by_text("Nothing had been approved by then")).to_be_visible()
    auditor.page.get_by_label("One table (CSV)").check()
    content = saved_download(downloaded(auditor, "Download the file"), tmp_path).read_text(
        "utf-8-sig"
    )
    assert len(list(csv.reader(StringIO(content, newline="")))) == 1


def test_an_auditor_proves_the_register_elsewhere(auditor: Visitor, tmp_path: Path) -> None:
    auditor.go("/admin/export/")
    auditor.page.get_by_label("Evidence package (ZIP)").check()
    package = saved_download(downloaded(auditor, "Download the file"), tmp_path)

    # Of all this, the machine that checks it has the file alone.
    found = check(package)
    assert found.faults == []
    assert found.versions >= 25
    assert "register.xlsx" in found.remade


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_who_may_not_have_the_register_is_told_why(site: str, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    visitor = Visitor(site, page)
    visitor.sign_in("administrator")
    response = page.goto(f"{site}/admin/export/")
    assert response is not None
    assert response.status == 403
    expect(page.get_by_text("None of your roles lets you")).to_be_visible()
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()
    page.close()
