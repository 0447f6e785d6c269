"""Check every public page in a browser, at each width that people use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.browser.axe import MEASURING, violations
from tests.browser.conftest import DESKTOP, PHONE, TABLET, Visitor

# By whether scripts run. No script changes anything on a tablet: looking once is enough.
WIDTHS = {True: (PHONE, TABLET, DESKTOP), False: (PHONE, DESKTOP)}
# What axe finds depends on what is shown, and with the few rules that measure, on where it stands.
# The styles show and hide things by width, but nothing is shown on a tablet that neither a phone
# nor a desktop shows, and no style changes a colour by width. What scripts change, they change
# on a phone: the menu folds. So all rules, colours among them, are asked on a phone with scripts
# and on a desktop without, and those that measure at every width of both.
COMPLETE_AT = {True: PHONE, False: DESKTOP}
_FAULTS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_KINDS = Path(__file__).with_name("kinds.js").read_text(encoding="utf-8")


class SeenKinds:
    """The kinds of elements that the pages looked at so far have shown."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def meet_new(self, page: Page) -> bool:
        """Return whether the page, as it stands, shows a kind that none before it has shown."""
        kinds = set(page.evaluate(_KINDS))
        is_new = not kinds <= self._seen
        self._seen |= kinds
        return is_new


def faults_of(
    site: str,
    browser: Browser,
    paths: Iterable[str],
    *,
    scripts: bool,
) -> list[str]:
    """Return what is wrong with pages, with the site's scripts or without any, a line each.

    They are looked at at each width.

    A page must raise no complaint of the browser's, keep a strict policy for content, have one
    heading of the first level and its others in order, fit its width, be usable with a keyboard
    that shows where it is, name what exists, have nothing over its contents, and nothing that axe
    finds against WCAG 2.2 AA. Where a page shows a kind of element that no page before it has shown
    at that width, axe is asked and each element takes the focus, for what comes of that depends on
    the kind; everything else is looked at on every page.
    """
    faults: list[str] = []
    seen_kinds = {width: SeenKinds() for width in WIDTHS[scripts]}
    before = PHONE
    visitor = Visitor(site, browser.new_page())
    if not scripts:
        # axe needs a browser that runs scripts, so the site's own come empty instead.
        visitor.page.route("**/*.js", _empty)
    for path in paths:
        widths = WIDTHS[scripts]
        # A page begins at the width that the one before it ended at, if it is looked at there.
        widths = widths[::-1] if before == widths[-1] else widths
        before = widths[-1]
        visitor.go(path)
        for width in widths:
            visitor.page.set_viewport_size({"width": width, "height": 800})
            is_new = seen_kinds[width].meet_new(visitor.page)
            found = found_on(visitor.page, complete=width == COMPLETE_AT[scripts], has_new=is_new)
            faults += [f"{path} at {width} px: {fault}" for fault in found]
        faults += [f"{path}: {complaint}" for complaint in visitor.complaints]
        visitor.complaints.clear()
    visitor.page.close()
    return faults


def found_on(page: Page, *, complete: bool, has_new: bool = True) -> list[str]:
    """Return what is wrong with the page as it stands; unless `complete`, axe only measures.

    Unless it `has_new` kinds of elements, axe is not asked, and nothing takes the focus.
    """
    found: list[str] = page.evaluate(_FAULTS, has_new)
    if has_new:
        found += violations(page, only=() if complete else MEASURING)
    return found


def _empty(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="")
