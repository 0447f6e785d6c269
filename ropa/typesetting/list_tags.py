"""Put the list tags of a PDF into the order that PDF/UA-1 asks for.

ISO 14289-1, 7.2, by way of ISO 32000-1, 14.8.4.3.3: a list holds nothing but items, lists within it
and a caption; an item holds nothing but its label and its body; neither stands anywhere else. That
is what veraPDF calls rules 7.2-17 to 7.2-20. WeasyPrint 70 follows the boxes of a page instead:
groups of terms stay what they are on the page, and the space between items that run in is content
of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pydyf

LIST, ITEM, LABEL, BODY, CAPTION = "/L", "/LI", "/Lbl", "/LBody", "/Caption"
_GROUPS = {"/Div", "/NonStruct", "/Span"}

type Element = Any
type Kid = Any


def mend_list_tags(_document: object, pdf: pydyf.PDF) -> None:
    """Mend the tags of a PDF that is made but not written yet, as WeasyPrint’s `finisher`."""
    tree = _Tree(pdf)
    root = tree.element(pdf.catalog["StructTreeRoot"])
    for kid in root["K"]:
        tree.mend(tree.element(kid))


class _Tree:
    """The elements of a tagged PDF. A kid is the number of marked content, or the reference of an
    element or of an annotation."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf

    def element(self, kid: Kid) -> Element:
        """Return what a kid is: an element, or anything else that may stand in one."""
        if not isinstance(kid, bytes):
            return kid
        return self._pdf.objects[int(kid.split()[0])]

    def mend(self, element: Element) -> None:
        """Mend an element and all that it holds."""
        match element["S"]:
            case "/L":
                kids = list(self._items(element))
            case "/LI":
                kids = list(self._labels_and_bodies(element))
            case _:
                kids = list(self._without_stray_parts(element))
        self._take(element, kids)
        for kid in kids:
            if self._kind(kid):
                self.mend(self.element(kid))

    def _items(self, element: Element) -> Iterator[Kid]:
        """The items of a list. What stands loose between two belongs to the one before."""
        last: Element | None = None
        for kid in self._ungrouped(element["K"]):
            kind = self._kind(kid)
            if kind in {LIST, CAPTION}:
                yield kid
            elif kind == ITEM:
                last = self.element(kid)
                yield kid
            elif last is not None:
                self._take(last, [*last["K"], kid])
            else:
                last = self._new(ITEM, [kid], element)
                yield last.reference

    def _ungrouped(self, kids: Iterable[Kid]) -> Iterator[Kid]:
        """The kids of a list: a group with a term and what is said of it is one item, and of other
        groups only what they hold counts."""
        for kid in kids:
            group = self.element(kid)
            within = [self._kind(each) for each in group["K"]] if self._kind(kid) in _GROUPS else []
            if ITEM not in within:
                yield kid
            elif group["S"] == "/Div" and within.count(ITEM) > 1 and {*within} == {ITEM}:
                self._make_item(group)
                yield kid
            else:
                yield from self._ungrouped(group["K"])

    def _make_item(self, group: Element) -> None:
        """Make a group of items one item: the term is its label, the others are its body."""
        term, *others = (self.element(kid) for kid in group["K"])
        group["S"] = ITEM
        for body in map(self.element, term["K"]):
            body["S"] = LABEL
        self._take(group, [*term["K"], *(kid for other in others for kid in other["K"])])

    def _labels_and_bodies(self, element: Element) -> Iterator[Kid]:
        """The label and the body of an item; what stands beside them belongs to the body."""
        last: Element | None = None
        for kid in element["K"]:
            kind = self._kind(kid)
            if kind == LABEL:
                yield kid
            elif kind == BODY:
                last = self.element(kid)
                yield kid
            elif last is not None:
                self._take(last, [*last["K"], kid])
            else:
                last = self._new(BODY, [kid], element)
                yield last.reference

    def _without_stray_parts(self, element: Element) -> Iterator[Kid]:
        """The kids of any other element: items that stand in no list make one, as where a list goes
        on on another page."""
        parts = {ITEM: LIST, LABEL: ITEM, BODY: ITEM}
        for wrapper, kids in groupby(element["K"], lambda kid: parts.get(self._kind(kid), "")):
            if not wrapper:
                yield from kids
                continue
            made = self._new(wrapper, list(kids), element)
            if wrapper == ITEM:
                made = self._new(LIST, [made.reference], element)
            yield made.reference

    def _kind(self, kid: Kid) -> str:
        """What an element is; empty for what is none."""
        found = self.element(kid)
        return str(found.get("S", "")) if isinstance(found, dict) else ""

    def _new(self, kind: str, kids: list[Kid], parent: Element) -> Element:
        made = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "Pg": parent.get("Pg"), "P": parent.reference}
        )
        if made["Pg"] is None:
            # The document itself is on no page: the item is where its content is.
            made["Pg"] = self.element(kids[0])["Pg"]
        self._pdf.add_object(made)
        self._take(made, kids)
        return made

    def _take(self, element: Element, kids: list[Kid]) -> None:
        """Let an element hold these kids, which know it as their parent."""
        element["K"] = pydyf.Array(kids)
        for kid in kids:
            if self._kind(kid):
                self.element(kid)["P"] = element.reference
