"""Signing in through the directory of the organisation: what is believed, and who gets in."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.core import context
from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import Client
from joserfc.jwk import OctKey, RSAKey

from ropa import permissions
from ropa.accounts import links
from ropa.accounts.oidc import provider as asked_by_us
from ropa.accounts.step_up import FRESH_AT
from ropa.environment import Grant
from ropa.models import DirectoryAccount, SignInSession
from tests.accounts.oidc_provider import CLIENT, SECRET, Provider, serving
from tests.admin.forms import text_of
from tests.factories import make_activity, make_team, make_user

pytestmark = pytest.mark.django_db

ADA = {
    "sub": "a-1",
    "email": "ada@example.org",
    "email_verified": True,
    "given_name": "Ada",
    "family_name": "Example",
    "preferred_username": "ada",
    "roles": ["ropa-approvers"],
}


@pytest.fixture
def directory(settings: Any) -> Iterator[Provider]:
    with serving() as provider:
        provider.person = dict(ADA)
        settings.OIDC_ISSUER = provider.issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.OIDC_NAME = "Example Council"
        settings.OIDC_ROLES_CLAIM = "roles"
        settings.OIDC_ROLES = {
            "ropa-approvers": [Grant("Approver")],
            "parking": [Grant("Editor", "parking")],
            "strange": [Grant("Emperor")],
        }
        settings.OIDC_CREATE_PEOPLE = True
        permissions.create_roles()
        asked_by_us.forget()
        yield provider
        asked_by_us.forget()


def at_provider(client: Client, page: Any) -> str:
    """Follow the page that leads to the provider, and return the address it sends back to."""
    found = re.search(r'<a class="button default" href="([^"]+)"', page.content.decode())
    assert found, text_of(page.content.decode())
    answer = requests.get(found[1].replace("&amp;", "&"), allow_redirects=False, timeout=5)
    return answer.headers["Location"].removeprefix("http://testserver")


def came_back(client: Client, then: str = "") -> Any:
    """Sign in through the directory, and return what the register answers."""
    page = client.post("/account/directory/", {"next": then})
    return client.get(at_provider(client, page))


def signed_in_name(client: Client) -> str:
    key = client.cookies["session"].value if "session" in client.cookies else ""
    session = SignInSession.objects.filter(session_key=key).select_related("user").first()
    return session.user.username if session and session.user else ""


def refused(client: Client, answer: Any, words: str, caplog: Any, why: str) -> None:
    """Assert that nobody got in, that a sentence says so, and a line of the log."""
    assert answer.status_code == 403
    assert words in text_of(answer.content.decode())
    assert not signed_in_name(client)
    events = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    assert ("directory.refused", why) in [(each.get("event"), each.get("why")) for each in events]


# Believed


def test_somebody_signs_in_with_the_roles_that_the_directory_gives(directory, client):
    answer = came_back(client, "/admin/ropa/notice/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/admin/ropa/notice/"
    assert signed_in_name(client) == "ada"
    user = User.objects.get(username="ada")
    assert (user.get_full_name(), user.email, user.is_staff) == (
        "Ada Example",
        "ada@example.org",
        True,
    )
    assert not user.has_usable_password()
    assert [each.name for each in user.groups.all()] == ["Approver"]
    admin = Client()
    admin.force_login(make_user("Administrator"))
    history = text_of(admin.get(f"/admin/auth/user/{user.pk}/history/").content.decode())
    assert "Given the role Approver by the directory." in history


def test_the_question_is_bound_to_the_browser_and_proves_itself(directory, client):
    came_back(client)
    asked = directory.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == "http://testserver/account/directory/callback/"
    assert asked["scope"].split() == ["openid", "profile", "email"]
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 20
    assert "prompt" not in asked


def test_another_provider_of_another_make_lets_in_too(settings, client):
    permissions.create_roles()
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
    settings.OIDC_ROLES, settings.OIDC_CREATE_PEOPLE = {}, True
    asked_by_us.forget()
    with oidc_provider_mock.run_server_in_thread() as server:
        settings.OIDC_ISSUER = f"http://localhost:{server.server_port}"
        page = client.post("/account/directory/")
        found = re.search(r'<a class="button default" href="([^"]+)"', page.content.decode())
        assert found
        answer = requests.post(
            found[1].replace("&amp;", "&"),
            data={"sub": "grace"},
            allow_redirects=False,
            timeout=5,
        )
        client.get(answer.headers["Location"].removeprefix("http://testserver"))
    asked_by_us.forget()
    assert signed_in_name(client) == "grace"


def test_a_new_key_of_the_provider_is_asked_for(directory, client):
    came_back(client)
    directory.key = RSAKey.generate_key(2048, {"kid": "two"})
    again = Client()
    came_back(again)
    assert signed_in_name(again) == "ada"


# Not believed


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda claims: claims.update(iss="https://elsewhere.example.org"), "invalid_claim"),
        (lambda claims: claims.pop("iss"), "missing_claim"),
        (lambda claims: claims.update(aud="another-client"), "invalid_claim"),
        (lambda claims: claims.update(aud="another-client", azp=CLIENT), "invalid_claim"),
        (lambda claims: claims.update(aud=[CLIENT, "other"], azp="other"), "invalid_claim"),
        (lambda claims: claims.pop("aud"), "missing_claim"),
        (lambda claims: claims.update(nonce="another"), "invalid_claim"),
        (lambda claims: claims.pop("nonce"), "missing_claim"),
        (lambda claims: claims.update(exp=int(time.time()) - 120), "expired_token"),
        (lambda claims: claims.pop("exp"), "missing_claim"),
        (lambda claims: claims.update(iat=int(time.time()) + 600), "invalid_claim"),
        (lambda claims: claims.pop("sub"), "missing_claim"),
    ],
    ids=[
        "issuer",
        "no issuer",
        "audience",
        "audience with azp",
        "azp",
        "no audience",
        "nonce",
        "no nonce",
        "expired",
        "no expiry",
        "from the future",
        "no subject",
    ],
)
def test_a_token_with_a_wrong_claim_lets_nobody_in(directory, client, caplog, change, why):
    directory.changed = change
    refused(client, came_back(client), "could not be checked", caplog, why)
    assert not User.objects.filter(username="ada").exists()


def test_a_wrong_signature_lets_nobody_in(directory, client, caplog):
    directory.signed_by = RSAKey.generate_key(2048, {"kid": "one"})
    refused(client, came_back(client), "could not be checked", caplog, "bad_signature")


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_only_signatures_with_a_public_key_count(directory, client, algorithm):
    offered = ["RS256", "HS256", "none"]
    directory.described = {"id_token_signing_alg_values_supported": offered}
    directory.algorithm = algorithm
    directory.signed_by = OctKey.import_key(SECRET)
    assert came_back(client).status_code == 403
    assert not signed_in_name(client)


def test_an_answer_without_a_question_lets_nobody_in(directory, client, caplog):
    answer = client.get("/account/directory/callback/?code=x&state=made-up")
    refused(client, answer, "could not be checked", caplog, "state")
    refused(client, client.get("/account/directory/callback/"), "could not", caplog, "state")


def test_the_answer_to_somebody_elses_question_lets_nobody_in(directory, client, caplog):
    theirs = at_provider(client, client.post("/account/directory/"))
    victim = Client()
    refused(victim, victim.get(theirs), "could not be checked", caplog, "state")


def test_an_answer_counts_once(directory, client, caplog):
    back = at_provider(client, client.post("/account/directory/"))
    client.get(back)
    client.post("/account/logout/")
    refused(client, client.get(back), "could not be checked", caplog, "state")


def test_a_code_that_was_used_lets_nobody_in(directory, client, caplog):
    back = at_provider(client, client.post("/account/directory/"))
    code = parse_qs(urlsplit(back).query)["code"][0]
    directory._codes.pop(code)
    refused(client, client.get(back), "could not be checked", caplog, "invalid_grant")


def test_an_answer_that_names_another_provider_lets_nobody_in(directory, client, caplog):
    back = at_provider(client, client.post("/account/directory/"))
    answer = client.get(f"{back}&iss=https%3A%2F%2Felsewhere.example.org")
    refused(client, answer, "could not be checked", caplog, "issuer")


def test_whoever_turns_back_at_the_provider_is_told_so(directory, client, caplog):
    back = at_provider(client, client.post("/account/directory/"))
    state = parse_qs(urlsplit(back).query)["state"][0]
    answer = client.get(f"/account/directory/callback/?error=access_denied&state={state}")
    refused(client, answer, "You did not finish signing in", caplog, "access_denied")


def test_signing_in_takes_a_press_on_a_page_of_ours(directory):
    assert Client().get("/account/directory/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/account/directory/").status_code == 403


def test_nobody_is_led_to_another_site_afterwards(directory, client):
    answer = came_back(client, "https://elsewhere.example.org/")
    assert answer.headers["Location"] == "/admin/"


# The provider is away


@pytest.mark.parametrize(
    "fault",
    [
        {"fails": {"/.well-known/openid-configuration"}},
        {"described": {"issuer": "https://elsewhere.example.org"}},
        {"described": {"token_endpoint": "http://elsewhere.example.org/token"}},
        {"described": {"authorization_endpoint": ""}},
        {"described": {"id_token_signing_alg_values_supported": ["HS256", "none"]}},
    ],
    ids=["error", "another issuer", "unprotected", "nothing", "signatures"],
)
def test_a_provider_that_is_not_what_it_should_be_is_away(directory, client, caplog, fault):
    for name, value in fault.items():
        setattr(directory, name, value)
    answer = client.post("/account/directory/")
    assert answer.status_code == 503
    assert "does not answer" in text_of(answer.content.decode())
    assert any("directory.away" in str(record.msg) for record in caplog.records)

    directory.fails, directory.described = set(), {}
    assert client.post("/account/directory/").status_code == 200


@pytest.mark.parametrize("page", ["/token", "/jwks"])
def test_where_a_provider_leads_to_nobody_follows(directory, client, page):
    directory.moved = {page}
    assert came_back(client).status_code in {403, 503}
    assert not signed_in_name(client)


def test_a_description_that_has_moved_is_away(directory, client):
    directory.moved = {"/.well-known/openid-configuration"}
    assert client.post("/account/directory/").status_code == 503


@pytest.mark.parametrize("page", ["/token", "/jwks"])
def test_a_provider_that_fails_half_way_lets_nobody_in(directory, client, page):
    directory.fails = {page}
    assert came_back(client).status_code in {403, 503}
    assert not signed_in_name(client)


def test_a_provider_that_stalls_is_not_waited_for(directory, client, monkeypatch):
    monkeypatch.setattr(asked_by_us, "TIMEOUT", 0.2)
    asked_by_us.forget()
    directory.stalls = threading.Event()
    began = time.monotonic()
    assert client.post("/account/directory/").status_code == 503
    assert time.monotonic() - began < 5


def test_without_a_directory_its_pages_are_not_there(client, settings):
    settings.OIDC_ISSUER = ""
    assert client.post("/account/directory/").status_code == 404
    assert client.get("/account/directory/callback/").status_code == 404
    assert client.get("/account/directory/confirm/").status_code == 404
    assert "directory_form" not in client.get("/account/login/").content.decode()


# Who gets in


def test_a_claim_for_an_unknown_role_gives_nothing_and_lets_nobody_in(directory, client, caplog):
    directory.person["roles"] = ["strange", "never-heard-of"]
    refused(client, came_back(client), "gives you no role in this register", caplog, "no-role")
    assert any("directory.unknown_role" in str(record.msg) for record in caplog.records)
    assert not User.objects.filter(username="ada").exists()


@pytest.mark.parametrize("roles", [None, 7, {"ropa-approvers": True}, [7, None], [["x"]], ""])
def test_claims_of_another_shape_give_nothing(directory, client, roles):
    directory.person["roles"] = roles
    assert came_back(client).status_code == 403
    assert not signed_in_name(client)


def test_one_role_may_come_as_a_text(directory, client):
    directory.person["roles"] = "ropa-approvers"
    came_back(client)
    assert signed_in_name(client) == "ada"


def test_roles_and_teams_follow_the_directory_at_each_sign_in(directory, client):
    parking, own = make_team(code="parking"), make_team()
    directory.person["roles"] = ["parking"]
    came_back(client)
    user = User.objects.get(username="ada")
    permissions.give_access(user, own)
    assert set(permissions.teams_of(user)) == {parking, own}
    elsewhere = Client()

    directory.person["roles"] = ["ropa-approvers"]
    came_back(elsewhere)

    assert [each.name for each in user.groups.all()] == ["Approver"]
    assert list(permissions.teams_of(user)) == [own]
    # A role was taken away, so what was open ended.
    assert not signed_in_name(client)
    assert signed_in_name(elsewhere) == "ada"


def test_roles_that_are_gone_are_taken_even_from_whoever_no_longer_gets_in(directory, client):
    came_back(client)
    user = User.objects.get(username="ada")
    directory.person["roles"] = []

    assert came_back(Client()).status_code == 403

    assert not user.groups.exists()
    assert not signed_in_name(client)


def test_without_a_meaning_of_claims_roles_are_given_here(directory, client, settings):
    settings.OIDC_ROLES = {}
    directory.person["roles"] = ["whatever"]
    came_back(client)
    user = User.objects.get(username="ada")
    assert not user.groups.exists()
    user.groups.add(Group.objects.get(name="Editor"))
    came_back(Client())
    assert [each.name for each in user.groups.all()] == ["Editor"]


def test_people_have_to_be_known_unless_it_is_set_otherwise(directory, client, caplog, settings):
    settings.OIDC_CREATE_PEOPLE = False
    answer = came_back(client)
    refused(client, answer, "You have no account in this register yet", caplog, "unknown-person")


def test_the_same_person_keeps_their_account_whatever_name_or_address_they_have(directory, client):
    came_back(client)
    directory.person |= {"email": "ada.new@example.org", "preferred_username": "other"}
    again = Client()
    came_back(again)
    assert signed_in_name(again) == "ada"
    assert DirectoryAccount.objects.count() == 1


def test_whoever_inherits_an_address_does_not_inherit_the_account(directory, client, settings):
    settings.OIDC_LINK_BY_EMAIL = True
    came_back(client)
    directory.person["sub"] = "b-2"
    other = Client()
    assert came_back(other).status_code == 403
    assert not signed_in_name(other)


def test_a_known_person_is_linked_by_a_proved_address_where_that_is_set(
    directory, client, settings
):
    known = make_user("Editor", username="lovelace", email="Ada@Example.org")
    settings.OIDC_LINK_BY_EMAIL = True
    settings.OIDC_CREATE_PEOPLE = False

    came_back(client)

    assert signed_in_name(client) == "lovelace"
    assert DirectoryAccount.objects.get().user == known


@pytest.mark.parametrize(
    ("link", "claims", "known"),
    [
        (False, {}, {}),
        (True, {"email_verified": False}, {}),
        (True, {"email_verified": "true"}, {}),
        (True, {"email_verified": None}, {}),
        (True, {}, {"is_superuser": True}),
        (True, {}, {"is_active": False}),
        (True, {"email": ""}, {"email": ""}),
    ],
    ids=["not set", "unproved", "a text", "unsaid", "superuser", "closed", "none"],
)
def test_an_account_is_not_taken_over_by_an_address(
    directory,
    client,
    settings,
    *,
    link,
    claims,
    known,
):
    settings.OIDC_LINK_BY_EMAIL = link
    settings.OIDC_CREATE_PEOPLE = False
    make_user("Approver", **{"username": "lovelace", "email": "ada@example.org"} | known)
    directory.person |= claims

    assert came_back(client).status_code == 403

    assert not signed_in_name(client)
    assert not DirectoryAccount.objects.exists()


def test_an_address_that_two_accounts_have_links_neither(directory, client, settings):
    settings.OIDC_LINK_BY_EMAIL = True
    for _ in range(2):
        make_user("Editor", email="ada@example.org")
    assert came_back(client).status_code == 403


def test_no_second_account_is_made_for_an_address_that_is_here(directory, client):
    make_user("Editor", email="ada@example.org")
    assert came_back(client).status_code == 403
    assert not User.objects.filter(username="ada").exists()


def test_a_name_that_somebody_has_already_gets_a_number(directory, client):
    make_user("Editor", username="Ada")
    came_back(client)
    assert signed_in_name(client) == "ada-2"


@pytest.mark.parametrize(
    ("email", "verified", "gets_in"),
    [
        ("ada@example.org", True, True),
        ("ada@EXAMPLE.org", True, True),
        ("ada@example.org", False, False),
        ("ada@elsewhere.example.org", True, False),
        ("ada@example.org.evil.test", True, False),
        ("", True, False),
    ],
)
def test_only_the_domains_that_are_set_get_in(
    directory,
    client,
    settings,
    *,
    email,
    verified,
    gets_in,
):
    settings.OIDC_EMAIL_DOMAINS = ["example.org"]
    directory.person |= {"email": email, "email_verified": verified}
    came_back(client)
    assert bool(signed_in_name(client)) is gets_in


def test_a_closed_account_stays_closed(directory, client, caplog):
    came_back(client)
    User.objects.filter(username="ada").update(is_active=False)
    other = Client()
    refused(other, came_back(other), "Your account in this register is closed", caplog, "closed")


@pytest.mark.parametrize(
    ("counted", "claims", "proved"),
    [
        ([], {"amr": ["pwd", "mfa"]}, False),
        (["mfa"], {"amr": ["pwd", "mfa"]}, True),
        (["mfa"], {"amr": ["pwd"]}, False),
        (["mfa"], {"amr": "mfa"}, None),
        (["phr"], {"acr": "phr"}, True),
        (["always"], {}, True),
        (["mfa"], {}, False),
    ],
)
def test_a_second_factor_of_the_directory_counts_as_it_is_set(
    directory,
    client,
    settings,
    *,
    counted,
    claims,
    proved,
):
    settings.OIDC_SECOND_FACTOR = counted
    directory.person |= claims
    answer = came_back(client)
    if proved is None:
        assert answer.status_code == 403
        return
    methods = [each["method"] for each in client.session["account_authentication_methods"]]
    assert methods == (["socialaccount"] if proved else ["directory"])


@pytest.mark.parametrize("counted", [["always"], []])
def test_a_person_is_told_of_a_sign_in_from_a_browser_not_known_before(
    directory, settings, counted
):
    settings.OIDC_SECOND_FACTOR, settings.MFA_REQUIRED_ROLES = counted, ["nobody"]
    own, other = Client(), Client()
    for client in (own, own, other, other):
        came_back(client)
        client.post("/account/logout/")
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


# Fresh sign-ins


def test_an_old_sign_in_at_the_directory_is_no_fresh_one(directory, client):
    directory.person["auth_time"] = int(time.time()) - 3600
    came_back(client)
    entry = make_activity()
    path = f"/admin/ropa/processingactivity/{entry.pk}/approve/"

    answer = client.post(path, {"reason": "The board agreed."})

    where = answer.headers["Location"]
    assert where.startswith("/account/directory/confirm/?next=%2Fadmin%2Fheld%2F")
    assert "we ask Example Council to confirm" in text_of(client.get(where).content.decode())

    directory.person["auth_time"] = int(time.time())
    then = parse_qs(urlsplit(where).query)["next"][0]
    page = client.post("/account/directory/confirm/", {"next": then})
    back = client.get(at_provider(client, page))

    assert (directory.asked[-1]["prompt"], directory.asked[-1]["max_age"]) == ("login", "0")
    assert back.headers["Location"] == then
    assert "The board agreed." in text_of(client.get(then).content.decode())
    assert time.time() - client.session[FRESH_AT] < 60


@pytest.mark.parametrize(
    "change",
    [
        lambda claims: claims.update(auth_time=int(time.time()) - 1800),
        lambda claims: claims.pop("auth_time"),
        lambda claims: claims.update(sub="b-2"),
        lambda claims: claims.update(nonce="another"),
    ],
    ids=["old", "unsaid", "somebody else", "replayed"],
)
def test_only_the_same_person_asked_just_now_confirms(directory, client, change):
    directory.person["auth_time"] = int(time.time()) - 3600
    came_back(client)
    before = client.session[FRESH_AT]
    directory.person["auth_time"] = int(time.time())
    directory.changed = change

    page = client.post("/account/directory/confirm/", {"next": "/admin/"})
    answer = client.get(at_provider(client, page))

    assert answer.status_code == 403
    said = text_of(answer.text)
    assert "It was not confirmed that it is you" in said
    assert "not signed in" not in said
    assert client.session[FRESH_AT] == before
    assert signed_in_name(client) == "ada"


# Signing out


def test_whoever_signs_out_signs_out_at_the_directory_too(directory, client):
    came_back(client)
    page = client.post("/account/logout/")
    found = re.search(r'href="([^"]+/leave[^"]*)"', page.content.decode())
    assert found
    asked = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)
    assert asked["post_logout_redirect_uri"] == ["http://testserver/account/login/"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert not signed_in_name(client)


def test_whoever_did_not_come_from_there_is_not_led_there(directory, client):
    client.force_login(make_user("Editor"))
    assert client.post("/account/logout/").status_code == 302


@pytest.mark.parametrize("without", ["end_session_endpoint", "answer"])
def test_signing_out_here_does_not_depend_on_the_directory(directory, client, without):
    came_back(client)
    asked_by_us.forget()
    if without == "answer":
        directory.fails = {"/.well-known/openid-configuration"}
    else:
        directory.described = {"end_session_endpoint": ""}
    assert client.post("/account/logout/").status_code == 302
    assert not signed_in_name(client)


# Without passwords


@pytest.fixture
def no_passwords(directory: Provider, settings: Any) -> None:
    settings.LOCAL_PASSWORDS_OFF = True


def test_without_passwords_the_sign_in_page_leads_to_the_directory_alone(no_passwords, client):
    page = client.get("/account/login/").content.decode()
    assert "Sign in with Example Council" in page
    assert 'type="password"' not in page
    assert "passkey" not in page
    came_back(client)
    assert signed_in_name(client) == "ada"


def test_without_passwords_none_lets_anybody_in(no_passwords, client):
    user = make_user("Approver")
    client.post("/account/login/", {"login": user.username, "password": "a-password"})
    assert not client.login(username=user.username, password="a-password")
    assert not signed_in_name(client)


@pytest.mark.parametrize("path", ["password/change/", "password/reset/", "passkey/"])
def test_without_passwords_their_pages_are_not_there(no_passwords, client, path):
    client.force_login(make_user("Approver"))
    assert client.get(f"/account/{path}").status_code == 404


def test_without_passwords_a_link_that_was_sent_before_leads_nowhere(
    directory, client, settings, rf
):
    person = make_user("Editor", email="new@example.org")
    link = links.invitation_for(person, rf.get("/"))
    settings.LOCAL_PASSWORDS_OFF = True
    assert client.get(link.removeprefix("http://testserver")).status_code == 404
    assert not links.tokens.check_token(person, link.rsplit("/", 2)[-2])


def test_without_passwords_an_invitation_leads_to_the_directory(no_passwords, rf, mailoutbox):
    person = make_user("Editor", email="new@example.org")
    request = rf.get("/")
    with context.request_context(request):
        assert links.send(request, person)
    sent = mailoutbox[-1].body
    assert "Sign in with Example Council" in sent
    assert "/account/login/" in sent
    assert "password/" not in sent
