"""The OpenAPI document: valid, with an example of everything, and the documents' own schema."""

from __future__ import annotations

import re
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.test import Client
from django.urls import resolve

from ropa.api.openapi import openapi_document, operations
from ropa.documents.public_schema import public_model
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.serving.middleware import rate_of_view
from tests.api.register import addresses, published_register

pytestmark = pytest.mark.django_db

DOCUMENT = openapi_document()
OPERATIONS = {operation["operationId"]: operation for _, operation in operations(DOCUMENT)}
EXAMPLE_HOSTS = re.compile(r'https?://([^/"]+)')


def by_schema(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """What checks a value by a schema of the document."""
    whole = {**schema, "components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def resolved(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer itself, or the one it refers to."""
    if "$ref" in answer:
        found: dict[str, Any] = DOCUMENT["components"]["responses"][
            answer["$ref"].rpartition("/")[2]
        ]
        return found
    return answer


def test_it_is_served_and_is_valid_openapi_3_1(client: Client) -> None:
    response = client.get("/api/v1/openapi.json")
    assert response.headers["Content-Type"] == "application/json"
    served = response.json()
    assert served == DOCUMENT
    assert served["openapi"] == "3.1.0"
    schemathesis.openapi.from_dict(served).validate()


def test_it_has_every_operation_that_is_served(client: Client) -> None:
    known = {operation["operationId"] for _, operation in operations(DOCUMENT)}
    assert known == set(addresses(published_register()))


def test_the_documents_are_answered_in_their_own_public_schema() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    for model in (NoticeDocument, ActivityDocument):
        own = public_model(model).model_json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        for name, schema in {**own.pop("$defs"), model.__name__: own}.items():
            assert _said_alike(schemas[name]) == _said_alike(schema)
            assert schema["additionalProperties"] is False
    assert "internal_note" not in str(DOCUMENT)


def _said_alike(schema: Any) -> Any:
    """Return a schema without what OpenAPI writes otherwise than JSON Schema: that a field is empty
    by default, and a reference beside something else."""
    if isinstance(schema, list):
        return [_said_alike(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    [referred] = schema.get("allOf", [{}])
    said = {name: _said_alike(each) for name, each in schema.items() if name != "allOf"} | referred
    return {name: each for name, each in said.items() if (name, each) != ("default", None)}


def test_it_holds_no_schema_that_nothing_uses() -> None:
    used = set(re.findall(r"'#/components/schemas/(\w+)'", str(DOCUMENT)))
    assert set(DOCUMENT["components"]["schemas"]) == used


def test_every_operation_says_what_it_is_for(subtests: pytest.Subtests) -> None:
    for name, operation in OPERATIONS.items():
        with subtests.test(operation=name):
            [tag] = operation["tags"]
            assert tag in {each["name"] for each in DOCUMENT["tags"] if each["description"]}
            assert operation["summary"][0].isupper()
            assert operation["description"].endswith(".")


def test_every_answer_has_an_example_that_its_schema_allows(subtests: pytest.Subtests) -> None:
    for name, operation in OPERATIONS.items():
        with subtests.test(operation=name):
            every_answer_has_an_example(operation)


def every_answer_has_an_example(operation: dict[str, Any]) -> None:
    statuses = set(operation["responses"])
    assert {"200", "304", "422", "503"} <= statuses
    for status, answer in operation["responses"].items():
        said = resolved(answer)
        assert said["description"].endswith(".")
        for content in said.get("content", {}).values():
            by_schema(content["schema"]).validate(content["example"])
            hosts = set(EXAMPLE_HOSTS.findall(str(content["example"]).replace("'", '"')))
            # Besides the register, public bodies and the law alone.
            assert {host for host in hosts if not host.endswith(".uk")} <= {"register.example.org"}
        assert ("content" in said) == (status != "304")


def test_exactly_the_operations_that_are_limited_say_so() -> None:
    there = addresses(published_register())
    limited = {
        operation["operationId"]
        for _, operation in operations(DOCUMENT)
        if rate_of_view(resolve(there[operation["operationId"]].partition("?")[0]).view_name)
    }
    said = {
        operation["operationId"]
        for _, operation in operations(DOCUMENT)
        if "429" in operation["responses"]
    }
    assert said == limited
    assert {"listNotices", "listRegimes", "listNoticeVersions"} <= said
    assert "getNotice" not in said


@pytest.mark.parametrize("name", ["TooManyRequests", "Unavailable"])
def test_what_passes_by_itself_says_when_to_come_back(name: str) -> None:
    headers = DOCUMENT["components"]["responses"][name]["headers"]
    assert headers == {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    assert DOCUMENT["components"]["headers"]["Retry-After"]["schema"] == {"type": "integer"}


def test_every_parameter_has_an_example_that_its_schema_allows(subtests: pytest.Subtests) -> None:
    for name, operation in OPERATIONS.items():
        for parameter in operation["parameters"]:
            with subtests.test(operation=name, parameter=parameter["name"]):
                assert parameter["description"].endswith(".")
                by_schema(parameter["schema"]).validate(parameter["example"])
                assert "null" not in str(parameter["schema"])


def test_what_is_answered_is_what_the_schema_allows(client: Client) -> None:
    there = addresses(published_register())
    for _, operation in operations(DOCUMENT):
        answer = client.get(there[operation["operationId"]])
        assert answer.status_code == 200
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        by_schema(schema).validate(answer.json())
        for header in operation["responses"]["200"]["headers"]:
            assert header in answer.headers
