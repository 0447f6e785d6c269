"""Looking at every public page in a browser, at each width that people use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import DESKTOP, PHONE, TABLET, WCAG_2_2_AA, Visitor

WIDTHS = (PHONE, TABLET, DESKTOP)
# No style changes a colour with the width, and looking at colours takes longer than all the rest:
# they are looked at once with scripts and once without.
COLOURS_AT = {True: PHONE, False: DESKTOP}
_FAULTS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_VIOLATIONS = """
options => axe.run(options).then(found => found.violations.flatMap(
    violation => violation.nodes.map(
        node => `${violation.id}: ${node.target} ${node.html.slice(0, 120)}`
    )
))
"""


def faults_of(site: str, browser: Browser, paths: Iterable[str], *, scripts: bool) -> list[str]:
    """Return what is wrong with pages, with the site's scripts or without any, a line each.

    A page must raise no complaint of the browser's, keep a strict policy for content, have one
    heading of the first level and its others in order, fit its width, be usable with a keyboard
    that shows where it is, and have nothing that axe finds against WCAG 2.2 AA.
    """
    faults: list[str] = []
    visitor = Visitor(site, browser.new_page())
    if not scripts:
        # axe needs a browser that runs scripts, so the site's own come empty instead.
        visitor.page.route("**/*.js", _empty)
    for path in paths:
        visitor.go(path)
        put_axe_into(visitor.page)
        for width in WIDTHS:
            visitor.page.set_viewport_size({"width": width, "height": 800})
            found = found_on(visitor.page, colours=width == COLOURS_AT[scripts])
            faults += [f"{path} at {width} px: {fault}" for fault in found]
        faults += [f"{path}: {complaint}" for complaint in visitor.complaints]
        visitor.complaints.clear()
    visitor.page.close()
    return faults


def put_axe_into(page: Page) -> None:
    page.evaluate(f"{_AXE};0")


def found_on(page: Page, *, colours: bool) -> list[str]:
    """Return what is wrong with the page as it stands, once axe has been put into it."""
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": WCAG_2_2_AA},
        "rules": {"color-contrast": {"enabled": colours}},
        "resultTypes": ["violations"],
    }
    return [*page.evaluate(_FAULTS), *page.evaluate(_VIOLATIONS, options)]


def _empty(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="")
