"""Signing in with a second factor, in a real browser with a security key that is not there."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.servers import Installation

# What a browser and its scripts do; what is stored is asked by tests/accounts on either engine.
pytestmark = pytest.mark.engine_free

PASSWORD = "kettle umbrella parsnip"
_numbers = itertools.count(1)


@pytest.fixture
def person(demonstration: Installation) -> tuple[str, str]:
    """A browser, at a name that may have passkeys, of somebody who has just been invited."""
    name = f"invited-{next(_numbers)}"
    link = demonstration.run(
        "manage.py", "invite", name, f"{name}@example.org", "--role", "Auditor"
    )
    return name, link.strip()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def visitor(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    # Passkeys are for names; a network address has none.
    yield Visitor(site.replace("127.0.0.1", "localhost"), context.new_page())
    context.close()


def with_security_key(page: Page) -> None:
    """Plug a security key into the browser that verifies its owner by itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def accept(visitor: Visitor, link: str) -> None:
    """Choose a password by the link of an invitation."""
    visitor.go(re.sub(r"^https?://[^/]+", "", link))
    assert visitor.barriers() == []
    visitor.page.get_by_label("New password", exact=True).fill(PASSWORD)
    visitor.page.get_by_label("New password again").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Save the password").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Sign in")


def give_password(visitor: Visitor, name: str) -> None:
    visitor.go("/account/login/")
    visitor.page.get_by_label("User name or email address").fill(name)
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(visitor: Visitor) -> None:
    visitor.go("/account/logout/")
    visitor.page.get_by_role("button", name="Sign out").last.click()
    expect(visitor.page.get_by_text("You have signed out.")).to_be_visible()


def is_in(visitor: Visitor) -> None:
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Your work")


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def test_from_the_invitation_to_signing_in_with_an_app_and_a_recovery_code(
    visitor: Visitor, person: tuple[str, str]
) -> None:
    name, link = person
    page = visitor.page
    # given an account whose password its person has chosen
    accept(visitor, link)
    give_password(visitor, name)
    is_in(visitor)
    # when
    page.get_by_role("link", name="Your account").click()
    assert visitor.barriers() == []
    page.get_by_role("link", name="Set up a second factor").click()
    assert visitor.barriers() == []
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()
    page.get_by_label("Code that the app shows").fill("000000")
    page.get_by_role("button", name="Set up the app").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_label("Code that the app shows").fill(code_of(page.locator("code").inner_text()))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    assert visitor.barriers() == []
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10
    # then
    sign_out(visitor)
    give_password(visitor, name)
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").first).to_contain_text("That code is not right")
    page.get_by_label("Code", exact=True).fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    is_in(visitor)
    assert visitor.complaints == []


def add_passkey(visitor: Visitor) -> None:
    visitor.go("/account/factors/passkeys/add/")
    assert visitor.barriers() == []
    visitor.page.get_by_label("Name").fill("Work laptop")
    visitor.page.get_by_role("button", name="Add the passkey").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def test_a_passkey_is_a_second_factor_and_signs_in_by_itself(
    visitor: Visitor, person: tuple[str, str]
) -> None:
    name, link = person
    page = visitor.page
    with_security_key(page)
    accept(visitor, link)
    give_password(visitor, name)
    is_in(visitor)
    add_passkey(visitor)
    visitor.go("/account/factors/passkeys/")
    expect(page.get_by_role("term")).to_have_text("Work laptop")
    assert visitor.barriers() == []
    assert not visitor.scrolls_sideways()
    # as the second step
    sign_out(visitor)
    give_password(visitor, name)
    page.get_by_role("button", name="Use a passkey").click()
    is_in(visitor)
    # alone
    sign_out(visitor)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_in(visitor)
    assert visitor.complaints == []


def test_without_a_passkey_the_page_says_so(visitor: Visitor) -> None:
    visitor.go("/account/login/")
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    # A device that answers, and has nothing for this register.
    with_security_key(visitor.page)
    visitor.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(visitor.page.locator(".passkey-problem")).to_be_visible()
    expect(visitor.page.locator(".passkey-problem")).to_contain_text("has none for this register")
    assert visitor.barriers() == []
    assert visitor.complaints == []


def test_a_passkey_made_for_another_site_lets_nobody_in(
    site: str, browser: Browser, person: tuple[str, str]
) -> None:
    name, link = person
    # given somebody with a passkey at another site, which asks for the challenge of the register
    port = site.rsplit(":", 1)[1]
    here = Visitor(f"http://localhost:{port}", browser.new_page())
    there = Visitor(f"http://other.localhost:{port}", browser.new_page())
    with_security_key(there.page)
    accept(there, link)
    give_password(there, name)
    is_in(there)
    add_passkey(there)
    here.go("/account/login/")
    options = here.page.evaluate(_ASK)
    options["publicKey"]["rpId"] = "other.localhost"
    there.go("/account/factors/passkeys/add/")
    credential = there.page.evaluate("options => webauthnJSON.get(options)", options)
    assert json.dumps(credential)
    # when it sends on what the passkey answered
    here.page.evaluate(
        "credential => {"
        "document.getElementById('passkey_credential').value = JSON.stringify(credential);"
        "document.getElementById('passkey_sign_in').submit() }",
        credential,
    )
    # then
    expect(here.page.get_by_text("It may belong to another site")).to_be_visible()
    assert here.page.url.endswith("/account/login/")
    here.page.goto(f"{here.site}/admin/")
    assert "/account/login/" in here.page.url
    for visitor in (here, there):
        visitor.page.context.close()


_ASK = """async () => (await (await fetch('/account/passkey/', {
  headers: {Accept: 'application/json'}})).json()).request_options"""


@pytest.mark.parametrize("path", ["login/", "password/reset/", "password/reset/sent/"])
def test_the_pages_before_signing_in_work_without_javascript_on_a_phone(
    site: str, browser: Browser, path: str
) -> None:
    context = browser.new_context(
        viewport={"width": PHONE, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{site}/account/{path}")
    width: Callable[[], Any] = page.locator("html").bounding_box
    assert (width() or {})["width"] <= PHONE
    if path == "login/":
        expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
        page.get_by_label("User name or email address").fill("auditor")
        page.get_by_label("Password").fill("try-the-auditor")
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your work")
    context.close()
