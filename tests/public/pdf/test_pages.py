"""What stands in the PDFs of the demonstration register: everything, as people can read it."""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from ropa.documents.page_contexts import notice_context
from ropa.documents.schema import NoticeDocument
from ropa.models import ProcessingActivity, Version
from ropa.public.changes import SubjectPages
from ropa.public.pdf.pages import page_of, styles_of
from ropa.typesetting.process import typeset
from tests.factories import approve, make_activity
from tests.typesetting.pdf_ua import broken_rules, lines_of, stranded_headings

pytestmark = pytest.mark.django_db

ORIGIN = "https://register.example.org"
LARGEST = "social-care"


def squeezed(text: str) -> str:
    """Text without its spaces: lines are broken where they are full."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Made:
    """A version, and its PDF as it is read."""

    version: Version
    reader: PdfReader

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page, without spaces."""
        return [squeezed(page.extract_text()) for page in self.reader.pages]


def pdf_of(version: Version, place: SubjectPages) -> Made:
    page, styles = page_of(version, place, ORIGIN), styles_of(place)
    content = typeset(page, version.row_hash[:32], seconds=500, styles=styles)
    return Made(version, PdfReader(io.BytesIO(content)))


def tags(node: Any) -> Iterator[str]:
    """The structure of a document, as whoever cannot see it reads it."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        yield from tags(node.get("/K", []))


def outline(entries: Any) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry)
        else:
            yield entry.title


@pytest.fixture(scope="module")
def largest(demo_register: None, django_db_blocker: Any) -> Made:
    """The longest notice, made once for all tests."""
    with django_db_blocker.unblock():
        version = Version.objects.get(notice__slug=LARGEST)
        return pdf_of(version, SubjectPages("notice", LARGEST))


def test_it_says_all_that_the_notice_says(largest: Made) -> None:
    version = largest.version
    document = NoticeDocument.model_validate_json(version.document)
    page = notice_context(document, version)
    said = "".join(largest.pages)

    sections = page["sections"]
    recipients = {
        recipient.organisation.name
        for section in sections
        for recipient in section.content.recipients
    }
    assert len(recipients) > 10
    names = [
        *recipients,
        *(section.title for section in sections),
        *(audience.heading for section in sections for audience in section.audiences),
        *(purpose.statement for section in sections for purpose in section.content.purposes),
        version.digest,
        f"{ORIGIN}/notices/{LARGEST}/versions/1/",
    ]
    assert [name for name in names if squeezed(name) not in said] == []


def test_it_is_no_longer_than_forty_pages_and_loses_no_word(largest: Made) -> None:
    # given
    place = SubjectPages("notice", LARGEST)
    body = page_of(largest.version, place, ORIGIN).partition("<body>")[2]
    unseen = r'<span class="govuk-visually-hidden">.*?</span>'
    shown = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(unseen, " ", body)))
    # then
    assert len(largest.pages) <= 40
    words, said = (
        Counter(re.findall(r"[^\W\d_]{4,}", text))
        for text in (shown, " ".join(page.extract_text() for page in largest.reader.pages))
    )
    # A word at the end of a page may stand before a word of the next page.
    assert sum((words - said).values()) < sum(words.values()) / 100


def test_it_can_be_read_without_being_seen(largest: Made) -> None:
    version, reader = largest.version, largest.reader
    document = NoticeDocument.model_validate_json(version.document)
    root: Any = reader.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert document.title in str(reader.metadata.title)
    assert reader.metadata.author == document.organisation.name
    assert reader.metadata.creation_date == version.created_at.replace(microsecond=0)
    found = list(tags(root["/StructTreeRoot"]))
    assert found.count("/H1") == 1
    assert found.count("/H2") >= len(document.sections)
    assert {"/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= set(found)
    # no level of headings is left out on the way down
    levels = [int(tag[2]) for tag in found if re.fullmatch("/H[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    titles = set(outline(reader.outline))
    assert {section.title for section in document.sections} <= titles


def test_it_keeps_the_conditions_of_pdf_ua(largest: Made) -> None:
    assert broken_rules(largest.reader) == []


def test_no_heading_ends_a_page_and_no_page_is_all_but_empty(largest: Made) -> None:
    assert stranded_headings(largest.reader) == []
    # A head and a foot are on each page, and what stands between them is more than three lines.
    assert min(map(lines_of, largest.reader.pages)) > 5


def test_an_entry_keeps_the_conditions_of_pdf_ua(demo_register: None) -> None:
    version = Version.objects.get(activity__reference="RPA-0002", number=1)
    found = pdf_of(version, SubjectPages("activity", "RPA-0002"))
    assert broken_rules(found.reader) == []
    assert stranded_headings(found.reader) == []


def test_every_page_says_where_it_belongs(largest: Made) -> None:
    total = len(largest.pages)
    for number, text in enumerate(largest.pages, 1):
        assert f"Page{number}of{total}" in text
        assert "Version1,of" in text


def test_no_link_goes_nowhere(largest: Made) -> None:
    reader = largest.reader
    places = set(reader.named_destinations)
    outside, inside = set(), set()
    for page in reader.pages:
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            if "/A" in link and "/URI" in link["/A"]:
                outside.add(str(link["/A"]["/URI"]))
            else:
                inside.add(str(link.get("/Dest") or link["/A"]["/D"]))
    assert inside
    assert inside <= places
    assert {address for address in outside if not re.match("(https?://|mailto:)[^/]", address)} == (
        set()
    )
    assert f"{ORIGIN}/notices/{LARGEST}/" in outside


def test_what_stands_in_the_contents_stands_in_the_document(
    largest: Made,
) -> None:
    for each, place in (
        (largest.version, SubjectPages("notice", LARGEST)),
        (Version.objects.of_activities()[0], None),
    ):
        where = place or SubjectPages("activity", each.activity.reference)  # type: ignore[union-attr]
        page = page_of(each, where, ORIGIN)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
        assert len(ids) == len(set(ids))


def test_text_of_the_record_is_text(tmp_path: Path) -> None:
    """Whatever is written in the record is printed as it was written, and draws nothing in."""
    # given an entry whose words would load a file, if they were taken for HTML
    secret = tmp_path / "secret.css"
    secret.write_text("* { display: none }")
    hostile = f'<link rel="stylesheet" href="{secret.as_uri()}"><img src="http://127.0.0.1:1/">'
    activity: ProcessingActivity = make_activity(
        reference="RPA-9001", title="Visits &lt; <b>all</b>", summary=hostile
    )
    version = approve(activity)

    found = pdf_of(version, SubjectPages("activity", activity.reference))

    said = "".join(found.pages)
    assert squeezed(hostile) in said
    assert squeezed("Visits &lt; <b>all</b>") in said
    assert "/Figure" not in set(tags(found.reader.root_object["/StructTreeRoot"]))
