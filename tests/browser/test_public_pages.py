"""Every public page, in a real browser, on a phone and on a desktop."""

from __future__ import annotations

from tests.browser.conftest import Visitor

STAFF = "/admin/"
FEWEST_PAGES = 40


def test_every_public_page_is_sound(visitor: Visitor) -> None:
    """Follow every link from the home page: nothing broken, complained of or inaccessible."""
    to_visit, visited = ["/"], set[str]()
    faults: list[str] = []
    while to_visit:
        path = to_visit.pop()
        visited.add(path)
        if path.endswith(".json"):
            response = visitor.page.request.get(f"{visitor.site}{path}")
            faults += [] if response.ok else [f"{path} answered {response.status}"]
            continue
        visitor.go(path)
        faults += [f"{path}: {barrier}" for barrier in visitor.barriers()]
        if visitor.scrolls_sideways():
            faults.append(f"{path} scrolls sideways")
        if visitor.page.locator("h1").count() != 1:
            faults.append(f"{path} has not exactly one h1")
        new = {link for link in visitor.links() if not link.startswith(STAFF)}
        to_visit += sorted(new - visited - set(to_visit))

    assert not faults
    assert not visitor.complaints
    assert len(visited) >= FEWEST_PAGES


def test_every_link_within_a_notice_has_a_target(visitor: Visitor) -> None:
    visitor.go("/notices/social-care/")
    missing = visitor.page.eval_on_selector_all(
        "a[href^='#']",
        "links => links.map(a => a.getAttribute('href').slice(1))"
        ".filter(id => id && !document.getElementById(id))",
    )
    assert missing == []


def test_a_page_that_does_not_exist_says_so(visitor: Visitor) -> None:
    response = visitor.page.goto(f"{visitor.site}/notices/no-such-notice/")
    assert response is not None
    assert response.status == 404
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert visitor.barriers() == []
