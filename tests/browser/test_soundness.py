"""What looks at pages sees what is wrong with them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.markup import markup_faults
from tests.browser.soundness import found_on

PAGE = """<!doctype html><html lang="en-GB"><title>A page</title>
<meta name="viewport" content="width=device-width">
<main><h1>A page</h1>{}</main></html>"""


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>Nothing wrong.</p>", None),
        ("<p><a href='/'>A link</a></p>", None),
        ("<h1>Another</h1>", "has 2 headings of the first level"),
        ("<h3>Too deep</h3>", "goes from a heading of level 1 to h3 “Too deep”"),
        ("<p id=x>One</p><p id=x>Two</p>", "has an id twice: x"),
        ("<label for=y>Name</label>", "label “Name” names y, which is not there"),
        ("<p style='width: 3000px'>Wide</p>", "scrolls sideways by"),
        ("<p><a href='/' tabindex=-1>A link</a></p>", "the keyboard does not reach a “A link”"),
        ("<p><a href='/' tabindex=2>A link</a></p>", "the keyboard does not reach a “A link”"),
        (
            "<style>button:focus {outline: none}</style><button type=button>Go</button>",
            "button “Go” does not show its focus",
        ),
        (
            "<nav id=contents aria-label=Contents><a href='#x'>Hidden</a></nav>"
            "<p id=x style='position: fixed; inset: 0; background: #fff'>Over it</p>",
            "something lies over a “Hidden”",
        ),
        ("<p style='color: #bbb; background: #fff'>Pale</p>", "color-contrast: "),
        ("<img src='/x.png'>", "image-alt: "),
    ],
)
def test_each_fault_is_seen(body: str, fault: str | None, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(PAGE.format(body))
    found = found_on(page, complete=True)
    page.close()
    if fault is None:
        assert found == []
    else:
        assert any(each.startswith(fault) for each in found)


def test_at_the_other_widths_what_depends_on_them_is_measured(browser: Browser) -> None:
    small = "<button type=button style='width: 9px; height: 9px; padding: 0'>Go</button>"
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(PAGE.format(f"<p>{small * 2}<img src='/x.png'></p>"))
    found = found_on(page, complete=False)
    page.close()
    assert {each.partition(":")[0] for each in found} == {"target-size"}


def test_where_no_kind_is_new_what_depends_on_the_contents_is_still_seen(browser: Browser) -> None:
    pale = "<style>button:focus {outline: none}</style><button style='color: #eee'>Go</button>"
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_content(PAGE.format(f"{pale}<p id=x>One</p><p id=x style='width: 3000px'>Two</p>"))
    found = found_on(page, complete=True, has_new=False)
    page.close()
    assert [each.partition(":")[0].partition(" by ")[0] for each in found] == [
        "has an id twice",
        "scrolls sideways",
    ]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<h2>Nothing wrong</h2><p id=x>One</p><label for=x>Name</label>", []),
        ("<h1>Another</h1>", ["has 2 headings of the first level"]),
        ("<h3>Too deep</h3>", ["goes from a heading of level 1 to one of level 3"]),
        ("<p id=x>One</p><p id=x>Two</p>", ["has an id twice: x"]),
        ("<ul aria-labelledby='x y'><li id=x></ul>", ["names y, which is not there"]),
        ("<a href='/' tabindex=2>A link</a>", ["the keyboard does not reach <a> in order"]),
    ],
)
def test_faults_of_the_markup_are_seen_without_a_browser(body: str, faults: list[str]) -> None:
    assert markup_faults(PAGE.format(body)) == faults
