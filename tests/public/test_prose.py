"""Text that people wrote: paragraphs, lists and addresses, and never their HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ropa.templatetags.prose import prose


def test_paragraphs_and_lists_carry_the_design_systems_classes() -> None:
    html = prose("One.\n\n- a\n- b\n\nTwo.")

    assert html == (
        '<p class="govuk-body">One.</p>\n'
        '<ul class="govuk-list govuk-list--bullet">\n<li>a</li>\n<li>b</li>\n</ul>\n'
        '<p class="govuk-body">Two.</p>\n'
    )


def test_html_and_script_show_as_text() -> None:
    html = prose('<script>alert("x")</script> <b onclick=x>bold</b>')

    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


def test_markdown_links_and_headings_are_no_markup_here() -> None:
    assert prose("# [x](javascript:alert(1))") == (
        '<p class="govuk-body"># [x](javascript:alert(1))</p>\n'
    )


def test_web_addresses_become_links() -> None:
    html = prose('See https://example.org/a?b=1&c="2" <img src=https://x.org/y.png>')

    assert '<a class="govuk-link" href="https://example.org/a?b=1&amp;c=' in html
    assert "<img" not in html


@given(st.text())
def test_no_tag_of_the_writers_survives(text: str) -> None:
    html = prose(f"before {text}<i>")

    assert "<i>" not in html
    assert html.count("<script") == 0
