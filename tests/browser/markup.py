"""What can be told to be wrong with a page from its text, without a browser that opens it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

_REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def markup_faults(text: str) -> list[str]:
    """Return what is wrong with the order of headings, with ids, with what names them, and with the
    order in which the keyboard reaches things, a sentence each.

    `soundness.js` says the same of a page that a browser has opened.
    """
    page = _Page()
    page.feed(text)
    faults = []
    if page.headings.count(1) != 1:
        faults.append(f"has {page.headings.count(1)} headings of the first level")
    faults += [
        f"goes from a heading of level {before} to one of level {level}"
        for before, level in pairwise([0, *page.headings_in_main])
        if level > before + 1
    ]
    faults += [f"has an id twice: {each}" for each, count in page.ids.items() if count > 1]
    faults += [f"names {each}, which is not there" for each in page.named if each not in page.ids]
    return faults + [f"the keyboard does not reach <{tag}> in order" for tag in page.out_of_order]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.headings_in_main: list[int] = []
        self.ids: Counter[str] = Counter()
        self.named: list[str] = []
        self.out_of_order: list[str] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if level := _HEADINGS.get(tag):
            self.headings.append(level)
            if self._in_main:
                self.headings_in_main.append(level)
        self._in_main |= tag == "main"
        if "id" in attributes:
            self.ids[attributes["id"]] += 1
        for name in _REFERRING:
            self.named += attributes.get(name, "").split()
        if attributes.get("tabindex", "0") != "0" and attributes.get("id") != "main-content":
            self.out_of_order.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._in_main &= tag != "main"
