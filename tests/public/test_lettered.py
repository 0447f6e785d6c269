"""Lists of subjects: whole while they are short, by letter and by page once they are long."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from ropa.models import NamedSubject, Version
from ropa.public.subjects.lettered import MOST_TOGETHER
from tests.factories import add_parts, approve, make_activity

pytestmark = pytest.mark.django_db
_LETTERS = re.compile(r'href="\?letter=([^"]+)"[^>]*>([^<]+) <span class="app-quiet">(\d+)</span>')


# What a document says of each kind, beside a code and a name.
_SAID: dict[str, dict[str, Any]] = {
    "people": {"description": ""},
    "organisation": {
        "short_name": "",
        "description": "",
        "website": "",
        "privacy_notice_url": "",
        "contact_points": (),
    },
    "legislation": {},
    "data": {"description": "", "sensitivity": {"code": "ordinary", "name": "Ordinary"}},
}


def make_subjects(kind: str, *names: str, are_children: bool = False) -> None:
    """Have the register name some subjects, as its only entry might."""
    said = _SAID[kind] | ({"are_children": are_children} if kind == "people" else {})
    version = Version.objects.get()
    NamedSubject.objects.bulk_create(
        NamedSubject(
            key=f"{kind}:{code}",
            kind=kind,
            code=code,
            sorted_as=name.lower(),
            letter="Child" if are_children else name[0],
            rank=0,
            version=version,
            description={"code": code, "name": name, **said},
        )
        for name in names
        if (code := slugify(name))
    )


@pytest.fixture
def only_entry() -> None:
    entry = make_activity()
    add_parts(entry, 1)
    approve(entry)
    NamedSubject.objects.all().delete()


@pytest.mark.usefixtures("only_entry")
@pytest.mark.parametrize(
    ("address", "kind", "expected"),
    [
        ("/people/", "people", 5),
        ("/organisations/", "organisation", 4),
        ("/law/", "legislation", 5),
        ("/data/", "data", 5),
    ],
)
def test_few_and_many_take_the_same(address: str, kind: str, expected: int, client: Client) -> None:
    def queries_taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"made": "now"}).status_code == 200
        return len(queries)

    # given a short list, and a process that knows the menus
    client.get("/about/")
    make_subjects(kind, "A one", "B one")
    few = queries_taken()
    # when it gets long
    make_subjects(kind, *(f"A{n}" for n in range(MOST_TOGETHER)))
    # then it takes no more
    assert (few, queries_taken()) == (expected, expected)


@pytest.mark.usefixtures("only_entry")
def test_a_short_list_stands_on_one_page(client: Client) -> None:
    make_subjects("data", *(f"A{n:03}" for n in range(MOST_TOGETHER - 1)), "Bones")

    page = client.get("/data/").content.decode()

    assert page.count("0 entries") == MOST_TOGETHER
    assert "?letter=" not in page
    assert "?page=" not in page


@pytest.mark.usefixtures("only_entry")
def test_a_long_list_shows_a_letter_by_page_and_leads_to_the_others(client: Client) -> None:
    # given more under one letter than a page lists
    make_subjects("data", *(f"A{n:03}" for n in range(MOST_TOGETHER + 1)), "Bones", "Élan")
    # when
    first, more, other, unknown = (
        client.get("/data/", asked).content.decode()
        for asked in ({}, {"letter": "A", "page": "2"}, {"letter": "É"}, {"letter": "?"})
    )
    # then
    assert _LETTERS.findall(first) == [
        ("A", "A", str(MOST_TOGETHER + 1)),
        ("B", "B", "1"),
        ("%C3%89", "É", "1"),
    ]
    assert "A199" in first
    assert "A200" not in first
    assert "?page=2&amp;letter=A" in first
    assert "A200" in more
    assert "A199" not in more
    assert "Élan" in other
    assert "Bones" not in other
    assert _LETTERS.findall(unknown) == _LETTERS.findall(first)
    assert 'aria-current="page">A <' in unknown


@pytest.mark.usefixtures("only_entry")
def test_children_come_before_the_letters(client: Client) -> None:
    # given many groups of people, some of them children
    make_subjects("people", *(f"A{n:03}" for n in range(MOST_TOGETHER)))
    make_subjects("people", "Zoe", are_children=True)
    # when
    children, others = (
        client.get("/people/", asked).content.decode() for asked in ({}, {"letter": "A"})
    )
    # then
    assert _LETTERS.findall(children) == [
        ("Child", "Children and young people", "1"),
        ("A", "A", str(MOST_TOGETHER)),
    ]
    assert "Zoe" in children
    assert "A001" not in children
    assert "A001" in others
    assert "Zoe" not in others
