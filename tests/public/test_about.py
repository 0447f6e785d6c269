"""The page about the register: who keeps it, and what of its history anyone can check."""

from __future__ import annotations

import pytest

from ropa.documents.heads import head_as_at
from tests.factories import approve, make_activity, make_notice, publish

pytestmark = pytest.mark.django_db


def test_before_anything_is_published(client):
    page = client.get("/about/").content.decode()
    assert "No organisation has published a notice here yet." in page
    assert "holds no versions yet" in page


def test_it_names_the_keepers_the_number_of_versions_and_the_head(client):
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    page = client.get("/about/").content.decode()
    assert notice.organisation.name in page
    assert f'href="/notices/{notice.slug}/"' in page
    assert "The register holds 2 versions" in page
    head = head_as_at()
    assert head is not None
    assert str(head) in page
    assert f">{head.row_hash}<" in page


def test_every_page_leads_to_it(client):
    assert 'href="/about/"' in client.get("/").content.decode()


@pytest.mark.parametrize("number", [1, 12])
def test_few_and_many_notices_take_five_queries(client, number, django_assert_num_queries):
    activity = make_activity()
    approve(activity)
    for _ in range(number):
        publish(make_notice(activity))
    with django_assert_num_queries(5):
        client.get("/about/")
