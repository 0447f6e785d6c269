"""Legislation in the API."""

from __future__ import annotations

import pytest
from django.test import Client

from ropa.api.law_kinds import LawKind, kind_of
from ropa.models import ProcessingActivity, Provision
from tests.api.register import get, keys, provision_of
from tests.factories import approve, make_activity, make_legislation, make_provision

pytestmark = pytest.mark.django_db

SITE = "https://www.legislation.gov.uk"


def relying_on(*provisions: Provision) -> ProcessingActivity:
    activity = make_activity()
    activity.purposes.get().provisions.set(provisions)
    approve(activity)
    return activity


def test_the_list_names_what_the_record_relies_on_by_title(client: Client) -> None:
    # given an entry that relies on regulations, guidance and an Act
    regulations = make_legislation(
        title="B Regulations", kind="regulations", identifier="uksi/2010/1"
    )
    guidance = make_legislation(title="C guidance", kind="guidance", identifier="")
    act = make_legislation(title="A Act", identifier="ukpga/2010/9")
    make_legislation(title="Named nowhere")
    two = [make_provision(legislation=act, label=f"section {n}") for n in (10, 9)]
    relying_on(make_provision(legislation=regulations), make_provision(legislation=guidance), *two)
    # when
    items = get(client, "/legislation")["items"]
    # then
    assert [(item["title"], item["kind"]) for item in items] == [
        ("A Act", "act"),
        ("B Regulations", "regulations"),
        ("C guidance", "guidance"),
    ]
    assert items[0] == {
        "code": act.code,
        "title": "A Act",
        "kind": "act",
        "provisions": 2,
        "activities": 1,
        "url": f"http://testserver/api/v1/legislation/{act.code}",
        "page": f"http://testserver/law/{act.code}/",
    }
    assert keys(client, "/legislation", "code", kind="guidance") == [guidance.code]
    assert keys(client, "/legislation", "code", kind="assimilated") == []
    assert keys(client, "/legislation", "code", q="REGULATIONS b") == [regulations.code]


def test_legislation_has_its_provisions_in_order_with_the_activities(client: Client) -> None:
    # given two entries that rely on two sections of an Act, one of them on both
    act = make_legislation(title="A Act", identifier="ukpga/2010/9")
    tenth, ninth = (
        make_provision(legislation=act, label=f"section {n}", path=f"section/{n}") for n in (10, 9)
    )
    both, one = relying_on(ninth, tenth), relying_on(ninth)
    # when
    answer = get(client, f"/legislation/{act.code}")
    # then
    assert (answer["title"], answer["kind"]) == ("A Act", "act")
    assert answer["address"] == f"{SITE}/ukpga/2010/9"
    assert [each["provision"]["label"] for each in answer["provisions"]] == [
        "section 9",
        "section 10",
    ]
    relying = [
        [each["reference"] for each in provision["activities"]]
        for provision in answer["provisions"]
    ]
    assert relying == [[both.reference, one.reference], [both.reference]]
    assert [each["reference"] for each in answer["activities"]] == relying[0]
    for address in (answer["page"], *(each["page"] for each in answer["provisions"])):
        assert client.get(address).status_code == 200


def test_legislation_that_nothing_published_names_is_not_there(client: Client) -> None:
    draft = make_activity()
    for code in (provision_of(draft).legislation.code, "no-such"):
        assert client.get(f"/api/v1/legislation/{code}").status_code == 404


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (f"{SITE}/ukpga/2006/40/section/1", LawKind.ACT),
        (f"{SITE}/asp/2000/1", LawKind.ACT),
        (f"{SITE}/uksi/2010/2130", LawKind.REGULATIONS),
        (f"{SITE}/ssi/2010/1/regulation/2", LawKind.REGULATIONS),
        (f"{SITE}/eur/2016/679/article/6", LawKind.ASSIMILATED),
        ("https://www.gov.uk/government/publications/example", LawKind.GUIDANCE),
        ("", LawKind.GUIDANCE),
    ],
)
def test_the_address_says_what_kind_of_law_it_is(address: str, kind: LawKind) -> None:
    assert kind_of(address) is kind
