"""While the database cannot be used, everybody gets a 503 that is made without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from ropa.public import site, views
from ropa.unavailable import DatabaseUnavailable
from tests.factories import make_user
from tests.public.test_site_pages import POLICY

type Away = Callable[[type[Exception], str], None]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Away:
    """Call it, and every statement fails from then on."""

    def stop(error: type[Exception] = OperationalError, said: str = "connection refused") -> None:
        def fail(*_: Any) -> None:
            raise error(said)

        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", fail)
        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.executemany", fail)

    return stop


def is_strict(response: Any) -> bool:
    page = response.content.decode()
    policy = set(response.headers["Content-Security-Policy"].split("; "))
    return policy >= POLICY and not re.search(r"<style|\sstyle=|\son\w+=\"|<script>", page)


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("path", ["/", "/notices/a/", "/register/", "/sitemap.xml", "/about/"])
def test_the_public_is_told_when_to_come_back(path, error, client, away, caplog):
    away(error)

    response = client.get(path)

    assert response.status_code == 503
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
    assert is_strict(response)
    page = response.content.decode()
    assert "The register cannot be read at the moment" in page
    assert "connection refused" not in page
    assert "connection refused" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/account/login/", "/admin/ropa/processingactivity/"])
def test_staff_are_told_what_is_wrong(path, client, away):
    client.force_login(make_user("Approver"))
    away()

    response = client.get(path)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert is_strict(response)
    page = response.content.decode()
    assert "The database does not answer." in page
    assert "admin.css" in page
    assert "What you sent" not in page
    assert "connection refused" not in page


@pytest.mark.django_db
def test_staff_who_sent_something_are_told_how_not_to_lose_it(client, away):
    client.force_login(make_user("Approver"))
    away()
    # A middleware is the first to ask.
    client.raise_request_exception = False
    response = client.post("/admin/ropa/organisation/add/", {"name": "A body"})
    assert response.status_code == 503
    assert "What you sent has probably not been saved." in response.content.decode()


@pytest.mark.django_db
def test_programs_are_told_as_data_whatever_fails(client, away):
    away()
    response = client.get("/api/v1/notices")
    assert response.status_code == 503
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json()["title"] == "The register cannot be read at the moment"
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/", "The register cannot be read at the moment"),
        ("/nothing-here/", "The register cannot be read at the moment"),
        ("/admin/login/", "The database does not answer."),
        ("/api/v1/notices", "Ask again after the number of seconds"),
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_a_middleware_may_fail_too(path, sentence, debug, monkeypatch, settings):
    def fail(*_: Any) -> None:
        raise OperationalError("connection refused")

    settings.DEBUG = debug
    monkeypatch.setattr(SessionMiddleware, "process_response", fail)

    response = Client(raise_request_exception=False).get(path)

    assert response.status_code == 503
    assert sentence in response.content.decode()
    assert "connection refused" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/robots.txt", "/cookies/", "/api/", "/api/v1/openapi.json"])
def test_what_needs_no_database_answers_meanwhile(path, client, away):
    away()
    assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_style_sheets_answer_meanwhile(client, away):
    away()
    assert client.get("/static/ropa/site.css").status_code == 200


@pytest.mark.django_db
def test_another_fault_is_no_503(client, monkeypatch):
    def fault(_most: int) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(site, "publishers", fault)
    client.raise_request_exception = False

    assert client.get("/accessibility/?fault").status_code == 500


@pytest.mark.django_db
def test_a_mistake_in_a_statement_is_no_503(client, monkeypatch):
    def mistaken(*_: Any, **__: Any) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELEKT 1")

    monkeypatch.setattr(views, "published_notices", mistaken)
    client.raise_request_exception = False

    assert client.get("/notices/?fault").status_code == 500


@pytest.mark.django_db
def test_a_table_that_is_absent_is_told_with_its_place(client, monkeypatch, log_lines):
    def unmigrated(*_: Any, **__: Any) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ropa_absent")

    monkeypatch.setattr(views, "published_notices", unmigrated)

    assert client.get("/notices/?fault").status_code == 503

    [line] = log_lines("database.unavailable")
    assert line["failure"] == "not_migrated"


# What is sent piece by piece


def answered(view: Callable[[HttpRequest], HttpResponse | StreamingHttpResponse]) -> Any:
    return DatabaseUnavailable(view)(RequestFactory().get("/register.csv"))


def test_a_stream_whose_first_piece_fails_is_a_503():
    def fails():
        yield from ()
        raise OperationalError("gone")

    response = answered(lambda _: StreamingHttpResponse(fails()))

    assert response.status_code == 503
    assert not response.streaming


def test_a_stream_that_fails_later_ends_too_early_and_is_logged(log_lines):
    def fails():
        yield b"first"
        raise OperationalError("gone")

    response = answered(lambda _: StreamingHttpResponse(fails()))

    assert response.status_code == 200
    received = []
    with pytest.raises(OperationalError):
        received.extend(response)
    assert len(log_lines("database.unavailable")) == 1


@pytest.mark.django_db
def test_a_stream_is_sent_whole_and_closed():
    class Pieces:
        closed = False

        def __iter__(self):
            yield b"first, "
            yield b"second"

        def close(self):
            self.closed = True

    pieces = Pieces()
    response = answered(lambda _: StreamingHttpResponse(pieces))

    assert b"".join(response) == b"first, second"
    response.close()
    assert pieces.closed


def test_an_empty_stream_stays_one():
    assert b"".join(answered(lambda _: StreamingHttpResponse())) == b""
