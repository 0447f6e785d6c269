"""Who asks too often is told when to come back, and reads on meanwhile."""

import json

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

from ropa.serving.rate_limits import Rate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rates(settings):
    """Two requests at once of every kind, and the next after seven seconds."""
    settings.RATES_APPLY = True
    settings.RATES = dict.fromkeys(configured.RATES, Rate(at_once=2, seconds_each=7))


@pytest.fixture
def client():
    """A client with middleware of its own, which has counted nothing yet."""
    return Client()


def test_searching_too_often(client):
    for _ in range(2):
        assert client.get("/search/", {"q": "foster"}).status_code == 200
    response = client.get("/search/", {"q": "foster"})

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "7"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Wait 7 seconds" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    # Others are not affected, nor is reading.
    assert client.get("/search/", REMOTE_ADDR="192.0.2.2").status_code == 200
    for _ in range(5):
        assert client.get("/about/").status_code == 200


def test_a_program_is_told_in_its_own_way(client):
    for _ in range(2):
        assert client.get("/api/v1/notices").status_code == 200
    response = client.get("/api/v1/notices")
    assert response.status_code == 429
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in response.headers["Access-Control-Expose-Headers"]
    assert json.loads(response.content)["detail"].endswith("Ask again in 7 seconds.")


def test_signing_in_too_often_whatever_cookie_is_sent(client):
    client.cookies[configured.SESSION_COOKIE_NAME] = "made-up"
    answers = [
        client.post("/account/login/", {"login": "somebody", "password": "x"}) for _ in range(3)
    ]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert client.get("/account/login/").status_code == 200


def test_forms_of_visitors_and_of_staff_are_counted_apart(client):
    for _ in range(3):
        refused = client.post("/account/login/", {"login": "somebody", "password": "x"})
    assert refused.status_code == 429
    client.force_login(User.objects.create_superuser("root"))
    assert client.post("/admin/logout/").status_code != 429


def test_asking_too_often_costs_no_query(client, django_assert_num_queries):
    for _ in range(2):
        client.get("/search/")
    with django_assert_num_queries(0):
        assert client.get("/search/").status_code == 429


def test_behind_a_proxy_each_reader_is_counted_for_themselves(client, settings):
    settings.BEHIND_HTTPS_PROXY = True
    for last in range(5):
        headers = {"X-Forwarded-For": f"203.0.113.{last}"}
        assert client.get("/search/", headers=headers).status_code == 200


def test_more_fields_than_a_form_may_have(client):
    fields = {f"field-{number}": "" for number in range(configured.DATA_UPLOAD_MAX_NUMBER_FIELDS)}
    assert client.post("/account/login/", fields).status_code == 200
    assert client.post("/account/login/", fields | {"one": "", "more": ""}).status_code == 400


def test_every_view_that_is_counted_is_there():
    names = set(configured.RATES_OF_VIEWS) | configured.SIGN_IN_VIEWS
    assert names <= set(view_names(get_resolver()))
    assert set(configured.RATES_OF_VIEWS.values()) <= set(configured.RATES)


def view_names(resolver, before=""):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            inside = f"{before}{each.namespace}:" if each.namespace else before
            yield from view_names(each, inside)
        elif each.name:
            yield before + each.name
