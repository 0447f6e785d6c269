"""Policy documents in the API: answered as privacy notices are, and apart from them."""

from __future__ import annotations

import pytest
from django.test import Client

from ropa.actions.publishing import withdraw_notice
from ropa.documents.classification import public_part
from ropa.documents.schema import NoticeDocument
from ropa.models import Notice
from tests.api.register import get, keys
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_policy_document,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy() -> Notice:
    activity = make_activity()
    approve(activity)
    policy = make_policy_document(activity)
    publish(policy)
    publish(make_notice(activity))
    return policy


def test_each_list_has_its_own_kind(client: Client, policy: Notice) -> None:
    page = get(client, "/policy-documents")
    (item,) = page["items"]
    assert page["total"] == 1
    assert (item["slug"], item["title"]) == (policy.slug, policy.title)
    assert client.get(item["url"]).status_code == client.get(item["page"]).status_code == 200
    assert policy.slug not in keys(client, "/notices", "slug")
    assert keys(client, "/policy-documents", "slug", q="no such words") == []


def test_one_is_answered_with_its_public_document_and_no_notice_is(
    client: Client, policy: Notice
) -> None:
    answer = get(client, f"/policy-documents/{policy.slug}")
    document = NoticeDocument.model_validate_json(policy.versions.get().document)
    assert answer["document"] == public_part(document)
    assert answer["document"]["principles"]
    (version,) = get(client, f"/policy-documents/{policy.slug}/versions")["items"]
    assert get(client, version["url"].partition("/api/v1")[2])["digest"] == answer["digest"]
    assert client.get(f"/api/v1/notices/{policy.slug}").status_code == 404


def test_one_that_was_withdrawn_is_gone(client: Client, policy: Notice) -> None:
    withdraw_notice(notice=policy, by=make_user("Approver"), reason="Over.", change_note="Over.")
    gone = client.get(f"/api/v1/policy-documents/{policy.slug}")
    assert gone.status_code == 410
    assert gone.json()["title"] == "This policy document was withdrawn"
