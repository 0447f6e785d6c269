"""Conditions of PDF/UA-1 (ISO 14289-1) that a program can look at, by the numbers that veraPDF
gives its rules (https://docs.verapdf.org/validation/), and what readers on paper are owed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

# Of these, what each may hold: other elements alone, nothing else.
_HOLDS = {
    "L": ("7.2-19", {"L", "LI", "Caption"}),
    "LI": ("7.2-20", {"Lbl", "LBody"}),
    "Table": ("7.2-3", {"TR", "THead", "TBody", "TFoot", "Caption"}),
    "THead": ("7.2-11", {"TR"}),
    "TBody": ("7.2-12", {"TR"}),
    "TFoot": ("7.2-13", {"TR"}),
    "TR": ("7.2-10", {"TH", "TD"}),
}
# And where each may stand.
_STANDS_IN = {
    "LI": ("7.2-17", {"L"}),
    "Lbl": ("7.2-18", {"LI", "Note"}),
    "LBody": ("7.2-18", {"LI"}),
    "TR": ("7.2-4", {"Table", "THead", "TBody", "TFoot"}),
    "THead": ("7.2-5", {"Table"}),
    "TBody": ("7.2-6", {"Table"}),
    "TFoot": ("7.2-7", {"Table"}),
    "TH": ("7.2-8", {"TR"}),
    "TD": ("7.2-9", {"TR"}),
}


@dataclass(frozen=True)
class Element:
    """An element of the structure of a PDF, and the kind of what holds it."""

    kind: str
    parent: str
    kids: tuple[str, ...]
    holder: DictionaryObject

    @property
    def broken(self) -> Iterator[str]:
        """Each rule that it breaks, with how."""
        rule, held = _HOLDS.get(self.kind, ("", {*self.kids}))
        yield from (f"{rule}: {self.kind} holds {kid}" for kid in self.kids if kid not in held)
        rule, holders = _STANDS_IN.get(self.kind, ("", {self.parent}))
        if self.parent not in holders:
            yield f"{rule}: {self.kind} stands in {self.parent}"
        if self.kind == "Figure" and not self.holder.get("/Alt"):
            yield "7.3-1: Figure has no alternative text"


def elements(reader: PdfReader) -> Iterator[Element]:
    """The structure of a document in its order, as whoever cannot see it reads it."""
    tree: Any = reader.root_object["/StructTreeRoot"]
    yield from _elements(tree, "")


def stranded_headings(reader: PdfReader) -> list[int]:
    """The number of each page that ends with a heading whose text follows on the next."""
    pages = {page.indirect_reference: number for number, page in enumerate(reader.pages, 1)}
    tree: Any = reader.root_object["/StructTreeRoot"]
    return [
        pages[heading_page]
        for (heading_page, heading), (page, following) in pairwise(_content(tree, None))
        if heading and heading != following and page != heading_page
    ]


def lines_of(page: PageObject) -> int:
    """How many lines a page has, at different heights."""
    heights: set[int] = set()

    def visit(text: str, _: Any, matrix: list[float], *_rest: Any) -> None:
        if text.strip():
            heights.add(round(matrix[5]))

    page.extract_text(visitor_text=visit)
    return len(heights)


def _content(node: DictionaryObject, heading: object) -> Iterator[tuple[Any, object]]:
    """Each piece of content: the page it is on, and the heading it is part of, if any."""
    if re.fullmatch("/H[1-6]", str(node.get("/S"))):
        heading = id(node)
    for kid in _kids(node):
        if not isinstance(kid, DictionaryObject):
            yield node.raw_get("/Pg"), heading
        elif not _is_annotation(kid):
            yield from _content(kid, heading)


def _elements(node: DictionaryObject, parent: str) -> Iterator[Element]:
    kids = [kid for kid in _kids(node) if not _is_annotation(kid)]
    kind = str(node.get("/S", ""))[1:]
    names = tuple(_name(kid) for kid in kids)
    if kind:
        yield Element(kind, parent, names, node)
    for kid in kids:
        if isinstance(kid, DictionaryObject):
            yield from _elements(kid, kind)


def _kids(node: DictionaryObject) -> list[Any]:
    held = _resolved(node.get("/K", []))
    return [_resolved(kid) for kid in (held if isinstance(held, ArrayObject) else [held])]


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _is_annotation(kid: Any) -> bool:
    return isinstance(kid, DictionaryObject) and kid.get("/Type") == "/OBJR"


def _name(kid: Any) -> str:
    return str(kid["/S"])[1:] if isinstance(kid, DictionaryObject) and "/S" in kid else "content"


def broken_rules(reader: PdfReader) -> list[str]:
    """Every condition that a PDF does not keep, with how; none is what is wanted."""
    return [*_broken_by_document(reader), *_broken_by_structure(reader), *_broken_by_links(reader)]


def _broken_by_document(reader: PdfReader) -> Iterator[str]:
    root: Any = reader.root_object
    metadata = root["/Metadata"].get_data().decode() if "/Metadata" in root else ""
    conditions = {
        "5-1: the file does not say that it is PDF/UA": "pdfuaid:part" in metadata,
        "6.2-1: it is not marked as tagged": root.get("/MarkInfo", {}).get("/Marked"),
        "7.1-9: it has no title in its metadata": "dc:title" in metadata,
        "7.1-10: readers do not show the title": root.get("/ViewerPreferences", {}).get(
            "/DisplayDocTitle"
        ),
        "7.2-2: it names no language": root.get("/Lang"),
        "the author is not named": reader.metadata and reader.metadata.author,
        "it does not say when it was made": reader.metadata and reader.metadata.creation_date,
    }
    yield from (said for said, is_so in conditions.items() if not is_so)


def _broken_by_structure(reader: PdfReader) -> Iterator[str]:
    found = list(elements(reader))
    for element in found:
        yield from element.broken
    levels = [int(each.kind[1]) for each in found if re.fullmatch("H[1-6]", each.kind)]
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield f"7.4.2-1: a heading of level {after} follows one of level {before}"


def _broken_by_links(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, 1):
        if page.get("/Tabs") != "/S" and page.get("/Annots"):
            yield f"7.18.3-1: page {number} does not give its links in the order of its structure"
        for each in page.get("/Annots", []):
            link = each.get_object()
            if not link.get("/Contents"):
                yield f"7.18.5-2: a link on page {number} says nothing of itself"
            if "/StructParent" not in link:
                yield f"7.18.5-1: a link on page {number} is in no element"
        resources: Any = page["/Resources"]
        fonts = resources.get("/Font", {})
        for name, font in fonts.items():
            inner = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            descriptor = inner.get("/FontDescriptor", {})
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(_resolved(descriptor)):
                yield f"7.21.4.1-1: font {name} on page {number} is not embedded"
