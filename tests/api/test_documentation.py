"""The page that explains the API."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from ropa.api.openapi import openapi_document, operations
from ropa.api.operation_docs import FieldType, groups, kind_of, schemas
from ropa.api.problem_examples import PROBLEMS

pytestmark = pytest.mark.django_db

DOCUMENT = openapi_document()


class Elements(HTMLParser):
    """The ids, what names an id, attributes and elements of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.named: set[str] = set()
        self.attributes: set[str] = set()
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.attributes |= set(found)
        if "id" in found:
            self.ids.append(str(found["id"]))
        if (found.get("href") or "").startswith("#"):
            self.links.add(str(found["href"])[1:])
        for attribute in ("aria-labelledby", "aria-describedby"):
            self.named.update((found.get(attribute) or "").split())
        if tag == "style" or (tag == "script" and "src" not in found):
            self.inline.append(tag)


@pytest.fixture
def page(client: Client) -> str:
    response = client.get("/api/")
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    return response.text


def test_it_explains_every_operation_parameter_and_field(page: str) -> None:
    text = " ".join(re.sub(r"<[^>]+>", "", page).split())
    for path, operation in operations(DOCUMENT):
        assert f"GET {path}" in text
        assert operation["summary"] in text
        for parameter in operation["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
            assert parameter["description"] in text.replace("&#x27;", "'")
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert f'id="schema-{name}"' in page
        for field in schema.get("properties", {}):
            assert f"<code>{field}</code>" in page
    for problem in PROBLEMS:
        assert f'id="{problem.anchor}"' in page
        assert problem.means in text


def test_everything_it_leads_to_is_on_it_and_once(page: str) -> None:
    found = Elements(page)
    assert len(found.ids) == len(set(found.ids)) > 60
    assert found.links <= set(found.ids)
    assert len(found.links) > 40


def test_every_section_is_named_by_what_is_on_it(page: str) -> None:
    found = Elements(page)
    assert found.named <= set(found.ids)
    assert {group.anchor for group in groups(DOCUMENT)} <= found.named


def test_nothing_on_it_is_inline(page: str) -> None:
    found = Elements(page)
    assert found.inline == []
    assert not {name for name in found.attributes if name == "style" or name.startswith("on")}


def test_the_commands_on_it_work(demo_register: None, page: str, client: Client) -> None:
    commands = re.findall(r'curl --compressed "http://testserver([^"]+)"', page)
    assert len(commands) == len(list(operations(DOCUMENT)))
    assert "/api/v1/activities?limit=2" in commands
    for address in commands:
        status = client.get(address).status_code
        assert status == 200, address


def test_people_find_it(client: Client) -> None:
    assert 'href="/api/"' in client.get("/about/").text


def test_it_takes_no_query_and_is_not_sent_again(client: Client) -> None:
    etag = client.get("/api/").headers["ETag"]
    assert client.get("/api/", headers={"If-None-Match": etag}).status_code == 304
    assert client.post("/api/").status_code == 405


# In words


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string"}, FieldType("text")),
        ({"type": "string", "format": "date-time"}, FieldType("date and time")),
        ({"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
         FieldType("date or date and time")),
        ({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
         FieldType("date or nothing")),
        ({"anyOf": [{"$ref": "#/components/schemas/Term"}, {"type": "null"}]},
         FieldType("", "Term", " or nothing")),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Term"}},
         FieldType("list of ", "Term")),
        ({"type": "array", "items": {"type": "string"}}, FieldType("list of text")),
        ({"enum": ["a", "b"]}, FieldType("one of a, b")),
        ({"type": "object", "additionalProperties": True}, FieldType("names with values")),
        ({}, FieldType("any value")),
    ],
)  # fmt: skip
def test_kinds_in_words(schema: dict[str, object], kind: FieldType) -> None:
    assert kind_of(schema) == kind


def test_every_operation_is_in_one_group() -> None:
    found = [operation.name for group in groups(DOCUMENT) for operation in group.operations]
    assert sorted(found) == sorted(each["operationId"] for _, each in operations(DOCUMENT))
    assert all(group.operations for group in groups(DOCUMENT))
    assert len(schemas(DOCUMENT)) == len(DOCUMENT["components"]["schemas"])
