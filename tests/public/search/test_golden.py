"""The searches in `tests/expected/searches.toml` lead where they must, on every engine."""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from ropa.models import SearchEntry
from ropa.public.search import answer, search_query

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_register")]

GOLDEN = Path(__file__).parents[2] / "expected" / "searches.toml"
SEARCHES: list[dict[str, str]] = tomllib.loads(GOLDEN.read_text())["search"]
FEWEST = 25


def pages_found(query: str, number: int) -> list[Any]:
    found = answer(search_query(query))
    return found.results(found.hits[:number])


@pytest.mark.parametrize("golden", SEARCHES, ids=[golden["query"] for golden in SEARCHES])
def test_a_search_leads_where_it_must(golden: dict[str, str]) -> None:
    number, address = (
        (1, golden["first"]) if "first" in golden else (3, golden["among_first_three"])
    )

    results = {result.page.address: result for result in pages_found(golden["query"], number)}

    assert address in results
    if "leads_to" in golden:
        result = results[address]
        links = {result.extract.address, *(part.address for part in result.shortcuts)}
        assert golden["leads_to"] in links


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len({golden["query"] for golden in SEARCHES}) == len(SEARCHES) >= FEWEST


def test_everything_that_can_be_found_is_there(client: Client) -> None:
    """Every page that can be found answers, and has every place in it that is led to."""
    places: dict[str, set[str]] = {}
    for page in SearchEntry.objects.all():
        for address in (page.address, *(place for _heading, place, *_ in page.passages)):
            path, _, anchor = address.partition("#")
            places.setdefault(path, set()).update(filter(None, [anchor]))

    missing = []
    for path, anchors in places.items():
        response = client.get(path)
        assert response.status_code == 200, path
        there = set(map(unescape, re.findall(r'\bid="([^"]+)"', response.text)))
        missing += [f"{path}#{anchor}" for anchor in anchors - there]
    assert missing == []


def test_one_page_is_one_result() -> None:
    addresses = SearchEntry.objects.values_list("address", flat=True)

    assert len(set(addresses)) == len(addresses)
