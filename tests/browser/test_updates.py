"""What changed since last time, as a head teacher finds it out and follows it from then on."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.screenshots import save_screenshot
from tests.servers import Install, Installation

# What the public gets is compared between the engines, address by address.
pytestmark = pytest.mark.engine_free

NOTICE = "looked-after-children-and-safeguarding"
ATOM = "{http://www.w3.org/2005/Atom}"
SENTENCE = "Social Work England added to who we share it with."

# What staff do between two of her visits.
PUBLISH = f"""
from django.contrib.auth.models import User
from ropa.actions.publishing import publish_notice
from ropa.models import Disclosure, Notice, Organisation
notice = Notice.objects.get(slug="{NOTICE}")
{{change}}
publish_notice(
    notice=notice,
    by=User.objects.get(username="approver"),
    reason="Agreed.",
    change_note="{{note}}",
    approve_changed=True,
)
"""
SHARE = """
Disclosure.objects.create(
    activity=notice.sections.first().activities.first(),
    recipient=Organisation.objects.get(name="Social Work England"),
    purpose="to check that a social worker is registered",
    position=99,
)
"""
REWORD = """
notice.summary = f"In short: {notice.summary}"
notice.save()
"""
NOTE = "We now share some records with Social Work England."


def publish(register: Installation, change: str, note: str) -> None:
    register.run("manage.py", "shell", "-v", "0", "-c", PUBLISH.format(change=change, note=note))


@pytest.fixture(scope="module")
def register(
    tmp_path_factory: pytest.TempPathFactory, installed: Install
) -> Iterator[Installation]:
    """A demonstration register of its own, whose school has published a second version."""
    folder = tmp_path_factory.mktemp("updates")
    with installed(folder, "updates", demonstrated=True) as register:
        register.start("demo")
        publish(register, SHARE, NOTE)
        yield register


@pytest.fixture(scope="module")
def site(register: Installation) -> str:
    return register.address


def followed(visitor: Visitor, address: str) -> list[ElementTree.Element]:
    """What a feed reader finds at an address, an entry each."""
    response = visitor.page.request.get(f"{visitor.site}{address}")
    assert response.ok
    return list(ElementTree.fromstring(response.body()).iter(f"{ATOM}entry"))


def test_a_head_teacher_finds_what_changed_and_follows_it_from_then_on(
    visitor: Visitor, register: Installation
) -> None:
    page = visitor.page
    # From the notice she opens its updates, and what the newest one changed.
    visitor.go(f"/notices/{NOTICE}/")
    page.get_by_role("main").get_by_role("link", name="Updates", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Updates")
    expect(page.get_by_text(NOTE)).to_be_visible()
    assert visitor.barriers() == []
    page.get_by_role("link", name="What changed from version 1 to version 2").click()

    # It says so in sentences, and then in detail.
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What changed from version 1 to version 2"
    )
    in_short = page.get_by_role("list", name="In short").get_by_role("listitem")
    assert any(SENTENCE in each for each in in_short.all_inner_texts())
    save_screenshot(page, "comparison")
    detail = page.locator(".difference", has_text="Social Work England")
    assert "to check that a social worker is registered" in detail.first.inner_text()
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()

    # What did it say before? The version of a day leads there.
    trail = page.get_by_role("navigation", name="Breadcrumb")
    trail.get_by_role("link", name="Updates", exact=True).click()
    page.get_by_label("Day").fill("1")
    page.get_by_label("Month").fill("November")
    page.get_by_label("Year").fill("2020")
    page.get_by_role("button", name="Show what it said").click()
    expect(page.get_by_text("On 1 November 2020 this was not published yet.")).to_be_visible()
    assert visitor.barriers() == []
    page.get_by_role("link", name="Read version 1").click()
    expect(page.get_by_text("It no longer applies.")).to_be_visible()

    # She follows the notice, and is told of the next change.
    visitor.go(f"/notices/{NOTICE}/updates/")
    feed = page.get_by_role("link", name="the feed of this notice").get_attribute("href")
    assert feed is not None
    known = {entry.findtext(f"{ATOM}id") for entry in followed(visitor, feed)}
    publish(register, REWORD, "We say it shorter.")
    told = followed(visitor, feed)
    new = [entry for entry in told if entry.findtext(f"{ATOM}id") not in known]
    assert len(new) == 1
    assert "We say it shorter." in (new[0].findtext(f"{ATOM}summary") or "")
    assert known < {entry.findtext(f"{ATOM}id") for entry in told}
    assert visitor.complaints == []
