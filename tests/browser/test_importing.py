"""A council brings the register that it keeps in a spreadsheet: some of it is wrong, all of it gets
in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.imports.reading.files import workbook
from tests.servers import Install

SHEET = "Article 30 record"
TITLES = (
    "Title",
    "Business function",
    "Purpose of processing",
    "Categories of individuals",
    "Categories of personal data",
    "Categories of recipients",
    "Retention schedule (if possible)",
    "Article 6 lawful basis for processing personal data",
    "Favourite colour",
    "Reference",
)
ENTRIES = 300
# What a draft may lack, and what no two may have.
UNCLEAR, TWICE = "as discussed", "RPA-9001"
# From choosing a file to drafts: one for each page, and one for each fifty names.
PRESSES = 6
# A page that a process of its own works for.
LONG = 120_000


def register(folder: Path, name: str, reference: str = "") -> str:
    """The council's spreadsheet; every hundredth entry has this reference, if there is one, and a
    lawful basis that nobody understands."""
    rows = [
        (
            f"Keep the roll of school {number}",
            "Schools",
            f"Keep the roll of school {number}",
            "Pupils of the council",
            "Names in full",
            "Dept for Education",
            "6 years after the child leaves",
            "Public task" if number % 100 else UNCLEAR,
            "blue",
            "" if number % 100 else reference,
        )
        for number in range(1, ENTRIES + 1)
    ]
    above = ("Name and contact details of controller", "Example Council")
    path = folder / name
    path.write_bytes(workbook({SHEET: [above, TITLES, *rows]}))
    return str(path)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory, installed: Install) -> Iterator[str]:
    """A demonstration register of its own: hundreds of entries would get in the way of others."""
    folder = tmp_path_factory.mktemp("importing")
    with installed(folder, "importing", demonstrated=True) as register:
        register.start("demo")
        yield register.address


def is_sound(visitor: Visitor) -> None:
    for width in (PHONE, DESKTOP):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert visitor.barriers() == []
        assert not visitor.scrolls_sideways()


def heading(visitor: Visitor, name: str) -> None:
    expect(visitor.page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=LONG)
    is_sound(visitor)


def test_a_register_of_three_hundred_entries_gets_in(approver: Visitor, tmp_path: Path) -> None:
    page = approver.page
    approver.go("/admin/import/")
    is_sound(approver)

    # The columns are recognised, but for one.
    page.get_by_label("The file", exact=True).set_input_files(
        register(tmp_path, "register.xlsx", TWICE)
    )
    page.get_by_role("button", name="Check the file").click()
    heading(approver, "What the columns hold")
    expect(page.get_by_label("Purpose of processing")).to_have_value("purposes")
    expect(page.get_by_label("Favourite colour")).to_have_value("internal-note")
    page.get_by_label("Favourite colour").select_option(label="Leave out")
    page.get_by_label("The team that keeps these entries").select_option(index=1)
    page.get_by_role("button", name="Check the file").click()

    # Each problem by row and column, and each name that nobody knows once.
    heading(approver, "Problems to correct")
    wrong = page.get_by_role("row").filter(has_text="Row 102 has this reference already")
    expect(wrong).to_have_count(ENTRIES // 100 - 1)
    expect(wrong.first).to_contain_text("202")
    expect(page.get_by_label("Dept for Education", exact=True)).to_have_value("dfe")
    expect(page.get_by_label("Pupils of the council", exact=True)).to_have_value("new-children")
    page.get_by_label("Names in full", exact=True).select_option(label="New: ordinary data")
    page.get_by_role("button", name="Save and check again").click()
    heading(approver, "Problems to correct")
    expect(page.get_by_text("Names that nobody knows")).to_have_count(0)

    # Corrected, it is ready, and imported as drafts, with what they lack.
    right = register(tmp_path, "corrected.xlsx")
    page.get_by_label("The corrected file", exact=True).set_input_files(right)
    page.get_by_role("button", name="Check the corrected file").click()
    heading(approver, "Ready to import")
    expect(page.get_by_text("leaves a gap. This names no lawful basis")).to_be_visible()
    expect(page.get_by_role("row", name="Entries 300 0 0")).to_be_visible()
    page.get_by_role("button", name="Import as drafts").click()
    heading(approver, "Imported")
    page.get_by_role("link", name="Keep the roll of school 1", exact=False).first.click()
    expect(page.get_by_text("Draft").first).to_be_visible()

    # A second time, it changes nothing.
    approver.go("/admin/import/")
    page.get_by_label("The file", exact=True).set_input_files(right)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_label("The team that keeps these entries").select_option(index=1)
    page.get_by_role("button", name="Check the file").click()
    heading(approver, "Nothing to change")
    assert approver.complaints == []


def test_sixty_rows_with_seventy_new_names_take_few_presses(
    approver: Visitor, tmp_path: Path
) -> None:
    # given
    titles = ("Name of processing activity", "Why do we hold it?", "Who do we share it with?")
    rows = [
        (f"Activity {number}", f"Purpose {number}", f"Body {number}; Office {number % 10}")
        for number in range(1, 61)
    ]
    path = tmp_path / "seventy.xlsx"
    path.write_bytes(workbook({"Activities": [titles, *rows]}))
    page, presses = approver.page, 0

    def press(name: str) -> None:
        nonlocal presses
        presses += 1
        with page.expect_navigation():
            page.get_by_role("button", name=name).click()

    # when the file and the team are chosen, everything else is pressed as it is proposed
    approver.go("/admin/import/")
    page.get_by_label("The file", exact=True).set_input_files(path)
    press("Check the file")
    page.get_by_label("The team that keeps these entries").select_option(index=1)
    presses += 2
    press("Check the file")
    while page.get_by_role("heading", level=1).inner_text() == "Names to decide on":
        press("Save and check again")
    press("Import as drafts")
    # then
    heading(approver, "Imported")
    assert presses == PRESSES
    assert approver.complaints == []
