"""Organisations in the API."""

from __future__ import annotations

import pytest
from django.test import Client

from ropa.models import ContactPoint, ControllerRole, DataSource, Disclosure, PowerUse, Transfer
from tests.api.register import get, keys
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_power,
    make_reachable,
    publish,
)

pytestmark = pytest.mark.django_db


def test_the_list_names_everybody_the_record_names_by_name(client: Client) -> None:
    # given an entry of one body that shares with another
    controller = make_organisation(name="Zebra Council", short_name="ZC", is_public_authority=True)
    ContactPoint.objects.create(
        organisation=make_reachable(controller), subject="dpo", email="dpo@example.org"
    )
    recipient = make_organisation(name="alpha recipient")
    make_organisation(name="Named nowhere")
    activity = make_activity()
    ControllerRole.objects.filter(activity=activity).update(organisation=controller)
    Disclosure.objects.create(activity=activity, recipient=recipient, purpose="to see it")
    approve(activity)
    # when
    items = get(client, "/organisations")["items"]
    # then
    assert [item["name"] for item in items] == ["alpha recipient", "Zebra Council"]
    assert items[1] == {
        "code": controller.code,
        "name": "Zebra Council",
        "short_name": "ZC",
        "is_public_authority": True,
        "activities": 1,
        "url": f"http://testserver/api/v1/organisations/{controller.code}",
        "page": f"http://testserver/organisations/{controller.code}/",
    }
    for item in items:
        assert client.get(item["url"]).status_code == 200
        assert client.get(item["page"]).status_code == 200
    for words in ("zebra", "zc", "COUNCIL zeb"):
        assert keys(client, "/organisations", "code", q=words) == [controller.code]
    assert keys(client, "/organisations", "code", q="council alpha") == []


def test_an_organisation_says_what_it_does_with_references_to_the_activities(
    client: Client,
) -> None:
    # given a body that is controller, receives, supplies, holds a power, and is sent data abroad
    activity = make_activity()
    body = activity.team.organisation
    giving = make_activity(transfers_position="listed")
    power = make_power()
    Disclosure.objects.create(
        activity=giving, recipient=body, purpose="to check", gateway=power, detail="Reports"
    )
    DataSource.objects.create(
        activity=giving, group="authority", organisation=body, detail="Findings", position=2
    )
    Transfer.objects.create(
        activity=giving, destination="Norway", mechanism="adequacy", recipient=body
    )
    Transfer.objects.create(
        activity=giving, destination="Peru", mechanism="adequacy", recipient=make_organisation()
    )
    PowerUse.objects.create(activity=activity, power=power, held_by=body, explanation="We may.")
    for entry in (activity, giving):
        approve(entry)
    notice = make_notice(activity, organisation=body)
    publish(notice)
    # when
    answer = get(client, f"/organisations/{body.code}")
    # then
    reference = {
        entry: [
            {
                "reference": entry.reference,
                "title": entry.title,
                "url": f"http://testserver/api/v1/activities/{entry.reference}",
            }
        ]
        for entry in (activity, giving)
    }
    assert answer["organisation"]["contact_points"][0]["email"] == "enquiries@example.org"
    assert answer["is_regulator"] is False
    assert [each["slug"] for each in answer["notices"]] == [notice.slug]
    [role] = answer["roles"]
    assert (role["role"]["code"], role["activities"]) == ("sole", reference[activity])
    [receipt] = answer["receives"]
    assert receipt["purpose"] == "to check"
    assert receipt["gateway"]["code"] == power.code
    assert [giver["code"] for giver in receipt["givers"]] == [giving.team.organisation.code]
    assert receipt["activities"] == reference[giving]
    [supply] = answer["supplies"]
    assert supply["details"] == ["Findings"]
    assert [taker["code"] for taker in supply["takers"]] == [giving.team.organisation.code]
    assert supply["activities"] == reference[giving]
    [transfer] = answer["transfers"]
    assert (transfer["destination"], transfer["mechanism"]["code"]) == ("Norway", "adequacy")
    assert transfer["activities"] == reference[giving]
    [held] = answer["powers"]
    assert held["power"]["code"] == power.code
    assert held["explanations"] == ["We may."]
    assert held["activities"] == reference[activity]


def test_the_regulator_says_that_it_is(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    publish(make_notice(activity))
    assert get(client, "/organisations/regulator")["is_regulator"] is True


def test_an_organisation_that_nothing_published_names_is_not_there(client: Client) -> None:
    hidden = make_activity(is_public=False)
    approve(hidden)
    for code in (hidden.team.organisation.code, "no-such"):
        assert client.get(f"/api/v1/organisations/{code}").status_code == 404
