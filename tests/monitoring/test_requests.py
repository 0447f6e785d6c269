"""One line of the log for each request: its id, its address, how it ended, and no secret."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path, re_path

from ropa import urls
from ropa.monitoring import context
from tests.admin.forms import signed_in
from tests.factories import make_user

MARKER = "quetzalcoatl"


def answer(request, **_captured):
    return HttpResponse("x")


def fail(request):
    raise ValueError(f"{MARKER} was not expected")


urlpatterns = [
    *urls.urlpatterns,
    path("reset/<uidb64>/<token>/", answer, name="reset"),
    path("notices/<slug:slug>/<int:number>/", answer, name="notice"),
    path("failing/", fail, name="failing"),
    path("limited/", lambda request: HttpResponse("x", status=429), name="limited"),
    path("nested/", include([re_path(r"^(?P<key>[a-z]+)/$", answer, name="key")])),
]


def test_a_request_is_told_of_in_one_line(client, db, log_lines):
    response = client.get("/about/?q=quetzalcoatl", REMOTE_ADDR="192.0.2.9")

    [line] = log_lines("request")
    assert line["status"] == 200
    assert line["method"] == "GET"
    assert line["path"] == "/about/"
    assert line["outcome"] == "ok"
    assert line["address"] == "192.0.2.9"
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert line["person"] is None
    assert 0 <= line["milliseconds"] < 60_000
    assert MARKER not in str(log_lines())


def test_who_is_signed_in_is_told_by_number(db, log_lines):
    person = make_user("Editor")
    signed_in(person).get("/admin/")

    line = log_lines("request")[-1]
    assert line["person"] == person.pk
    assert person.username not in str(log_lines())


@pytest.mark.urls("tests.monitoring.test_requests")
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (f"/reset/Mg/{MARKER}/", "/reset/<uidb64>/<token>/"),
        (f"/nested/{MARKER}/", "/nested/<key>/"),
        ("/notices/parking-permits/3/", "/notices/parking-permits/3/"),
    ],
)
def test_a_path_is_told_without_what_lets_somebody_in(client, log_lines, asked, shown):
    client.get(asked)
    [line] = log_lines("request")
    assert line["path"] == shown
    assert MARKER not in str(log_lines())


def test_a_path_that_leads_nowhere_is_cut_and_cannot_break_the_line(client, db, log_lines):
    client.get("/x%0a%e2%80%ae" + "y" * 200)

    [line] = log_lines("request")

    assert line["status"] == 404
    assert line["outcome"] == "refused"
    assert line["path"].startswith("/x\\u000a\\u202eyyy")
    assert len(line["path"]) < 100
    assert line["view"] == ""


@pytest.mark.urls("tests.monitoring.test_requests")
def test_a_fault_is_told_once_with_its_place_and_not_with_its_words(client, log_lines):
    client.raise_request_exception = False

    client.get("/failing/")

    [fault] = log_lines("request.failed")
    assert fault["exception"]["at"][-1].endswith(" fail")
    [line] = log_lines("request")
    assert line["status"] == 500
    assert line["outcome"] == "failed"
    assert fault["request_id"] == line["request_id"]
    assert MARKER not in str(log_lines())


@pytest.mark.parametrize(
    ("behind_proxy", "offered", "believed"),
    [
        (True, "4f2c9a1e-77aa-4a0b-9d6e-0123456789ab", True),
        (False, "4f2c9a1e-77aa-4a0b-9d6e-0123456789ab", False),
        (True, "short", False),
        (True, "a" * 65, False),
        (True, 'abcdefgh","person":1', False),
        (True, "abcdefgh\nabcdefgh", False),
        (True, "", False),
    ],
)
def test_an_id_is_taken_from_a_proxy_alone_and_only_if_it_looks_like_one(
    settings, behind_proxy, offered, believed
):
    settings.BEHIND_HTTPS_PROXY = behind_proxy
    request = RequestFactory().get("/", headers={"X-Request-ID": offered})
    assert (context.request_id_of(request) == offered) is believed


def test_the_answer_and_the_log_name_the_id_that_the_proxy_gave(client, db, settings, log_lines):
    settings.BEHIND_HTTPS_PROXY = True
    response = client.get("/about/", headers={"X-Request-ID": "0123456789abcdef"})
    assert response.headers["X-Request-ID"] == "0123456789abcdef"
    assert log_lines("request")[0]["request_id"] == "0123456789abcdef"


@pytest.mark.urls("tests.monitoring.test_requests")
def test_who_asks_too_often_is_told_of(client, log_lines):
    client.get("/limited/")
    [line] = log_lines("access.limited")
    assert (line["view"], line["outcome"], line["address"]) == ("limited", "refused", "127.0.0.1")


def test_a_method_nobody_knows_is_not_repeated(client, db, log_lines):
    client.generic("QUETZAL", "/about/")
    [line] = log_lines("request")
    assert line["method"] == "other"


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
@pytest.mark.parametrize("path", ["/about/", "/admin/", "/api/v1/notices"])
def test_trace_is_refused(client, db, log_lines, method, path):
    response = client.generic(method, path, headers={"cookie": f"x={MARKER}"})
    assert response.status_code == 405
    assert MARKER not in response.text
    assert log_lines("request")[0]["status"] == 405


def test_static_files_are_told_of_only_when_they_fail(client, db, log_lines):
    assert client.get("/static/govuk/nothing.css").status_code == 404
    assert client.get("/static/public.css").status_code in {200, 404}
    assert {line["status"] for line in log_lines("request")} == {404}


def test_nothing_of_one_request_stays_for_the_next_line(client, db, log_lines):
    client.get("/about/")
    logging.getLogger("ropa.tests").warning("Later")

    [line] = log_lines("Later")
    assert "request_id" not in line
    assert "address" not in line
