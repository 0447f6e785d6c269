"""Every address for the public, filled in from what the demonstration register has published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from ropa.background.worker import do_waiting_jobs
from ropa.models import Notice, ProcessingActivity
from tests.factories import approve, publish
from tests.public.pdf.stand_ins import stand_in_for_pdfs

_LINKS = re.compile(r'(?:href|src)="(/[^"#]*)|<loc>http://testserver(/[^<]*)')
_LINKS_OF_PAGES = re.compile(r'href="(/[^"#?]*)')
_QUOTING = re.compile(r"/search/|.*\.\w+$")
# A question about some people, crossed with a kind of information or a body. Each page of one leads
# to more, so that of thousands the first are enough.
_CROSSED = re.compile(r"/people/[-\w]+/[-\w]+/(information|body)/")
MOST_CROSSED = 60
_NOT_PUBLIC = ("/admin/", "/account/", "/static/")
# Of pages of one kind so many are looked at for links: a newest version leads to less than others.
MOST_VISITED = 4


def public_patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Return every pattern of the resolver that is a page for the public, as it stands there.

    Neither staff's, nor the operations of the API, to which its own tests go.
    """
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"/{route}"
        elif pattern.app_name not in {"admin", "ninja"} and f"/{route}" not in _NOT_PUBLIC:
            yield from public_patterns(pattern, route)


def with_parameters(route: str, value: Callable[[str], str]) -> str:
    """Return a pattern with each of its parameters filled in with a value for its kind."""
    return re.sub(r"<(\w+):\w+>", lambda found: value(found[1]), route)


def publish_again() -> None:
    """Make a second version of an entry, and of a notice of each kind, so that there is something
    to compare."""
    activity = ProcessingActivity.objects.all()[0]
    activity.summary += " And more."
    activity.save()
    approve(activity)
    for kind in Notice.Kind:
        for notice in Notice.objects.filter(kind=kind)[:1]:
            notice.introduction += " And more."
            notice.save()
            publish(notice, change_note="It says more.")


def public_addresses() -> list[str]:
    """Return one address for each public pattern. Raises what `addresses_by_pattern` raises."""
    return sorted(addresses_by_pattern().values())


def addresses_by_pattern(first: str = "/") -> dict[str, str]:
    """Return one address for each public pattern, found by following links from the `first` page
    and from the home page.

    Raises `LookupError` if a pattern is led to by no page.
    """
    stand_in_for_pdfs()
    client = Client()
    wanted = {route: _as_expression(route) for route in public_patterns()}
    found: dict[str, str] = {}
    visited: Counter[str] = Counter()
    to_visit = [first, "/robots.txt", "/.well-known/security.txt", "/sitemap.xml", "/"]
    seen = set(to_visit)
    while to_visit and len(found) < len(wanted):
        address = to_visit.pop(0)
        kind = next(
            (route for route, made in wanted.items() if made.fullmatch(address.partition("?")[0])),
            None,
        )
        if kind is None or visited[kind] == MOST_VISITED:
            continue
        visited[kind] += 1
        found.setdefault(kind, address)
        page = client.get(address).getvalue().decode(errors="replace")
        for link in (one or other for one, other in _LINKS.findall(page)):
            if link not in seen and not link.startswith(_NOT_PUBLIC):
                seen.add(link)
                to_visit.append(link)
    if missing := set(wanted) - set(found):
        raise LookupError(f"No page leads to {sorted(missing)}")
    # What is made in the background was asked for on the way.
    do_waiting_jobs()
    return found


def every_page() -> dict[str, str]:
    """Return every page that the home page leads to, by its address, but for what quotes others
    and for files."""
    client, found = Client(), {}
    to_visit, crossed = ["/"], Crossed()
    while to_visit:
        address = to_visit.pop()
        if address in found or _QUOTING.match(address) or crossed.is_enough(address):
            continue
        response = client.get(address)
        if response.headers["Content-Type"].startswith("text/html"):
            found[address] = response.getvalue().decode()
            links = _LINKS_OF_PAGES.findall(found[address])
            to_visit += [link for link in links if not link.startswith(_NOT_PUBLIC)]
    return found


class Crossed:
    """The first questions that are crossed among the addresses that somebody comes by."""

    def __init__(self) -> None:
        self._met: set[str] = set()

    def is_enough(self, address: str) -> bool:
        """Say whether an address is such a question, and enough others have been met before."""
        if address in self._met or not _CROSSED.match(address):
            return False
        if len(self._met) == MOST_CROSSED:
            return True
        self._met.add(address)
        return False


def _as_expression(route: str) -> re.Pattern[str]:
    """Return what an address of a pattern looks like."""
    parts = re.split(r"<(\w+):\w+>", route)
    kinds = {"slug": r"[-\w]+", "int": r"\d+", "path": r".+", "str": r"[^/]+"}
    return re.compile(
        "".join(kinds[part] if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )
