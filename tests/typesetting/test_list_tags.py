"""Lists are tagged as PDF/UA asks for, whatever the markup and wherever a page ends."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from django.conf import settings
from pypdf import PdfReader

from ropa.typesetting.program import typeset

from .pdf_ua import broken_rules, elements, lines_of, stranded_headings

LONG = "".join(f"<li>Item {number}, which is on one of several pages.</li>" for number in range(90))
LISTS = {
    "bullets": "<ul><li>One</li><li><p>Two</p><p>and more</p></li></ul>",
    "a list in a list": "<ol><li>One<ul><li>Within</li></ul>and after</li><li>Two</li></ol>",
    "no bullets": '<ul style="list-style: none"><li>One</li> <li>Two</li></ul>',
    "items that run in": "".join(
        (
            "<style>.in li {display: inline} .in li + li::before {content: '· '}</style>",
            '<ul class="in"><li>One</li>\n<li>Two <a href="#x">link</a></li>\n</ul>',
        )
    ),
    "terms": "<dl><dt>Term</dt><dd>Said</dd><dt>Other</dt><dd>Also said</dd></dl>",
    "terms in groups": "<dl><div><dt>Term</dt><dd>Said</dd><dd>And</dd></div></dl>",
    "over several pages": f"<ul>{LONG}</ul>",
    "an item over several pages": f"<ul><li>{'<p>A line.</p>' * 120}</li></ul>",
}


def made(body: str) -> PdfReader:
    page = (
        '<html lang="en-GB"><head><title>Title</title><meta name="author" content="Somebody">'
        '<meta name="dcterms.created" content="2026-03-31T12:00:00+00:00"></head>'
        f'<body><h1 id="x">Heading</h1>{body}</body></html>'
    )
    return PdfReader(io.BytesIO(typeset(page, settings.STATICFILES_DIRS[0], "ab" * 16)))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_items_and_an_item_its_label_and_body(name):
    reader = made(LISTS[name])
    assert broken_rules(reader) == []
    assert "LBody" in Counter(element.kind for element in elements(reader))


def test_a_term_is_the_label_of_what_is_said_of_it():
    found = [each for each in elements(made(LISTS["terms in groups"])) if each.kind == "LI"]
    assert [each.kids for each in found] == [("Lbl", "LBody", "LBody")]


def test_nothing_that_is_said_is_lost():
    reader = made("".join(LISTS.values()))
    read = sum("content" in element.kids for element in elements(reader))
    assert read > 90 + 120
    assert "Also said" in "".join(page.extract_text() for page in reader.pages)


def test_what_breaks_a_rule_is_found(monkeypatch):
    monkeypatch.setattr("ropa.typesetting.program.mend_list_tags", None)
    rules = {broken.partition(":")[0] for broken in broken_rules(made("".join(LISTS.values())))}
    assert {"7.2-17", "7.2-19"} <= rules


def test_a_heading_that_is_left_behind_is_found():
    """So that the test of the documents cannot pass by finding nothing."""
    apart = '<h2 style="break-after: page">Left behind</h2><p style="break-before: page">Text</p>'
    reader = made(f"<p>Before</p>{apart}")
    assert stranded_headings(reader) == [1]
    assert stranded_headings(made("<h2>Heading</h2><p>Text</p>")) == []
    assert lines_of(reader.pages[1]) == 2  # with the foot of the page
