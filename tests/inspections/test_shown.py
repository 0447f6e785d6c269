"""What the rest of the public site knows of inspections."""

from __future__ import annotations

from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from inspections.models import InspectionRegime
from ropa.models import PowerUse
from ropa.public.extension_pages import extension_pages
from ropa.public.related_pages import related_pages
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_power,
    make_provision,
    publish,
)
from tests.inspections.test_public import make_full_regime, published_notice

pytestmark = pytest.mark.django_db


def test_a_regime_is_a_page_of_the_site_with_all_that_it_says(client: Client) -> None:
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()

    (page,) = extension_pages()

    assert (page.kind, page.name) == ("Inspections", regime.title)
    assert page.address == f"/inspections/{regime.slug}/"
    assert page.changed == notice.versions.get().created_at
    for text in (
        "What is inspected.",
        "Ask either of us.",
        "children’s homes",
        "secure ones too",
        "Looks.",
        "data 2",
        "r2@body.example",
        regime.law.get().legislation.title,
        "Each is a separate controller of its own data",
        *(use.power.name for use in regime.powers.all()),
        *(part.organisation.name for part in regime.participants.all()),
        notice.sections.get().activities.get().title,
        "The people themselves",
    ):
        assert text in page.text
        shown = unescape(strip_tags(client.get(page.address).content.decode()))
        assert text.lower() in shown.lower()


@pytest.mark.parametrize("sections", [1, 4])
def test_pages_and_parts_take_one_query_however_many_regimes(
    sections: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published_notice(sections=sections)
    lead = InspectionRegime.objects.all()[0].lead.code
    with django_assert_num_queries(1):
        assert len(extension_pages()) == sections
    with django_assert_num_queries(1):
        assert related_pages("organisation", lead)
    with django_assert_num_queries(0):
        assert not related_pages("data", "anything")


def test_the_sitemap_lists_regimes_as_of_when_they_were_published(client: Client) -> None:
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

    root = ET.fromstring(client.get("/sitemap.xml").content)

    changed = {url[0].text: url[1].text or "" for url in root.iter(f"{space}url") if len(url) > 1}
    found = changed[f"http://testserver/inspections/{regime.slug}/"]
    assert parse_datetime(found) == notice.versions.get().created_at


def test_organisations_lead_to_the_inspections_they_have_a_part_in(client: Client) -> None:
    # given a regime of which each part is played by another body, all named in an entry
    lead, joining, asking, stranger = (make_organisation() for _ in range(4))
    activity = make_activity()
    for body in (lead, joining, asking, stranger):
        PowerUse.objects.create(activity=activity, power=make_power(), held_by=body)
    approve(activity)
    notice = make_notice(activity)
    regime = make_full_regime(notice.sections.get(), lead=lead, commissioned_by=asking)
    regime.participants.create(organisation=joining, part_played="Helps.")
    publish(notice)

    link = f'href="/inspections/{regime.slug}/"'
    for body, heading in (
        (lead, "Inspections it leads"),
        (joining, "Inspections it takes part in"),
        (asking, "Inspections it asks for"),
    ):
        page = client.get(f"/organisations/{body.code}/").content.decode()
        assert f">{heading}</h2>" in page
        assert link in page
    page = client.get(f"/organisations/{stranger.code}/").content.decode()
    assert link not in page
    assert "Inspections it" not in page


def test_provisions_lead_to_the_inspections_that_rest_on_them(client: Client) -> None:
    founding, power = make_provision(), make_power()
    activity = make_activity()
    activity.purposes.get().provisions.add(founding, power.provision)
    approve(activity)
    notice = make_notice(activity)
    regime = make_full_regime(notice.sections.get())
    regime.law.add(founding)
    regime.powers.create(held_by=regime.lead, power=power)
    publish(notice)

    for provision, heading in (
        (founding, "Inspections under it"),
        (power.provision, "Inspections in which it is used"),
        (activity.purposes.get().provisions.order_by("-pk")[0], ""),
    ):
        path = f"/law/{provision.legislation.code}/{provision.code}/"
        page = client.get(path).content.decode()
        assert (f'href="/inspections/{regime.slug}/"' in page) is bool(heading)
        assert heading in page
