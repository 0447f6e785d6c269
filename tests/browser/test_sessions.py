"""Sessions that end while somebody types, warnings, fresh sign-ins and the directory, in a real
browser against a real server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accounts.oidc_provider import CLIENT, SECRET, Provider, serving
from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.screenshots import save_screenshot
from tests.servers import Install, Installation

# What a browser and its scripts do; what is stored is asked by tests/accounts on either engine.
pytestmark = pytest.mark.engine_free

EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from ropa.models import SignInSession
SignInSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
"""
GROW_OLD = """
import time
from ropa.accounts.session_store import SessionStore
from ropa.accounts.step_up import FRESH_AT
from ropa.models import SignInSession
for row in SignInSession.objects.exclude(user=None):
    store = SessionStore(row.session_key)
    store[FRESH_AT] = int(time.time()) - 3600
    store.save()
"""
SOON = """
from datetime import timedelta
from django.utils import timezone
from ropa.models import SignInSession
now = timezone.now()
SignInSession.objects.update(
    expire_date=now + timedelta(seconds=90), last_used_at=now - timedelta(minutes=28)
)
"""
TYPED = "An hour’s work, with “quotes”, <brackets> & an ampersand."
SECOND_LINE = "And a second line."


@pytest.fixture(scope="module")
def directory() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture(scope="module")
def register(
    directory: Provider, tmp_path_factory: pytest.TempPathFactory, installed: Install
) -> Iterator[Installation]:
    with installed(
        tmp_path_factory.mktemp("signing-in"),
        "signing_in",
        demonstrated=True,
        OIDC_ISSUER=directory.issuer,
        OIDC_CLIENT_ID=CLIENT,
        OIDC_CLIENT_SECRET=SECRET,
        OIDC_NAME="Example Council",
        OIDC_ROLES="approvers=Approver",
        OIDC_CREATE_PEOPLE="1",
    ) as register:
        register.start("demo")
        yield register


@pytest.fixture
def visitor(register: Installation, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    yield Visitor(register.address, context.new_page())
    context.close()


def after(register: Installation, what: str) -> None:
    register.run("manage.py", "shell", "--no-imports", "-c", what)


def sound(visitor: Visitor, name: str) -> None:
    """The page has no barrier and fits, on a phone and on a desk, and is kept as a picture."""
    for width in (DESKTOP, PHONE):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        assert visitor.barriers() == []
        assert not visitor.scrolls_sideways()
        save_screenshot(visitor.page, name)


def open_an_entry(visitor: Visitor) -> Page:
    visitor.go("/admin/ropa/processingactivity/")
    visitor.page.locator("#result_list tbody th a").first.click()
    return visitor.page


def type_password(page: Page, username: str) -> None:
    page.get_by_label("User name or email address").fill(username)
    page.get_by_label("Password", exact=True).fill(f"try-the-{username}")
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_what_was_typed_before_the_session_ended_is_saved_after_one_press(
    visitor: Visitor, register: Installation
) -> None:
    visitor.sign_in("editor")
    page = open_an_entry(visitor)
    where = page.url
    was = page.get_by_label("Summary", exact=True).input_value()
    page.get_by_label("Summary", exact=True).fill(f"{TYPED}\n{SECOND_LINE}")
    after(register, EXPIRE)

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("What you typed is kept.")).to_be_visible()
    sound(visitor, "sign-in-held")
    type_password(page, "editor")

    expect(page.get_by_role("heading", level=1)).to_have_text("Go on with what you typed")
    expect(page.get_by_text(TYPED)).to_be_visible()
    expect(page.get_by_text(SECOND_LINE)).to_be_visible()
    sound(visitor, "held-form")
    page.get_by_role("button", name="Go on with what you typed").click()

    expect(page.get_by_text("Saved RPA-0")).to_be_visible()
    assert page.url == where
    saved = page.get_by_label("Summary", exact=True).input_value()
    assert saved == f"{TYPED}\n{SECOND_LINE}" != was
    # What was refused on the way is no fault of a page.
    assert [each for each in visitor.complaints if "403" not in each] == []


def test_signing_out_elsewhere_leaves_what_was_typed_on_the_page(visitor: Visitor) -> None:
    visitor.sign_in("editor")
    page = open_an_entry(visitor)
    mark = "Typed before signing out."
    page.get_by_label("Summary", exact=True).fill(mark)
    other = page.context.new_page()
    other.goto(f"{visitor.site}/admin/")
    other.get_by_role("button", name="Sign out", exact=True).click()
    other.close()

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("what you typed is on this page")).to_be_visible()
    sound(visitor, "carried-form")
    with page.expect_popup() as opened:
        page.get_by_role("main").get_by_role("link", name="Sign in").click()
    type_password(opened.value, "editor")
    expect(opened.value.get_by_text("Close this window")).to_be_visible()
    opened.value.close()

    page.get_by_role("button", name="Go on with what you typed").click()
    page.get_by_role("button", name="Go on with what you typed").click()

    expect(page.get_by_text("Saved RPA-0")).to_be_visible()
    expect(page.get_by_label("Summary", exact=True)).to_have_value(mark)


def test_a_warning_comes_two_minutes_before_and_a_press_stays(
    visitor: Visitor, register: Installation
) -> None:
    visitor.sign_in("auditor")
    page = visitor.page
    page.clock.install()
    visitor.go("/admin/")
    warning = page.get_by_role("alertdialog", name="You will be signed out soon")
    page.clock.run_for(27 * 60 * 1000)
    expect(warning).to_be_hidden()
    after(register, SOON)

    page.clock.run_for(80 * 1000)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()
    sound(visitor, "session-warning")
    warning.get_by_role("button", name="Stay signed in").click()

    expect(warning).to_be_hidden()
    assert visitor.complaints == []


def test_when_the_session_has_ended_the_page_says_so(
    visitor: Visitor, register: Installation
) -> None:
    visitor.sign_in("auditor")
    page = visitor.page
    page.clock.install()
    visitor.go("/admin/")
    after(register, EXPIRE)

    page.clock.run_for(29 * 60 * 1000)

    over = page.get_by_role("alertdialog", name="You are signed out")
    expect(over).to_be_visible()
    expect(over).to_contain_text("What you typed on this page is still there")
    over.get_by_role("button", name="Close").click()
    expect(over).to_be_hidden()


def test_a_decision_asks_for_a_fresh_sign_in_and_keeps_its_reason(
    visitor: Visitor, register: Installation
) -> None:
    visitor.sign_in("approver")
    page = open_an_entry(visitor)
    page.goto(page.url.replace("/change/", "/retire/"))
    after(register, GROW_OLD)
    page.get_by_label("Why you decide this now").fill("Nobody does this any more.")
    page.get_by_label("What has changed, for the public").fill("We no longer do this.")
    page.get_by_role("button", name="Retire this entry").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    sound(visitor, "confirm")
    page.get_by_label("Password", exact=True).fill("try-the-approver")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_text("You have confirmed that it is you.")).to_be_visible()
    expect(page.get_by_text("Nobody does this any more.")).to_be_visible()
    sound(visitor, "confirmed")
    page.get_by_role("button", name="Go on with what you typed").click()
    expect(page.get_by_text("Retired ")).to_be_visible()
    assert visitor.complaints == []


def test_people_see_where_they_are_signed_in_and_sign_out_there(visitor: Visitor) -> None:
    visitor.sign_in("auditor")
    browser = visitor.page.context.browser
    assert browser is not None
    elsewhere = browser.new_context()
    there = Visitor(visitor.site, elsewhere.new_page())
    there.sign_in("auditor")
    page = visitor.page
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("link", name="See where you are signed in").click()
    expect(page.get_by_text("This one")).to_have_count(1)
    expect(page.get_by_text("Chrome on Linux").first).to_be_visible()
    sound(visitor, "sessions")

    page.get_by_role("button", name="Sign out everywhere else").click()

    expect(page.get_by_text("Signed out everywhere else")).to_be_visible()
    there.page.goto(f"{visitor.site}/admin/")
    assert "/account/login/" in there.page.url
    elsewhere.close()
    assert visitor.complaints == []


def test_somebody_signs_in_through_the_directory_and_out_again(
    visitor: Visitor, directory: Provider
) -> None:
    directory.person = {
        "sub": "ada",
        "preferred_username": "ada",
        "given_name": "Ada",
        "family_name": "Example",
        "email": "ada@example.org",
        "email_verified": True,
        "roles": ["approvers"],
    }
    page = visitor.page
    visitor.go("/account/login/")
    sound(visitor, "sign-in-directory")
    page.get_by_role("button", name="Sign in with Example Council").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work")
    expect(page.get_by_text("Ada Example")).to_be_visible()

    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(f"{visitor.site}/account/login/")
    visitor.go("/account/login/")
    assert visitor.complaints == []

    directory.person["roles"] = ["nothing"]
    page.get_by_role("button", name="Sign in with Example Council").click()
    expect(page.get_by_text("gives you no role in this register")).to_be_visible()
    sound(visitor, "directory-refused")
