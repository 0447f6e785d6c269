"""Inspections on the public site: read from what was published with the notices."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.documents import ANNEX, regime_annexes
from inspections.models import InspectionRegime
from ropa.models import Disclosure, Notice, NoticeSection
from ropa.public.addresses import section_address
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_power,
    make_provision,
    make_reachable,
    make_regime,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

# The first also learns what is in the menus.
LIST_QUERIES = 5
# And what it names is looked up.
PAGE_QUERIES = 4
FILE_QUERIES = 2
ANNEX_QUERIES = 6


def make_full_regime(section: NoticeSection, **fields: object) -> InspectionRegime:
    """A joint regime with two inspectorates, a power of each, and one public entry."""
    regime = make_regime(
        section=section, controllership="independent", essence="Ask either of us.", **fields
    )
    regime.law.add(make_provision())
    regime.activities.add(make_activity())
    regime.service_types.create(name="children’s homes", detail="secure ones too")
    for number in (1, 2):
        body = make_organisation()
        body.contact_points.create(subject="rights", name="Rights", email=f"r{number}@body.example")
        regime.participants.create(
            organisation=body, part_played="Looks.", controller_of=f"data {number}"
        )
        regime.powers.create(
            held_by=body,
            power=make_power(enforced_by=make_power(kind="offence")),
            applied_through=make_provision(),
        )
    return regime


def published_notice(*, sections: int) -> Notice:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    for _ in range(sections - 1):
        make_section(notice, activity)
    for section in notice.sections.all():
        make_full_regime(section)
    publish(notice)
    return notice


@pytest.mark.parametrize("sections", [1, 4])
def test_annexes_take_the_same_queries_however_many_sections(
    sections: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    notice = published_notice(sections=sections)
    rows = list(notice.sections.all())
    with django_assert_num_queries(ANNEX_QUERIES):
        assert len(regime_annexes(rows)) == sections


@pytest.mark.parametrize("sections", [1, 4])
def test_pages_take_the_same_queries_however_many_regimes(
    sections: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published_notice(sections=sections)
    regime = InspectionRegime.objects.first()
    assert regime is not None
    page = f"/inspections/{regime.slug}/"
    for path, queries in (
        ("/inspections/", LIST_QUERIES),
        (page, PAGE_QUERIES),
        (f"{page}flow.svg", FILE_QUERIES),
    ):
        with django_assert_num_queries(queries):
            assert regime.title in client.get(path).content.decode()


def test_a_regime_says_who_is_controller_of_what_and_how_to_reach_them(client: Client) -> None:
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()

    page = client.get(f"/inspections/{regime.slug}/").content.decode()

    for text in (
        "Each is a separate controller of its own data.",
        "Ask either of us.",
        "r2@body.example",
        "children’s homes",
        "offence for refusing:",
        "applied here by",
        f'href="{section_address(notice.slug, notice.sections.get().slug, alone=True)}"',
    ):
        assert text in page
    asking = page.partition('id="asking"')[2].partition("</table>")[0]
    for number, row in enumerate(asking.split("<tr")[2:], start=1):
        assert f"Data {number}<" in row
        assert f"r{number}@body.example" in row
    assert page.index('id="asking"') < page.index('id="services"')
    for power in regime.powers.all():
        assert power.held_by.name in page
    assert f"/inspections/{regime.slug}/" in client.get(f"/notices/{notice.slug}/").content.decode()


def test_what_the_register_reads_so_is_marked_where_it_stands(client: Client) -> None:
    # given
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    regime = make_full_regime(notice.sections.get())
    read = make_provision()
    regime.law.add(read)
    regime.inferred_law.add(read)
    inspectorate, power = regime.participants.all()[1], regime.powers.all()[1]
    for part in (inspectorate, power):
        part.is_inferred = True
        part.save()
    publish(notice)
    # when
    page = client.get(f"/inspections/{regime.slug}/").content.decode()
    marked = re.findall(
        r"<(?:dd|th|li)\b(?:(?!</?(?:dd|th|li)\b).)*The register’s reading<", page, re.S
    )
    # then
    assert len(marked) == page.count(">The register’s reading<") == 3
    for block, name in zip(
        marked, (inspectorate.part_played, power.power.name, str(read)), strict=True
    ):
        assert name.casefold() in block.casefold()
    assert page.count("Where it says “the register’s reading”, take it as that.") == 3


def test_a_page_shows_what_was_published_not_what_stands_now(client: Client) -> None:
    published_notice(sections=1)
    regime = InspectionRegime.objects.get()
    regime.title = "Edited since"
    regime.save()

    assert "Edited since" not in client.get(f"/inspections/{regime.slug}/").content.decode()


def test_the_entries_are_the_approved_ones_by_the_titles_they_were_approved_with(
    client: Client,
) -> None:
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()
    approved = notice.sections.get().activities.get()
    approved_title = approved.title
    approved.title = "Edited since"
    approved.save()
    draft = make_activity()
    regime.activities.add(approved, draft)

    page = client.get(f"/inspections/{regime.slug}/").content.decode()

    assert f"{approved.reference} {approved_title}" in page
    assert draft.reference not in page


def test_what_is_internal_about_a_regime_is_not_frozen() -> None:
    notice = published_notice(sections=1)
    InspectionRegime.objects.update(arrangement="for staff", internal_note="for staff")

    publish_again = notice.sections.get()
    annex = regime_annexes([publish_again])[publish_again.pk]

    assert "for staff" not in annex.model_dump_json()
    assert f'"{ANNEX}":' in notice.versions.get().document


def test_a_regime_whose_notice_is_not_published_is_not_found(client: Client) -> None:
    regime = make_full_regime(make_notice(make_activity()).sections.get())

    assert client.get(f"/inspections/{regime.slug}/").status_code == 404
    assert client.get("/inspections/").status_code == 404


def test_the_only_controller_is_asked_for_everything(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    lead = make_reachable(make_organisation(name="The Inspectorate"))
    regime = make_regime(section=notice.sections.get(), lead=lead)
    publish(notice)

    page = client.get(f"/inspections/{regime.slug}/").content.decode()

    asking = page.partition('id="asking"')[2].partition("</table>")[0]
    for text in ("All information from these inspections", "The Inspectorate", "enquiries@example"):
        assert text in asking


def test_a_regime_shows_the_flow_of_its_entries_and_has_it_as_a_file(client: Client) -> None:
    notice = published_notice(sections=1)
    activity = notice.sections.get().activities.get()
    holder = activity.team.organisation.name
    # given what nobody has published yet
    body = make_organisation(name="Not published")
    Disclosure.objects.create(activity=activity, recipient=body, purpose="to see")
    regime = InspectionRegime.objects.get()

    page = client.get(f"/inspections/{regime.slug}/").content.decode()
    file = client.get(f"/inspections/{regime.slug}/flow.svg")

    assert page.count("<svg ") == 2
    assert page.count("<title id=") == 2
    assert f'href="/inspections/{regime.slug}/flow.svg"' in page
    assert "The same as a table" in page
    assert file.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in file.headers["Content-Security-Policy"]
    root = ET.fromstring(file.content)
    shown = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert holder in shown
    assert "Not published" not in page
    assert client.get("/inspections/none/flow.svg").status_code == 404


def test_regimes_are_listed_by_how_many_inspect_and_by_what_is_inspected(client: Client) -> None:
    notice = published_notice(sections=2)
    alone = InspectionRegime.objects.order_by("pk")[0]
    alone.participants.all().delete()
    alone.powers.all().delete()
    InspectionRegime.objects.filter(pk=alone.pk).update(controllership="sole", title="Alone")
    alone.service_types.update(name="Children’s homes")
    publish(notice, change_note="One inspects alone.")

    page = client.get("/inspections/").content.decode()

    together = page.index("By several inspectorates together")
    assert together < page.index("By one inspectorate") < page.index(">Alone</a>")
    services = page.partition('id="services"')[2]
    assert services.count("Children’s homes</th>") == 1
    for regime in InspectionRegime.objects.all():
        assert f'href="/inspections/{regime.slug}/"' in services


def test_an_entry_leads_to_the_inspections_of_its_sections(client: Client) -> None:
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()
    entry = notice.sections.get().activities.get()

    page = client.get(f"/register/{entry.reference}/").content.decode()

    assert f'href="/inspections/{regime.slug}/"' in page
