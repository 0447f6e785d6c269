"""Mails are stopped by a link, without signing in, and by nobody else's."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from django.core import signing
from django.test import Client, override_settings
from django.utils import timezone

from ropa.mail import delivery
from ropa.models import Frequency, OutgoingMail
from ropa.notifications import unsubscribing
from ropa.notifications.choices import DEFAULTS, choices_of, kinds_for
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HTTPS = override_settings(REGISTER_ADDRESS="https://register.example.org")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def ann():
    return make_user("Approver", username="ann", email="ann@example.org")


@pytest.fixture
def strict():
    """A client as a mail program is one: without cookies, and held to the check of forms."""
    return Client(enforce_csrf_checks=True)


def path_of(person, kind="all"):
    return unsubscribing.link_for(person, kind).removeprefix("http://127.0.0.1:8000")


def test_one_click_stops_mails_of_a_kind_and_no_others(ann, strict):
    answer = strict.post(path_of(ann, "review"), ONE_CLICK)
    assert answer.status_code == 200
    assert b"You get no more of these mails" in answer.content
    expected = {str(kind): str(frequency) for kind, frequency in DEFAULTS.items()}
    assert choices_of(ann) == expected | {"review": "never"}


def test_one_click_stops_all(ann, strict):
    assert strict.post(path_of(ann), ONE_CLICK).status_code == 200
    assert set(choices_of(ann).values()) == {Frequency.NEVER}
    assert strict.post(path_of(ann), ONE_CLICK).status_code == 200


def test_looking_at_the_link_stops_nothing_and_shows_a_button_and_nobodys_name(ann, strict):
    answer = strict.get(path_of(ann, "approval"))
    assert answer.status_code == 200
    assert b"Something waits for your approval" in answer.content
    assert b"ann" not in answer.content.split(b"<main", 1)[-1].split(b"</main")[0].replace(
        b"/account/", b""
    ).replace(b"cannot", b"")
    assert answer.headers["Cache-Control"].startswith("max-age=0")
    assert "never" not in choices_of(ann).values()
    assert strict.post(path_of(ann, "approval")).status_code == 200
    assert choices_of(ann)["approval"] == "never"


def test_other_methods_are_refused(ann, strict):
    assert strict.put(path_of(ann)).status_code == 405
    assert strict.delete(path_of(ann)).status_code == 405


def forged(ann):
    good = path_of(ann).rstrip("/").rpartition("/")[2]
    other = signing.dumps([ann.pk, "all", unsubscribing._mark(ann.email)], salt="another")
    own = signing.Signer(key="guessed", salt=unsubscribing.SALT)
    yield good[:-1] + ("A" if good[-1] != "A" else "B")
    yield good.partition(":")[0]
    yield other
    yield own.sign_object([ann.pk, "all", unsubscribing._mark(ann.email)])
    for content in (
        [ann.pk, "everything", unsubscribing._mark(ann.email)],
        [ann.pk + 1000, "all", unsubscribing._mark(ann.email)],
        [ann.pk, "all", unsubscribing._mark("other@example.org")],
        [ann.pk, "all"],
        ["x", "all", "y"],
        {"pk": ann.pk},
        None,
    ):
        yield signing.dumps(content, salt=unsubscribing.SALT)
    yield "x"


def test_forged_links_stop_nothing(ann, strict):
    for token in forged(ann):
        for ask in (strict.get, strict.post):
            answer = ask(f"/account/unsubscribe/{token}/")
            assert answer.status_code == 404, token
            assert b"This link no longer works" in answer.content
    assert "never" not in choices_of(ann).values()


def test_a_link_of_one_person_is_of_no_use_for_another(ann, strict):
    ben = make_user("Approver", username="ben", email="ben@example.org")
    ann_token, ben_token = (
        path_of(person).rstrip("/").rpartition("/")[2].split(":") for person in (ann, ben)
    )
    mixed = ":".join([ben_token[0], *ann_token[1:]])
    assert strict.post(f"/account/unsubscribe/{mixed}/").status_code == 404
    strict.force_login(ben)
    assert strict.post(path_of(ann)).status_code == 200
    assert set(choices_of(ann).values()) == {Frequency.NEVER}
    assert "never" not in choices_of(ben).values()


def test_a_link_to_an_old_address_or_of_long_ago_no_longer_works(ann, strict, monkeypatch):
    old = path_of(ann)
    ann.email = "new@example.org"
    ann.save()
    assert strict.post(old).status_code == 404
    fresh = path_of(ann)
    monkeypatch.setattr(unsubscribing, "WORKS_FOR", -1)
    assert strict.post(fresh).status_code == 404


@HTTPS
def test_headers_are_as_mail_programs_read_them(ann):
    """RFC 8058 section 3: on the wire, each is one header, its link whole."""
    headers = unsubscribing.headers_for(ann, "approval")
    mail = OutgoingMail(
        address=ann.email,
        subject="x",
        text="y",
        html="<p>y</p>",
        message_id="<1@example.org>",
        headers=headers,
        created_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )
    raw = delivery._message(mail).message(policy=SMTP).as_bytes()
    head = raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    assert f"List-Unsubscribe: {headers['List-Unsubscribe']}".encode() in head.replace(
        b":  ", b": "
    )
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
    assert max(map(len, raw.splitlines())) <= 998
    assert message_from_bytes(raw, policy=SMTP)["List-Unsubscribe"].startswith("<https://")


def test_without_https_there_is_no_one_click(ann):
    with override_settings(REGISTER_ADDRESS="http://127.0.0.1:8000"):
        assert set(unsubscribing.headers_for(ann)) == {"List-Unsubscribe"}


def test_people_choose_on_their_page(ann, client):
    client.force_login(ann)
    page = client.get("/account/notifications/")
    assert page.status_code == 200
    assert b"ann@example.org" in page.content
    chosen = {str(kind): "weekly" for kind in kinds_for(ann)}
    assert client.post("/account/notifications/", chosen).status_code == 302
    assert choices_of(ann) == chosen | {"damaged": "at_once"}
    bad = chosen | {"review": "hourly"}
    assert client.post("/account/notifications/", bad).status_code == 200
    assert choices_of(ann)["review"] == "weekly"


def test_administrators_alone_choose_about_damage(ann, client):
    client.force_login(ann)
    assert "damaged" not in client.get("/account/notifications/").text
    client.force_login(make_user("Administrator"))
    assert "damaged" in client.get("/account/notifications/").text


def test_the_page_asks_to_sign_in(client):
    answer = client.get("/account/notifications/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")
