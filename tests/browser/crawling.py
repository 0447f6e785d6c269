"""Following every link of the public site, as a visitor with much patience would."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise

from django.urls import resolve

from tests.public.addresses import Crossed

_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_ALTERNATE = re.compile(r'<link\b[^>]*\brel="(?:alternate|canonical)"[^>]*\bhref="([^"]*)"')
_ID = re.compile(r'\bid="([^"]+)"')
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)\b([^>]*)>")
_TAG = re.compile(r"<script\b.*?</script>|<[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b([a-z-]+)=")
_CLASSES = re.compile(r'\bclass="([^"]*)"')
_TEXT = re.compile(r"^text/|\b(json|xml)\b")
MOST_SECONDS = 60
MOST_SECONDS_FOR_A_PAPER = 180
_NOT_PUBLIC = ("/admin/", "/account/", "/static/")


@dataclass
class Crawl:
    """What was found from the home page on.

    `pages` are the addresses of HTML pages, `files` those of data and pictures, in the order they
    were found; `papers` are those of PDFs, which take seconds to make and were not asked for;
    `texts` are what stands at the pages, and at the files that are text, without the address of
    the site; `faults` are links that lead nowhere, a sentence each.
    """

    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def crawl(site: str) -> Crawl:
    """Follow all links within the public site at `site`, each address once."""
    found = Crawl()
    to_visit, seen = deque(["/"]), {"/"}
    crossed = Crossed()
    anchors: dict[str, set[str]] = {}
    led_to: dict[tuple[str, str], str] = {}
    while to_visit:
        path = to_visit.popleft()
        if path.endswith(".pdf"):
            found.papers.append(path)
            continue
        try:
            with urllib.request.urlopen(f"{site}{path}", timeout=MOST_SECONDS) as response:
                kind, content = response.headers["content-type"], response.read()
        except urllib.error.HTTPError as error:
            found.faults.append(f"{path} answered {error.code}")
            continue
        if _TEXT.search(kind):
            found.texts[path] = content.decode().replace(site, "")
        is_page = kind.startswith("text/html")
        (found.pages if is_page else found.files).append(path)
        if not is_page:
            continue
        page = content.decode()
        anchors[path] = set(map(unescape, _ID.findall(page)))
        links = links_of(page)
        nowhere = [link for link in links if link in {"", "#"}]
        found.faults += [f"{path} has a link that points nowhere"] * len(nowhere)
        for link in links:
            address, _, anchor = link.removeprefix(site).partition("#")
            target = address or path
            if not target.startswith("/") or target.startswith(_NOT_PUBLIC):
                continue
            if anchor:
                led_to.setdefault((target, anchor), path)
            if target not in seen and not crossed.is_enough(target):
                seen.add(target)
                to_visit.append(target)
    found.faults += [
        f"{path} links to {target}#{anchor}, which is not there"
        for (target, anchor), path in led_to.items()
        if anchor not in anchors.get(target, ())
    ]
    return found


def pages_of_each_kind(found: Crawl) -> list[str]:
    """Return the pages that show a kind of element that none before them shows, and of each view
    the longest page and the one with the longest word, which a narrow screen may have no room for.
    """
    chosen: dict[str, None] = {}
    longest: dict[str, str] = {}
    widest: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for path in found.pages:
        text = found.texts[path]
        kinds = kinds_of_elements(text)
        if not kinds <= seen:
            seen |= kinds
            chosen[path] = None
        view = resolve(path.partition("?")[0]).view_name
        longest[view] = max(longest.get(view, path), path, key=lambda each: len(found.texts[each]))
        widest[view] = max(widest.get(view, path), path, key=lambda each: _width(found.texts[each]))
    return list(chosen | dict.fromkeys([*longest.values(), *widest.values()]))


def kinds_of_elements(text: str) -> set[tuple[str, str]]:
    """Return the kinds of elements of a page. Of a kind are those with the same name, classes and
    attributes after the same kind of element."""
    return set(pairwise(map(_kind, _ELEMENT.findall(text))))


def _width(text: str) -> int:
    """The length of the longest word of a page."""
    return max(map(len, unescape(_TAG.sub(" ", text)).split()))


def pages_of_each_view(found: Crawl) -> list[str]:
    """Return the first page of each view."""
    return list(_first_of_each_view(found.pages).values())


def papers_of_each_kind(found: Crawl) -> list[str]:
    """Return the first PDF of each view."""
    return list(_first_of_each_view(found.papers).values())


def _first_of_each_view(paths: Iterable[str]) -> dict[str, str]:
    first: dict[str, str] = {}
    for path in paths:
        first.setdefault(resolve(path.partition("?")[0]).view_name, path)
    return first


def _kind(element: tuple[str, str]) -> str:
    name, attributes = element
    return " ".join([name, *_CLASSES.findall(attributes), *sorted(_ATTRIBUTE.findall(attributes))])


def links_of(page: str) -> list[str]:
    """Return where a page leads, as it says it."""
    return [unescape(link) for link in (*_LINK.findall(page), *_ALTERNATE.findall(page))]


def missing_papers(site: str, papers: Iterable[str]) -> list[str]:
    """Return those of some addresses of PDFs where there is none, each with what was answered.

    Whoever is told that a PDF is still being made comes again, as the answer says.
    """
    missing = []
    for path in papers:
        answered = 503
        deadline = time.monotonic() + MOST_SECONDS_FOR_A_PAPER
        while answered == 503 and time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{site}{path}", timeout=MOST_SECONDS) as response:
                    answered = response.status
                    if not response.read().startswith(b"%PDF-"):
                        missing.append(f"{path} is no PDF")
            except urllib.error.HTTPError as error:
                answered = error.code
                time.sleep(1)
        if answered != 200:
            missing.append(f"{path} answered {answered}")
    return missing
