"""The record of processing in the API."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from ropa.documents.classification import public_part
from ropa.documents.schema import ActivityDocument
from ropa.models import ControllerRole, Disclosure, Purpose, Version
from ropa.models.grounds import LawfulBasis, LegalRegime
from tests.api.register import get, keys, provision_of, published_register, republished
from tests.factories import (
    approve,
    make_activity,
    make_approved_activity,
    make_organisation,
    make_processor_entry,
)

pytestmark = pytest.mark.django_db


def references(client: Client, **query: object) -> list[str]:
    return keys(client, "/activities", "reference", **query)


def test_the_list_names_what_is_public_and_in_force_by_reference(client: Client) -> None:
    # given
    second, first = (
        make_approved_activity(reference="RPA-9002"),
        make_approved_activity(reference="RPA-9001"),
    )
    make_activity()
    make_approved_activity(is_public=False)
    # when
    page = get(client, "/activities")
    # then
    assert [item["reference"] for item in page["items"]] == ["RPA-9001", "RPA-9002"]
    item, version = page["items"][0], first.versions.get()
    holding = first.data_holdings.get()
    organisation = first.team.organisation
    assert item == {
        "reference": "RPA-9001",
        "title": first.title,
        "summary": first.summary,
        "legal_regime": {"code": "uk-gdpr", "name": LegalRegime.UK_GDPR.label},
        "capacity": {"code": "controller", "name": "As controller: we decide"},
        "controllers": [
            {
                "organisation": {
                    "code": organisation.code,
                    "name": organisation.name,
                    "url": f"http://testserver/api/v1/organisations/{organisation.code}",
                },
                "role": {"code": "sole", "name": item["controllers"][0]["role"]["name"]},
            }
        ],
        "lawful_bases": [{"code": "6-1-e", "name": LawfulBasis.PUBLIC_TASK.label}],
        "people": [{"code": holding.people_category.code, "name": holding.people_category.name}],
        "data": [{"code": holding.data_category.code, "name": holding.data_category.name}],
        "version": 1,
        "digest": version.digest,
        "published": item["published"],
        "change_note": version.change_note,
        "url": "http://testserver/api/v1/activities/RPA-9001",
        "page": "http://testserver/register/RPA-9001/",
    }
    assert datetime.fromisoformat(item["published"]) == version.created_at
    assert client.get(item["page"]).status_code == 200
    assert second.reference == "RPA-9002"


def test_an_activity_is_answered_with_its_public_document(client: Client) -> None:
    # given
    there = published_register()
    newest = Version.objects.filter(activity__reference=there.reference)[0]
    # when
    answer = get(client, f"/activities/{there.reference}")
    # then
    document = ActivityDocument.model_validate_json(newest.document)
    assert answer["document"] == public_part(document)
    assert (answer["version"], answer["newest"], answer["ended"]) == (2, 2, None)
    assert answer["digest"] == newest.digest
    # and the notices in force that tell of it
    assert [notice["slug"] for notice in answer["notices"]] == [there.slug]
    assert client.get(answer["notices"][0]["url"]).status_code == 200
    for address in ("url", "page", "versions"):
        assert client.get(answer[address]).status_code == 200


def test_a_version_says_what_it_said_then(client: Client) -> None:
    reference = published_register().reference
    old, new = (get(client, f"/activities/{reference}/versions/{number}") for number in (1, 2))
    assert new["document"]["summary"] == f"{old['document']['summary']} And more."
    listed = get(client, f"/activities/{reference}/versions")["items"]
    assert [item["digest"] for item in listed] == [new["digest"], old["digest"]]


def test_an_activity_that_ended_is_gone_but_its_versions_stay(client: Client) -> None:
    reference = published_register().ended_reference
    response = client.get(f"/api/v1/activities/{reference}")
    assert response.status_code == 410
    assert response.json()["title"] == "This activity has ended"
    assert response.json()["change_note"] == "It is over."
    assert get(client, f"/activities/{reference}/versions")["total"] == 2
    assert get(client, f"/activities/{reference}/versions/1")["ended"] == response.json()["ended"]
    assert reference not in references(client)


def test_what_became_internal_is_not_there_with_all_its_past(client: Client) -> None:
    activity = make_approved_activity()
    assert references(client) == [activity.reference]
    republished(activity, is_public=False)
    for path in ("", "/versions", "/versions/1", "/versions/2"):
        response = client.get(f"/api/v1/activities/{activity.reference}{path}")
        assert response.status_code == 404, path
    assert references(client) == []


# Filters


def test_activities_that_name_an_organisation(client: Client) -> None:
    # given one that shares with a body, and one of which the same body is processor
    body = make_organisation()
    sharing, processing, _other = make_activity(), make_activity(), make_approved_activity()
    Disclosure.objects.create(activity=sharing, recipient=body, purpose="to see it")
    ControllerRole.objects.create(activity=processing, organisation=body, role="processor")
    for activity in (sharing, processing):
        approve(activity)
    # when and then
    found = sorted([sharing.reference, processing.reference])
    assert references(client, organisation=body.code) == found
    assert references(client, controller=body.code) == []


def test_activities_of_a_controller(client: Client) -> None:
    one, _other = make_approved_activity(), make_approved_activity()
    assert references(client, controller=one.team.organisation.code) == [one.reference]
    assert references(client, controller="no-such") == []


def test_activities_on_a_lawful_basis(client: Client) -> None:
    one = make_activity()
    Purpose.objects.create(
        activity=one, statement="ask", lawful_basis=LawfulBasis.CONSENT, position=2
    )
    approve(one)
    make_approved_activity()
    assert references(client, lawful_basis="6-1-a") == [one.reference]
    assert len(references(client, lawful_basis="6-1-e")) == 2
    assert references(client, lawful_basis="6-1-f") == []


def test_activities_under_a_law(client: Client) -> None:
    activity = make_approved_activity()
    assert references(client, legal_regime="uk-gdpr") == [activity.reference]
    assert references(client, legal_regime="dpa-part-3") == []


def test_activities_in_which_the_body_decides_or_works_for_others(client: Client) -> None:
    activity, done_for_others = make_approved_activity(), make_processor_entry()
    approve(done_for_others)
    assert references(client, capacity="controller") == [activity.reference]
    assert references(client, capacity="processor") == [done_for_others.reference]


@pytest.mark.parametrize("name", ["people", "data", "legislation"])
def test_activities_that_hold_or_rely_on_something(client: Client, name: str) -> None:
    one, _other = make_approved_activity(), make_approved_activity()
    holding = one.data_holdings.get()
    code = {
        "people": holding.people_category.code,
        "data": holding.data_category.code,
        "legislation": provision_of(one).legislation.code,
    }[name]
    assert references(client, **{name: code}) == [one.reference]
    assert references(client, **{name: "no-such"}) == []


def test_activities_in_which_all_words_stand(client: Client) -> None:
    one = make_approved_activity(reference="RPA-7000", title="Visits", summary="We go to homes.")
    make_approved_activity()
    for words in ("rpa-7000", "VISITS homes", "do an example visit"):
        assert references(client, q=words) == ["RPA-7000"], words
    assert one.reference == "RPA-7000"
    assert len(references(client, q="example")) == 2
    assert references(client, q="visits zebra") == []


def test_activities_that_changed_since(client: Client) -> None:
    one, other = make_approved_activity(), make_approved_activity()
    then = republished(one, title="Another").created_at
    assert references(client, changed_since=then.isoformat()) == [one.reference]
    assert references(client, changed_since=(then + timedelta(seconds=1)).isoformat()) == []
    assert other.reference in references(client, changed_since="2020-01-01")


def test_filters_together_let_through_what_each_does(client: Client) -> None:
    one, other = (
        make_approved_activity(title="Visits"),
        make_approved_activity(title="Visits again"),
    )
    controller = one.team.organisation.code
    assert references(client, q="visits", controller=controller) == [one.reference]
    people = other.data_holdings.get().people_category.code
    assert references(client, people=people, controller=controller) == []
