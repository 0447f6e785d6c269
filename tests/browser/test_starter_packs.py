"""A new council begins with a starter pack: it strikes out what it does not do, takes the rest and
makes the entries its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.servers import Install

PACK = "Every public body"
STRUCK_OUT = ("Cameras in and around our buildings", "Events")
ENTRIES = 29
# To the drafts: the pack, the organisation, each entry struck out, what would be made, and taking
# it. The team is the only one of the organisation, and stands there already.
PRESSES = 1 + 1 + len(STRUCK_OUT) + 1 + 1
# From the drafts to an adapted entry: the queue, the entry, and saving it.
PRESSES_TO_ADAPT = 3
ADAPTED = "We do this in our own way."
# Two dozen entries and what they name are made at once.
LONG = 120_000


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory, installed: Install) -> Iterator[str]:
    """A demonstration register of its own: a pack would get in the way of others."""
    folder = tmp_path_factory.mktemp("packs")
    with installed(folder, "packs", demonstrated=True) as register:
        register.start("demo")
        yield register.address


def heading(visitor: Visitor, name: str) -> None:
    """The page of that name is there, and sound on a telephone and on a desk."""
    expect(visitor.page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=LONG)
    for width in (PHONE, DESKTOP):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert visitor.barriers() == []
        assert not visitor.scrolls_sideways()


def test_a_pack_is_chosen_struck_out_taken_adapted_and_waits_in_the_queue(
    approver: Visitor,
) -> None:
    # given
    page, presses = approver.page, 0
    page.set_default_timeout(LONG)

    def press(role: str, name: str) -> None:
        nonlocal presses
        presses += 1
        with page.expect_navigation():
            page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]

    # when a pack is chosen and an organisation
    approver.go("/admin/packs/")
    heading(approver, "Starter packs")
    press("link", PACK)
    heading(approver, PACK)
    press("button", "Continue")
    heading(approver, PACK)
    # and no team is left under a heading, the page says it and keeps what was chosen
    for title in STRUCK_OUT:
        page.get_by_role("checkbox", name=title, exact=True).uncheck()
        presses += 1
    team = page.get_by_label("Team that keeps them").first
    team.select_option(value="")
    page.get_by_role("button", name="Show what would be made").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    heading(approver, PACK)
    expect(page.get_by_role("checkbox", name=STRUCK_OUT[0], exact=True)).not_to_be_checked()
    # and what is left is taken
    team.select_option(index=1)
    press("button", "Show what would be made")
    heading(approver, PACK)
    expect(page.get_by_role("listitem").filter(has_text="Recruitment")).to_be_visible()
    expect(page.get_by_text(STRUCK_OUT[0])).to_have_count(0)
    press("button", "Take them as drafts")

    # then they are drafts, after so many presses
    heading(approver, "Imported")
    assert presses == PRESSES

    # when one of them is opened from the queue and adapted
    press("link", "See the entries and what each lacks")
    heading(approver, "Imported drafts")
    queue = page.url
    expect(page.locator("#drafts")).to_contain_text(
        f"{ENTRIES - len(STRUCK_OUT)} entries that came in with this file"
    )
    title = page.get_by_role("article").first.get_by_role("link").first.inner_text()
    press("link", title)
    summary = page.get_by_label("Summary", exact=True)
    summary.fill(ADAPTED)
    press("button", "Save")
    assert presses == PRESSES + PRESSES_TO_ADAPT

    # then it waits in the queue as it did, and the pack leaves it alone
    page.goto(queue)
    expect(page.get_by_role("link", name=title, exact=True).first).to_be_visible()
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.get_by_label("Summary", exact=True)).to_have_value(ADAPTED)
    approver.go("/admin/packs/everyone/")
    page.get_by_role("button", name="Continue").click()
    heading(approver, PACK)
    expect(page.get_by_role("checkbox")).to_have_count(len(STRUCK_OUT))
    # The browser calls the page without a team an error: it was refused.
    assert [each for each in approver.complaints if "400 (Bad Request)" not in each] == []
