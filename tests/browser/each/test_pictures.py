"""The flow of information as the browser draws it, with the typefaces it has."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from ropa.public.pictures.layout import NARROW, WIDE, drawing_of
from tests.browser.conftest import PHONE, Visitor
from tests.public.pictures.test_layout import HOSTILE, flow_naming

ENTRY = "/register/RPA-0014/"
REGIME = "/inspections/joint-targeted-area-inspections/"
LEAST_TEXT = 14

# Every text that sticks out of the frame it is drawn on: the box before it, or the panel. What a
# browser rounds is let pass.
STICKING_OUT = """svg => [...svg.querySelectorAll('text')].flatMap(text => {
  const group = text.closest('g:has(> rect)');
  const frame = group.querySelector(':scope > rect').getBBox();
  const box = text.getBBox();
  const fits = box.x >= frame.x && box.y >= frame.y - 1
    && box.x + box.width <= frame.x + frame.width + 0.5
    && box.y + box.height <= frame.y + frame.height + 1;
  return fits ? [] : [[text.textContent, box.x, box.width, frame.x, frame.width]];
})"""


def shown_picture(visitor: Visitor) -> Any:
    pictures = visitor.page.locator("figure svg:visible")
    assert pictures.count() == 1
    return pictures.first


@pytest.mark.parametrize("path", [ENTRY, REGIME])
def test_the_picture_that_fits_is_shown_and_every_text_stays_in_its_box(
    path: str, visitor: Visitor
) -> None:
    visitor.go(path)
    picture = shown_picture(visitor)
    width = visitor.page.viewport_size["width"]  # type: ignore[index]

    expected = "app-flow__narrow" if width == PHONE else "app-flow__wide"
    assert picture.get_attribute("class") == expected
    assert picture.evaluate(STICKING_OUT) == []
    shown, drawn_at = picture.bounding_box()["width"], int(picture.get_attribute("width"))
    assert 16 * shown / drawn_at >= LEAST_TEXT
    assert not visitor.scrolls_sideways()
    assert visitor.complaints == []


def test_who_cannot_see_it_hears_it_once_and_reads_the_table(visitor: Visitor) -> None:
    visitor.go(REGIME)
    page = visitor.page

    name = "How information flows: Joint targeted area inspections"
    assert page.get_by_role("img", name=name).count() == 1
    page.get_by_text("The same as a table").click()
    table = page.get_by_role("table", name=name)
    assert table.get_by_role("link", name="the police").first.is_visible()
    assert "Charity Commission" in table.inner_text()
    assert visitor.barriers() == []


def test_a_parent_learns_whom_to_ask_for_police_data(visitor: Visitor) -> None:
    """Journey P6, from the list of inspections."""
    visitor.go("/inspections/")
    page = visitor.page
    page.get_by_role("link", name="Joint targeted area inspections").first.click()
    table = page.get_by_role("table", name="Whom to write to for information about you")

    row = table.get_by_role("row").filter(has_text="Police data")

    assert "HMICFRS" in row.inner_text()
    assert row.get_by_role("link", name="hmicfrs.justiceinspectorates.gov.uk").is_visible()


def test_a_picture_as_a_file_is_shown_by_the_browser(visitor: Visitor) -> None:
    for path in (f"{ENTRY}flow.svg", f"{REGIME}flow.svg"):
        visitor.go(path)
        assert visitor.page.evaluate("document.contentType") == "image/svg+xml"
        assert visitor.page.evaluate(f"({STICKING_OUT})(document.documentElement)") == []
    # A file cannot name an icon, and the browser asks for one; of anything else it would complain.
    assert all("404" in complaint for complaint in visitor.complaints)


@pytest.mark.parametrize("shape", [WIDE, NARROW])
def test_whatever_names_hold_stays_in_its_box(shape: Any, browser: Browser) -> None:
    flow = flow_naming(
        [*HOSTILE, "内閣府児童家庭局", "हिन्दी विद्यालय", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"]
    )
    context = {
        "id": "it",
        "flow": flow,
        "drawing": drawing_of(flow, shape, whole=True),
        "title": "It",
    }
    page = browser.new_page()
    page.set_content(render_to_string("pictures/flow.svg", context))

    assert page.locator("svg").evaluate(STICKING_OUT) == []
    page.close()
