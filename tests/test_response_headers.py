"""Headers of answers that no page makes: errors, redirects, static files, health, and over HTTPS.

Those of every address are looked at in `tests/test_addresses.py`, as it meets them.
"""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.walk.headers import wrong_headers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/nothing/", 404),
        ("/about", 301),
        ("/static/govuk/nothing.css", 404),
        ("/static/ropa/account.css", 200),
        ("/health/live/", 200),
        ("/api/v1/nothing", 404),
        ("/admin/", 302),
        ("/account/login/", 200),
    ],
)
def test_every_kind_of_answer_is_safe(client, path, status):
    response = client.get(path)
    assert response.status_code == status
    assert wrong_headers(path, response) == []


def test_a_host_that_is_not_ours(client, settings):
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["register.example.org"]
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert wrong_headers("/", response) == []


def test_a_fault_of_the_program(client, settings, monkeypatch):
    def fails(*_args: object, **_named: object) -> HttpResponse:
        raise RuntimeError("x")

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    client.raise_request_exception = False
    monkeypatch.setattr("ropa.middleware.StyledErrors.__call__", fails)
    response = client.get("/")
    assert response.status_code == 500
    assert wrong_headers("/", response) == []


def test_the_way_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/about/")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/about/"
    assert wrong_headers("/about/", response) == []


def test_over_https_browsers_are_told_to_stay_there(settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    for path in ("/", "/nothing/", "/admin/"):
        response = Client().get(path, secure=True)
        assert response.headers["Strict-Transport-Security"] == (
            "max-age=31536000; includeSubDomains"
        )


def test_what_is_wrong_is_recognised():
    response = HttpResponse("x", content_type="text/html", headers={"Cache-Control": "public"})
    wrong = wrong_headers("/admin/", response)
    assert any("Content-Security-Policy" in each for each in wrong)
    assert any("may be kept" in each for each in wrong)
    assert any("charset" in each for each in wrong)
    assert len(wrong) >= 8
