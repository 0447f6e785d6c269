"""Legislation in the API."""

from __future__ import annotations

import pytest
from django.test import Client

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


def test_law_that_is_published_elsewhere_says_its_kind_and_where_it_is_law(client: Client) -> None:
    # given
    charter = make_legislation(
        title="The Charter",
        kind="charter",
        identifier="",
        publication_url="https://example.org/charter",
        extent="E+W",
    )
    old = make_legislation(identifier="ukpga/Geo6/11-12/29")
    relying_on(
        make_provision(legislation=charter, label="article 3", path=""),
        make_provision(legislation=old, label="section 21", path="section/21"),
    )
    # when
    found = {code: get(client, f"/legislation/{code}") for code in (charter.code, old.code)}
    page = client.get(f"/law/{charter.code}/").text
    # then
    assert (found[charter.code]["kind"], found[old.code]["kind"]) == ("charter", "act")
    assert found[charter.code]["extent"] == "England and Wales"
    assert found[old.code]["address"] == f"{SITE}/ukpga/Geo6/11-12/29"
    assert "Royal charter. It is law in: England and Wales." in page
    assert keys(client, "/legislation", "code", kind="charter") == [charter.code]
