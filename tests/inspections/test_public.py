"""Inspections on the public site: read from what was published with the notices."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from inspections.documents import ANNEX, regime_annexes
from inspections.models import InspectionRegime
from ropa.models import Notice, NoticeSection
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_power,
    make_provision,
    make_regime,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

PAGE_QUERIES = 1
ANNEX_QUERIES = 8


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
    for path in ("/inspections/", f"/inspections/{regime.slug}/"):
        with django_assert_num_queries(PAGE_QUERIES):
            assert regime.title in client.get(path).content.decode()


def test_a_regime_says_who_is_controller_of_what_and_how_to_reach_them(client: Client) -> None:
    notice = published_notice(sections=1)
    regime = InspectionRegime.objects.get()

    page = client.get(f"/inspections/{regime.slug}/").content.decode()

    for text in (
        "Each is a separate controller of its own data.",
        "Ask either of us.",
        "Controller of: data 1.",
        "Controller of: data 2.",
        "r2@body.example",
        "children’s homes",
        "offence for refusing:",
        "applied here by",
        f'href="/notices/{notice.slug}/#{notice.sections.get().slug}"',
    ):
        assert text in page
    for power in regime.powers.all():
        assert power.held_by.name in page
    assert f"/inspections/{regime.slug}/" in client.get(f"/notices/{notice.slug}/").content.decode()


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
    assert "No notice about inspections" in client.get("/inspections/").content.decode()
