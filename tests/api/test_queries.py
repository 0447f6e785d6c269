"""Every operation of the API takes so many queries, however much is published; and it asks for
frozen versions, and what is made of them, alone."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ropa.models import ProcessingActivity
from ropa.public import caching
from ropa.public.page_cache import PageCache
from tests.api.register import addresses, published_register, republished
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_regime,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

MOST = 12
# Each operation, and the queries it takes while the register stays as it is.
QUERIES = {
    "getRoot": 0,
    "listNotices": 4,
    "getNotice": 3,
    "listNoticeVersions": 2,
    "getNoticeVersion": 3,
    "listPolicyDocuments": 4,
    "getPolicyDocument": 3,
    "listPolicyDocumentVersions": 2,
    "getPolicyDocumentVersion": 3,
    "listActivities": 4,
    "getActivity": 4,
    "listActivityVersions": 2,
    "getActivityVersion": 4,
    "listOrganisations": 3,
    "getOrganisation": 9,
    "listLegislation": 4,
    "getLegislation": 9,
    "listRegimes": 4,
    "getRegime": 3,
}
_TABLES = re.compile(r'(?:FROM|JOIN) "(\w+)"')


@pytest.mark.parametrize("number", [1, 15])
def test_few_and_many_take_the_same(
    number: int, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given notices with an inspection each, of an entry each, of several versions
    there = published_register()
    for _ in range(number):
        activity = make_activity()
        add_parts(activity, 1)
        approve(activity)
        notice = make_notice(activity)
        make_regime(section=make_section(notice, activity))
        publish(notice)
    shown = ProcessingActivity.objects.get(reference=there.reference)
    for at in range(number):
        republished(shown, title=f"Title {at}")
    # when each is asked for twice, and no answer is kept
    monkeypatch.setattr(caching, "_page_cache", PageCache(limit=0))
    first: dict[str, int] = {}
    then: dict[str, int] = {}
    tables: set[str] = set()
    for name, address in addresses(there).items():
        for taken in (first, then):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            taken[name] = len(queries)
            tables |= {each for query in queries for each in _TABLES.findall(query["sql"])}
    # then
    assert then == QUERIES
    assert first == QUERIES
    assert max(first.values()) <= MOST
    assert tables == {
        "inspections_regimeinforce",
        "ropa_projectionstate",
        "ropa_version",
        "ropa_notice",
        "ropa_processingactivity",
        "ropa_publisheddocument",
        "ropa_mention",
        "ropa_namedsubject",
        "ropa_namingcount",
    }
