"""The PDF of a register: whole, the same each time, and readable by whoever cannot see it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from ropa.dates import second_in_words
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.typesetting.pdf_ua import broken_rules, lines_of, stranded_headings

from .printed import Printed, printed, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]


@pytest.fixture(scope="module")
def register(demo_register: None, django_db_blocker: Any) -> Printed:
    """The demonstration register as it was approved, made once for all tests."""
    with django_db_blocker.unblock():
        return printed()


def test_every_entry_is_in_it_at_the_page_that_the_contents_name(register: Printed) -> None:
    entries = list(report(Selection()).entries())
    contents = register.pages[1]
    bookmarks = register.bookmarks()
    assert len(entries) == 24
    for entry in entries:
        said = f"{entry.document.reference} {entry.document.title}"
        number = bookmarks[said]
        assert re.search(rf"{re.escape(squeezed(said))}\.+{number}(?!\d)", contents), said
        page = register.pages[number - 1]
        assert squeezed(f"Entry {entry.document.reference}") in page
        assert squeezed(entry.document.title) in page
        assert f"{entry.digest[:16]}…" in "".join(register.pages[number - 1 : number + 1])


def test_all_purposes_and_recipients_are_in_it(register: Printed) -> None:
    documents = [entry.document for entry in report(Selection()).entries()]
    words = {
        *(part.statement for document in documents for part in document.purposes),
        *(part.recipient.name for document in documents for part in document.disclosures),
        *(
            part.people.name.capitalize()
            for document in documents
            for part in document.data_holdings
        ),
    }
    assert len(words) > 100
    said = register.text.casefold()
    assert [each for each in words if squeezed(each).casefold() not in said] == []


def test_every_page_says_which_it_is_whose_and_as_at_when(register: Printed) -> None:
    whole = report(Selection())
    assert whole.head is not None
    as_at = squeezed(f"As at {second_in_words(whole.head.created_at)}")
    total = len(register.pages)
    for number, text in enumerate(register.pages, 1):
        assert f"Page{number}of{total}" in text
        assert as_at in text
        assert squeezed(whole.name) in text
        assert "Draft" not in text


def test_it_can_be_read_without_being_seen(register: Printed) -> None:
    root: Any = register.reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert register.reader.metadata is not None
    assert "record of processing activities" in str(register.reader.metadata.title)
    found = register.tags()
    assert found.count("/H1") == 1
    assert found.count("/H3") == 24
    assert {"/H2", "/H4", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(found)
    # no level of headings is left out on the way down
    levels = [int(tag[2]) for tag in found if re.fullmatch("/H[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    bookmarks = register.bookmarks()
    assert {"Controllers", "Overview", "Enforcement"} <= bookmarks.keys()


def test_it_keeps_the_conditions_of_pdf_ua(register: Printed) -> None:
    assert broken_rules(register.reader) == []


def test_no_heading_ends_a_page_and_no_page_is_all_but_empty(register: Printed) -> None:
    assert stranded_headings(register.reader) == []
    # A head and a foot are on each page, and what stands between them is more than three lines.
    assert min(map(lines_of, register.reader.pages)) > 5


def test_no_link_leads_nowhere(register: Printed) -> None:
    places = set(register.reader.named_destinations)
    inside, outside = set(), set()
    for page in register.reader.pages:
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            if "/A" in link and "/URI" in link["/A"]:
                outside.add(str(link["/A"]["/URI"]))
            else:
                inside.add(str(link.get("/Dest") or link["/A"]["/D"]))
    assert len(inside) > 24
    assert inside <= places
    assert {each for each in outside if not re.match("(https?://|mailto:)[^/]", each)} == set()
