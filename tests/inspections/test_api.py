"""Inspection regimes in the API."""

from __future__ import annotations

import pytest
from django.test import Client

from inspections.models import InspectionRegime
from tests.api.register import get, keys
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_regime,
    make_section,
    publish,
)
from tests.inspections.test_public import published_notice

pytestmark = pytest.mark.django_db


def test_before_a_notice_tells_of_one_there_is_none(client: Client) -> None:
    regime = make_regime()
    assert get(client, "/regimes")["items"] == []
    assert client.get(f"/api/v1/regimes/{regime.slug}").status_code == 404


def test_the_list_names_those_of_published_notices_by_title(client: Client) -> None:
    # given two regimes in a notice
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    second = make_regime(title="B visits", section=make_section(notice, activity))
    first = make_regime(title="a visits", section=make_section(notice, activity))
    publish(notice)
    # when
    page = get(client, "/regimes")
    # then
    assert [item["slug"] for item in page["items"]] == [first.slug, second.slug]
    item = page["items"][0]
    assert (item["title"], item["summary"]) == ("a visits", "What is inspected.")
    assert [body["code"] for body in item["inspectorates"]] == [first.lead.code]
    assert client.get(item["url"]).status_code == 200
    assert client.get(item["page"]).status_code == 200


def test_a_regime_is_answered_with_all_that_was_published(client: Client) -> None:
    # given
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()
    # when
    answer = get(client, f"/regimes/{regime.slug}")
    # then
    document = answer["document"]
    assert document["lead"]["code"] == regime.lead.code
    assert [each["code"] for each in document["law"]] == [each.code for each in regime.law.all()]
    assert len(document["participants"]) == regime.participants.count() > 0
    assert len(document["powers"]) == regime.powers.count() > 0
    assert answer["notice"]["slug"] == notice.slug
    assert client.get(answer["notice"]["url"]).status_code == 200
    section = notice.sections.get()
    assert answer["section"] == section.slug
    assert len(answer["activities"]) == section.section_activities.count() == 1


def test_regimes_of_an_organisation_and_by_words(client: Client) -> None:
    # given
    published_notice(sections=1)
    regime = InspectionRegime.objects.get()
    participant = regime.participants.all()[0].organisation
    # when and then
    for code in (regime.lead.code, participant.code):
        assert keys(client, "/regimes", "slug", organisation=code) == [regime.slug]
    assert keys(client, "/regimes", "slug", organisation=make_organisation().code) == []
    assert keys(client, "/regimes", "slug", q=regime.title.upper()) == [regime.slug]
    assert keys(client, "/regimes", "slug", q="zebra") == []


def test_the_root_and_the_documentation_lead_to_it(client: Client) -> None:
    assert get(client, "/")["resources"]["regimes"] == "http://testserver/api/v1/regimes"
    assert "List inspection regimes" in client.get("/api/").text
