"""What the API answers where something is wrong: what happened, and what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from ropa.api import responses
from ropa.public import caching
from tests.api.register import addresses, published_register

pytestmark = pytest.mark.django_db

METHODS = (
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
)


def problem(response: Any, status: int) -> dict[str, Any]:
    """Return the problem that a response says, which must be one that the page explains."""
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    page, _, anchor = found["type"].partition("#")
    assert f'id="{anchor}"' in Client().get(page).text
    return found


@pytest.mark.parametrize(
    "path",
    ["no-such", "notices/", "notices/no-such", "notices/a b", "activities/RPA-0001/versions/-1",
     "activities/RPA-0001/versions/x", "regimes/none", "legislation/none", "a%00b", "../admin"],
)  # fmt: skip
@pytest.mark.parametrize("debug", [True, False])
def test_what_is_not_there_is_told_as_data(
    client: Client, path: str, debug: bool, settings: Any
) -> None:
    settings.DEBUG = debug
    found = problem(client.get(f"/api/v1/{path}"), 404)
    assert found["title"] == "Nothing is published at this address"


@pytest.mark.parametrize("method", METHODS)
def test_the_api_can_only_be_read(method: str) -> None:
    for path in ("", "notices", "notices/some", "no-such", "openapi.json"):
        response = Client(enforce_csrf_checks=True).generic(method, f"/api/v1/{path}")
        assert problem(response, 405)["detail"] == "Use GET or HEAD."
        assert response.headers["Allow"] == "GET, HEAD"


WRONG = [
    ("limit", "0", "Enter a whole number from 1 to 200."),
    ("limit", "201", "Enter a whole number from 1 to 200."),
    ("limit", "-1", "Enter a whole number from 1 to 200."),
    ("limit", "1e9", "Enter a whole number from 1 to 200."),
    ("limit", "", "Enter a whole number from 1 to 200."),
    ("offset", "-1", "Enter a whole number from 0 to 1,000,000."),
    ("offset", str(2**63), "Enter a whole number from 0 to 1,000,000."),
    ("offset", "9" * 5000, "Enter a whole number from 0 to 1,000,000."),
    ("offset", "1.5", "Enter a whole number from 0 to 1,000,000."),
    ("q", "x" * 201, "Enter 200 characters at most."),
    ("q", "x" * 10_000, "Enter 200 characters at most."),
    ("organisation", "no code", "Enter the code as the API gives it"),
    ("people", "\0", "Enter the code as the API gives it"),
    ("data", "", "Enter the code as the API gives it"),
    ("controller", "a" * 101, "Enter the code as the API gives it"),
    ("lawful_basis", "6-1-z", "Enter one of: 6-1-a, 6-1-b"),
    ("legal_regime", "gdpr", "Enter one of: uk-gdpr, dpa-part-3."),
    ("capacity", "both", "Enter one of: controller, processor."),
    ("changed_since", "yesterday", "Enter a date, like 2026-03-31"),
    ("changed_since", "2026-02-30", "Enter a date, like 2026-03-31"),
    ("changed_since", "2026-02-28T25:00:00Z", "Enter a date, like 2026-03-31"),
    ("changed_since", "2026-03-31T09:30:00", "Enter a date, like 2026-03-31"),
    ("changed_since", "2026-03-31T09:30:00 00:00", "In an address, write + as %2B."),
    ("changed_since", "0000-01-01", "Enter a date, like 2026-03-31"),
    ("changed_since", "1700000000", "Enter a date, like 2026-03-31"),
    ("changed_since", "٢٠٢٦-٠٣-٣١", "Enter a date, like 2026-03-31"),
]


@pytest.mark.parametrize(("name", "value", "advice"), WRONG)
def test_what_cannot_be_used_is_named_with_what_to_do(
    client: Client, name: str, value: str, advice: str
) -> None:
    found = problem(client.get("/api/v1/activities", {name: value}), 422)
    assert found["title"] == "A parameter cannot be used"
    [error] = found["errors"]
    assert error["parameter"] == name
    assert advice in error["detail"]
    assert found["detail"] == f"{name}: {error['detail']}"


def test_everything_that_cannot_be_used_is_named(client: Client) -> None:
    found = problem(client.get("/api/v1/legislation?limit=x&kind=law&q=a"), 422)
    assert found["title"] == "2 parameters cannot be used"
    assert [each["parameter"] for each in found["errors"]] == ["limit", "kind"]
    assert "act, regulations, assimilated, scottish-act" in found["detail"]


def test_no_address_passes_over_a_parameter_that_it_does_not_know(client: Client) -> None:
    for address in (*addresses(published_register()).values(), "/api/v1/openapi.json"):
        assert client.get(address).status_code == 200
        found = problem(client.get(address, {"organistaion": "x"}), 422)
        [error] = found["errors"]
        assert error["parameter"] == "organistaion"
        assert error["detail"].startswith("Leave it out.")
        is_list = address.endswith(("s", "/legislation"))
        assert ("limit, offset" in error["detail"]) == is_list


def test_a_parameter_that_is_given_twice_is_told(client: Client) -> None:
    found = problem(client.get("/api/v1/notices?q=a&q=b"), 422)
    assert found["detail"] == "q: Give it once."


def test_a_name_without_end_is_not_repeated(client: Client) -> None:
    found = problem(client.get("/api/v1/notices", {"x" * 10_000: "1"}), 422)
    assert len(str(found)) < 1000


def test_a_database_that_cannot_be_reached_is_told_as_data(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    def away() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(caching, "register_mark", away)
    # when
    response = client.get("/api/v1/notices")
    # then
    assert problem(response, 503)["title"] == "The register cannot be read at the moment"
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"


def test_what_nobody_expected_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_answer: object) -> None:
        raise ZeroDivisionError("a secret of the program")

    monkeypatch.setattr(responses, "as_json", fails)
    response = Client(raise_request_exception=False).get("/api/v1/notices")
    assert response.status_code == 500
    assert "secret" not in response.text
