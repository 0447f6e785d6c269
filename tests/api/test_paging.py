"""Parts of a list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.api.register import get, published_register
from tests.factories import approve, make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(db: None) -> list[str]:
    """The references of five entries, in order."""
    found = []
    for number in range(5):
        activity = make_activity(reference=f"RPA-500{number}")
        approve(activity)
        found.append(activity.reference)
    return found


def references(page: dict[str, Any]) -> list[str]:
    return [item["reference"] for item in page["items"]]


def test_a_list_is_whole_unless_it_is_long(client: Client, five: list[str]) -> None:
    page = get(client, "/activities")
    assert references(page) == five
    assert (page["total"], page["limit"], page["offset"]) == (5, 50, 0)
    assert page["next"] is page["previous"] is None


def test_following_next_leads_through_the_list_and_previous_back(
    client: Client, five: list[str]
) -> None:
    # given
    page = get(client, "/activities", limit=2, q="example")
    forth = [page]
    # when
    while page["next"]:
        page = client.get(page["next"]).json()
        forth.append(page)
    back = [page]
    while page["previous"]:
        page = client.get(page["previous"]).json()
        back.append(page)
    # then
    assert [references(each) for each in forth] == [five[:2], five[2:4], five[4:]]
    assert [references(each) for each in back] == [five[4:], five[2:4], five[:2]]
    assert all("q=example" in each["next"] for each in forth[:-1])
    assert {each["total"] for each in forth} == {5}


def test_beyond_the_end_there_is_nothing_but_the_way_back(client: Client, five: list[str]) -> None:
    page = get(client, "/activities", limit=2, offset=1_000_000)
    assert (page["items"], page["next"], page["total"]) == ([], None, 5)
    assert references(client.get(page["previous"]).json()) == five[3:]


def test_from_the_middle_previous_is_what_was_passed_over(client: Client, five: list[str]) -> None:
    page = get(client, "/activities", limit=3, offset=1)
    assert page["previous"].endswith("limit=3&offset=0")
    assert page["next"].endswith("limit=3&offset=4")


@pytest.mark.parametrize(("limit", "listed"), [(1, 1), (5, 5), (200, 5)])
def test_as_many_as_asked_for(client: Client, five: list[str], limit: int, listed: int) -> None:
    assert len(get(client, "/activities", limit=limit)["items"]) == listed


def test_every_list_comes_in_parts(client: Client) -> None:
    there = published_register()
    for path in (
        "/notices",
        "/activities",
        "/organisations",
        "/legislation",
        "/regimes",
        f"/notices/{there.slug}/versions",
        f"/activities/{there.reference}/versions",
    ):
        whole = get(client, path)
        assert whole["total"] == len(whole["items"]) >= 1
        parts = [get(client, path, limit=1, offset=at) for at in range(whole["total"])]
        assert [item for part in parts for item in part["items"]] == whole["items"]
