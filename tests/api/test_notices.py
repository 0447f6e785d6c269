"""Privacy notices in the API."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from ropa.documents.classification import public_part
from ropa.documents.schema import NoticeDocument
from ropa.models import Notice, Version
from tests.api.register import get, keys, published_register
from tests.factories import approve, make_activity, make_notice, make_organisation, publish

pytestmark = pytest.mark.django_db


def published(**fields: object) -> Notice:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity, **fields)
    publish(notice)
    return notice


def test_before_anything_is_published_the_list_is_empty(client: Client) -> None:
    page = get(client, "/notices")
    assert page == {
        "total": 0, "limit": 50, "offset": 0, "next": None, "previous": None, "items": []
    }  # fmt: skip


def test_the_list_names_what_is_in_force_by_title(client: Client) -> None:
    # given
    second, first = published(title="B notice"), published(title="A notice")
    make_notice(title="A draft")
    # when
    page = get(client, "/notices")
    # then
    assert [item["slug"] for item in page["items"]] == [first.slug, second.slug]
    assert page["total"] == 2
    item, version = page["items"][0], first.versions.get()
    assert item == {
        "slug": first.slug,
        "title": "A notice",
        "summary": first.summary,
        "applies_to": "",
        "organisation": {
            "code": first.organisation.code,
            "name": first.organisation.name,
            "url": f"http://testserver/api/v1/organisations/{first.organisation.code}",
        },
        "activities": 1,
        "version": 1,
        "digest": version.digest,
        "published": item["published"],
        "change_note": "First published.",
        "url": f"http://testserver/api/v1/notices/{first.slug}",
        "page": f"http://testserver/notices/{first.slug}/",
    }
    assert datetime.fromisoformat(item["published"]) == version.created_at
    assert client.get(item["organisation"]["url"]).status_code == 200
    assert client.get(item["page"]).status_code == 200


def test_a_notice_is_answered_with_its_public_document(client: Client) -> None:
    # given
    there = published_register()
    newest = Version.objects.filter(notice__slug=there.slug).first()
    assert newest is not None
    # when
    answer = get(client, f"/notices/{there.slug}")
    # then
    assert answer.pop("document") == public_part(
        NoticeDocument.model_validate_json(newest.document)
    )
    here = f"notices/{there.slug}/versions"
    assert answer == {
        "version": 2,
        "schema_version": newest.schema_version,
        "digest": newest.digest,
        "published": newest.created_at.isoformat().replace("+00:00", "Z"),
        "change_note": "It says more.",
        "newest": 2,
        "ended": None,
        "url": f"http://testserver/api/v1/{here}/2",
        "page": f"http://testserver/{here}/2/",
        "versions": f"http://testserver/api/v1/{here}",
    }
    for address in ("url", "page", "versions"):
        assert client.get(answer[address]).status_code == 200


def test_a_version_says_what_it_said_then(client: Client) -> None:
    there = published_register()
    old, new = (get(client, f"/notices/{there.slug}/versions/{number}") for number in (1, 2))
    assert (old["version"], old["newest"]) == (1, 2)
    assert new["document"]["introduction"] == f"{old['document']['introduction']} And more."


def test_its_versions_are_listed_newest_first(client: Client) -> None:
    there = published_register()
    page = get(client, f"/notices/{there.slug}/versions")
    assert [item["version"] for item in page["items"]] == [2, 1]
    assert [item["change_note"] for item in page["items"]] == ["It says more.", "First published."]
    for item in page["items"]:
        assert get(client, item["url"].partition("/api/v1")[2])["digest"] == item["digest"]
        assert item["in_force"] is True


def test_a_withdrawn_notice_is_gone_but_its_versions_stay(client: Client) -> None:
    # given
    slug = published_register().ended_slug
    ending = Version.objects.filter(notice__slug=slug)[0]
    for path in (f"/notices/{slug}", f"/notices/{slug}/versions/2"):
        # when
        response = client.get(f"/api/v1{path}")
        # then it says when and why, and where to go
        assert response.status_code == 410
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["title"] == "This notice was withdrawn"
        assert problem["change_note"] == "It is over."
        assert datetime.fromisoformat(problem["ended"]) == ending.created_at
        assert problem["versions"] in problem["detail"]
    versions = client.get(problem["versions"]).json()["items"]
    assert [item["in_force"] for item in versions] == [False, True]
    first = get(client, f"/notices/{slug}/versions/1")
    assert first["ended"] == problem["ended"]
    # and it is in no list
    assert slug not in keys(client, "/notices", "slug")


@pytest.mark.parametrize("path", ["/no-such", "/no-such/versions", "/no-such/versions/1"])
def test_what_was_never_published_is_not_there(client: Client, path: str) -> None:
    draft = make_notice()
    for slug in ("no-such", draft.slug):
        assert client.get(f"/api/v1/notices{path.replace('no-such', slug)}").status_code == 404


def test_a_version_that_is_not_there_is_not_there(client: Client) -> None:
    slug = published_register().slug
    for number in ("3", "9" * 30):
        assert client.get(f"/api/v1/notices/{slug}/versions/{number}").status_code == 404


# Filters


def test_notices_of_an_organisation(client: Client) -> None:
    one, _other = published(organisation=make_organisation()), published()
    assert keys(client, "/notices", "slug", organisation=one.organisation.code) == [one.slug]
    assert keys(client, "/notices", "slug", organisation="no-such") == []


def test_notices_in_which_all_words_stand(client: Client) -> None:
    one = published(title="Care homes", summary="About INSPECTIONS.", applies_to="Residents")
    published(title="Care of children")
    for words in ("care home", "inspection  residents", "CARE about inspections"):
        assert keys(client, "/notices", "slug", q=words) == [one.slug], words
    assert len(keys(client, "/notices", "slug", q="care")) == 2
    assert keys(client, "/notices", "slug", q="care zebra") == []
    assert len(keys(client, "/notices", "slug", q="")) == 2


def test_notices_that_changed_since(client: Client) -> None:
    old, new = published(), published()
    then = new.versions.get().created_at
    assert old.versions.get().created_at < then
    for since in (then.isoformat(), then.isoformat().replace("+00:00", "Z")):
        assert keys(client, "/notices", "slug", changed_since=since) == [new.slug]
    later = (then + timedelta(microseconds=1)).isoformat()
    assert keys(client, "/notices", "slug", changed_since=later) == []
    assert len(keys(client, "/notices", "slug", changed_since=then.date().isoformat())) == 2
    tomorrow = (then + timedelta(days=2)).date().isoformat()
    assert keys(client, "/notices", "slug", changed_since=tomorrow) == []
