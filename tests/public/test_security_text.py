"""Whom to tell of a weakness: /.well-known/security.txt, as RFC 9116 has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from ropa import environment

PATH = "/.well-known/security.txt"


def test_it_says_whom_to_tell_until_when(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    settings.REGISTER_ADDRESS = "https://register.example.org"

    response = client.get(PATH)

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert said["Contact"] == "mailto:security@example.org"
    assert said["Canonical"] == f"https://register.example.org{PATH}"
    left = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert timedelta(days=170) < left < timedelta(days=365)


@pytest.mark.django_db
def test_without_anybody_named_it_is_not_there(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize(
    ("given", "uri"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("mailto:security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
        ("", ""),
    ],
)
def test_who_is_named(monkeypatch, given, uri):
    monkeypatch.setenv("SECURITY_CONTACT", given)
    assert environment.contact("SECURITY_CONTACT") == uri


@pytest.mark.parametrize("given", ["http://example.org", "somebody", "a@b c@d", "a@b\nExpires: x"])
def test_what_is_no_contact_is_refused(monkeypatch, given):
    monkeypatch.setenv("SECURITY_CONTACT", given)
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT is set to"):
        environment.contact("SECURITY_CONTACT")
