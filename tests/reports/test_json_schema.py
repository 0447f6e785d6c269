"""Every file of the register as JSON is as the published schema says, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from ropa.reports.json_files import JSON
from ropa.reports.json_schema import schema
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.documents.filled import fill_activity
from tests.factories import approve, make_activity, make_notice, make_regulator, publish

pytestmark = pytest.mark.django_db


def exported(selection: Selection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(b"".join(JSON.write(report(selection))))
    return found


def is_valid(content: dict[str, Any], *, public: bool) -> bool:
    return bool(jsonschema_rs.validator_for(schema(public=public)).is_valid(content))


@pytest.fixture
def register() -> None:
    approve(activity := make_activity())
    make_regulator()
    publish(make_notice(activity))


def test_what_was_approved_is_as_the_schema_says(register):
    assert is_valid(exported(Selection()), public=False)
    assert is_valid(exported(Selection(is_public=True)), public=True)


def test_drafts_with_something_in_every_field_are_as_the_schema_says():
    fill_activity()
    assert is_valid(exported(Selection(is_draft=True)), public=False)


def test_an_empty_register_is_as_the_schema_says():
    for selection in (Selection(), Selection(is_draft=True)):
        assert is_valid(exported(selection), public=False)


def test_what_staff_alone_read_is_not_in_the_public_schema(register):
    content = exported(Selection())
    assert not is_valid(content, public=True)
    assert "internal_note" not in json.dumps(schema(public=True))
    assert "internal_note" in json.dumps(schema(public=False))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("digest",), None),
        (("more",), "x"),
        (("entries", 0, "document", "title"), 3),
        (("entries", 0, "document", "more"), "x"),
        (("entries", 0, "version", "number"), "one"),
        (("about", "content"), None),
    ],
    ids=str,
)
def test_anything_else_is_refused(register, path, value):
    content = exported(Selection())
    node: Any = content
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    assert not is_valid(content, public=False)


def test_the_schemas_are_published(client: Client):
    for name, public in (("register", True), ("register-full", False)):
        response = client.get(f"/schemas/{name}.json")
        assert response.headers["Content-Type"] == "application/schema+json"
        assert response.json() == schema(public=public)
        assert response.json()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        jsonschema_rs.meta.validate(response.json())
