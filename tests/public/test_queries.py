"""Every public page takes so many queries, whatever the number of notices."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ropa.models import DataHolding, Disclosure
from tests.factories import (
    approve,
    make_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_people_category,
    make_policy_document,
    make_power,
    make_regime,
    make_section,
    publish,
)
from tests.public.addresses import addresses_by_pattern, publish_again
from tests.public.pdf.stand_ins import stand_in_for_pdfs

pytestmark = pytest.mark.django_db

MOST = 12
# Each pattern, and the queries that its page takes.
QUERIES = {
    "/.well-known/security.txt": 0,
    "/": 6,
    "/about/": 4,
    "/accessibility/": 3,
    "/api/": 1,
    "/cookies/": 1,
    "/data/": 5,
    "/data/<slug:code>/": 6,
    "/inspections/": 4,
    "/inspections/<slug:slug>/": 4,
    "/inspections/<slug:slug>/flow.svg": 2,
    "/law/": 5,
    "/law/<slug:code>/": 8,
    "/law/<slug:legislation>/<slug:code>/": 7,
    "/notices/": 4,
    "/notices/<slug:slug>.json": 3,
    "/notices/<slug:slug>.pdf": 3,
    "/notices/<slug:slug>/": 3,
    "/notices/<slug:slug>/sections/<slug:section>/": 3,
    "/notices/<slug:slug>/updates.atom": 3,
    "/notices/<slug:slug>/updates/": 3,
    "/notices/<slug:slug>/updates/compare/": 3,
    "/notices/<slug:slug>/versions/<int:number>.pdf": 3,
    "/notices/<slug:slug>/versions/<int:number>/": 3,
    "/notices/<slug:slug>/versions/<int:number>/sections/<slug:section>/": 3,
    "/notices/<slug:slug>/versions/<int:number>/whole/": 3,
    "/notices/<slug:slug>/whole/": 3,
    "/organisations/": 4,
    "/organisations/<slug:code>/": 10,
    "/people/": 5,
    "/people/<slug:code>/": 10,
    "/people/<slug:code>/<slug:question>/": 8,
    "/people/<slug:code>/<slug:question>/body/<slug:body>/": 11,
    "/people/<slug:code>/<slug:question>/information/<slug:data>/": 11,
    "/people/<slug:code>/on-one-sheet/": 7,
    "/policy-documents/": 4,
    "/policy-documents/<slug:slug>.json": 3,
    "/policy-documents/<slug:slug>.pdf": 3,
    "/policy-documents/<slug:slug>/": 4,
    "/policy-documents/<slug:slug>/updates.atom": 3,
    "/policy-documents/<slug:slug>/updates/": 3,
    "/policy-documents/<slug:slug>/updates/compare/": 3,
    "/policy-documents/<slug:slug>/versions/<int:number>.pdf": 3,
    "/policy-documents/<slug:slug>/versions/<int:number>/": 4,
    "/register.csv": 2,
    "/register.json": 3,
    "/register.jsonld": 2,
    # They were made when their links were followed, and are kept.
    "/register.xlsx": 3,
    "/register.zip": 3,
    "/register/": 6,
    "/register/<slug:reference>.json": 3,
    "/register/<slug:reference>.pdf": 3,
    "/register/<slug:reference>/": 4,
    "/register/<slug:reference>/flow.svg": 3,
    "/register/<slug:reference>/updates/": 3,
    "/register/<slug:reference>/updates/compare/": 3,
    "/register/<slug:reference>/versions/<int:number>.pdf": 3,
    "/register/<slug:reference>/versions/<int:number>/": 4,
    "/register/<slug:reference>/versions/<int:number>/flow.svg": 3,
    "/registers/": 2,
    "/registers/<slug:name>.<slug:form>": 3,
    "/registers/<slug:name>/": 8,
    "/robots.txt": 0,
    "/schemas/register-full.json": 0,
    "/schemas/register.json": 0,
    "/search/": 5,
    "/sitemap.xml": 8,
    "/updates.atom": 3,
    "/letters/<slug:kind>/<slug:key>/": 8,
    "/updates/follow/": 3,
    "/updates/": 4,
}


@pytest.mark.parametrize("number", [2, 60])
def test_few_and_many_notices_take_the_same(number: int, client: Client) -> None:
    # given notices of two sections, one with an inspection, that share an entry
    activity = make_activity()
    people = make_people_category()
    DataHolding.objects.create(
        activity=activity,
        people_category=people,
        data_category=make_data_category(),
    )
    Disclosure.objects.create(
        activity=activity, recipient=make_organisation(), purpose="to see", gateway=make_power()
    )
    approve(activity)
    for at in range(number):
        notice = make_notice(activity, slug=f"notice-{at:03}", title=f"Notice {at:03}")
        make_regime(section=make_section(notice, activity))
        publish(notice)
        publish(make_policy_document(activity, slug=f"policy-{at:03}", title=f"Policy {at:03}"))
    for _ in range(3):
        publish_again()
    stand_in_for_pdfs()
    # Of people to whom nothing but a notice speaks, less is to be read.
    addresses = addresses_by_pattern(f"/people/{people.code}/")

    # when each is asked for with a query string, so that it is made and not found kept
    taken = {}
    for pattern, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address, {"made": "now", "q": "example"})
            assert answer.status_code == 200
            assert answer.getvalue()
        taken[pattern] = len(queries)

    # then
    assert taken == QUERIES
    assert max(taken.values()) <= MOST
