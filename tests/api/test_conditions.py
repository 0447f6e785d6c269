"""Answers are not sent again to whoever has them, and can be read from anywhere."""

from __future__ import annotations

import gzip
import json

import pytest
from django.test import Client

from ropa.models import Notice, ProcessingActivity
from tests.api.register import addresses, published_register
from tests.factories import approve, make_activity, make_notice, publish

pytestmark = pytest.mark.django_db

LISTS = {"listNotices", "listActivities", "listOrganisations", "listLegislation"}


def test_every_answer_can_be_asked_for_again(client: Client) -> None:
    for address in (*addresses(published_register()).values(), "/api/v1/openapi.json"):
        # given somebody who has an answer
        first = client.get(address)
        assert first.status_code == 200
        etag = first.headers["ETag"]
        assert etag.startswith('"')
        assert "max-age=" in first.headers["Cache-Control"]
        assert first.headers["Cache-Control"].startswith("public")
        # when they ask again
        for condition in (
            {"If-None-Match": etag},
            {"If-None-Match": f'"other", {etag}'},
            {"If-Modified-Since": first.headers["Last-Modified"]},
        ):
            again = client.get(address, headers=condition)
            # then
            assert (again.status_code, again.content) == (304, b""), (address, condition)
            assert again.headers["ETag"] == etag
            assert again.headers["Access-Control-Allow-Origin"] == "*"
        assert client.get(address, headers={"If-None-Match": '"other"'}).content == first.content


def test_an_answer_changes_with_what_it_is_made_from(client: Client) -> None:
    # given everybody has every answer
    there = published_register()
    etags = {
        name: client.get(address).headers["ETag"] for name, address in addresses(there).items()
    }
    # when another notice is published
    activity = make_activity()
    approve(activity)
    publish(make_notice(activity))
    # then the lists that it is in are sent again; one version of a notice, and the list of
    # inspections, which it is not about, are not
    for name, address in addresses(there).items():
        status = client.get(address, headers={"If-None-Match": etags[name]}).status_code
        if name in LISTS:
            assert status == 200, name
        if name in {"getNotice", "getNoticeVersion", "getRoot", "listRegimes"}:
            assert status == 304, name


def test_a_list_is_never_older_than_the_register(client: Client) -> None:
    there = published_register()
    first = client.get("/api/v1/activities").json()["items"][0]
    activity = ProcessingActivity.objects.get(reference=there.reference)
    activity.title = "Another title"
    activity.save()
    approve(activity)
    for _ in range(2):
        again = client.get("/api/v1/activities").json()["items"][0]
        assert (again["title"], again["version"]) == ("Another title", first["version"] + 1)


def test_what_differs_in_its_query_is_another_answer(client: Client) -> None:
    published_register()
    one, other = (client.get("/api/v1/activities", {"limit": limit}) for limit in (1, 2))
    assert one.headers["ETag"] != other.headers["ETag"]
    etag = {"If-None-Match": one.headers["ETag"]}
    assert client.get("/api/v1/activities", {"limit": 1}, headers=etag).status_code == 304
    assert client.get("/api/v1/activities", {"limit": 2}, headers=etag).status_code == 200


def test_head_says_the_same_without_content(client: Client) -> None:
    there = published_register()
    paths = (*addresses(there).values(), "/api/v1/none", f"/api/v1/notices/{there.ended_slug}")
    for path in paths:
        got, head = client.get(path), client.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        for header in ("ETag", "Content-Type", "Cache-Control", "Access-Control-Allow-Origin"):
            assert head.headers.get(header) == got.headers.get(header)


def test_pages_of_other_sites_can_read_answers(client: Client) -> None:
    published_register()
    response = client.get("/api/v1/notices", headers={"Origin": "https://elsewhere.example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies


def test_what_has_ended_can_be_kept_for_a_while(client: Client) -> None:
    response = client.get(f"/api/v1/notices/{published_register().ended_slug}")
    assert response.status_code == 410
    assert "max-age=" in response.headers["Cache-Control"]


def test_answers_travel_compressed(client: Client) -> None:
    notice = f"/api/v1/notices/{published_register().slug}"
    plain = client.get(notice)
    small = client.get(notice, headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert json.loads(gzip.decompress(small.content)) == plain.json()
    assert Notice.objects.exists()
