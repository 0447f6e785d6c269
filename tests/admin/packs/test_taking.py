"""The pages of a starter pack: choose, see what would be made, take it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from ropa.models import ProcessingActivity, RegisterImport, Team
from ropa.packs.reading import read_packs
from tests.admin.forms import signed_in, text_of
from tests.factories import make_organisation, make_team, make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/packs/everyone/"
STAFF = "team-5"


@pytest.fixture
def team() -> Team:
    return make_team(organisation=make_organisation(name="Hill Council"))


@pytest.fixture
def approver(team: Team) -> User:
    return make_user("Approver")


def choice(team: Team, *keys: str, **more: Any) -> dict[str, Any]:
    return {
        "organisation": team.organisation.code,
        "entry": [*keys],
        STAFF: team.code,
    } | more


def test_a_pack_is_chosen_seen_and_taken(approver: User, team: Team) -> None:
    # given
    client = signed_in(approver)
    assert ADDRESS in client.get(reverse("admin:packs")).text
    listed = text_of(client.get(ADDRESS).text)
    assert "for Hill Council" in listed
    assert "We record when our staff are ill and help them come back to work." in listed
    # when
    preview = client.post(ADDRESS, choice(team, "sickness-absence"))
    assert "RPA-0001 Sickness absence" in text_of(preview.text)
    assert "HM Revenue and Customs" in preview.text
    assert not ProcessingActivity.objects.exists()
    done = client.post(ADDRESS, choice(team, "sickness-absence", sure="yes"), follow=True)
    # then
    assert ProcessingActivity.objects.get().team == team
    assert "A starter pack" in text_of(done.text)
    assert "Undo this import" in done.text
    again = text_of(client.get(ADDRESS).text)
    assert "Sickness absence is in the register from this pack" in again


def test_what_is_missing_is_said_at_its_place(approver: User, team: Team) -> None:
    client = signed_in(approver)

    no_team = client.post(ADDRESS, choice(team, "sickness-absence", **{STAFF: ""}))
    nothing = client.post(ADDRESS, choice(team))

    assert (no_team.status_code, nothing.status_code) == (400, 400)
    assert "Choose the team that keeps the entries under “Staff”." in no_team.text
    assert "Choose at least one entry" in nothing.text


def test_of_several_organisations_one_is_chosen_first(approver: User, team: Team) -> None:
    make_team(organisation=make_organisation(name="Dale Council"))
    client = signed_in(approver)

    asked = client.get(ADDRESS)
    chosen = client.get(ADDRESS, {"organisation": team.organisation.code})

    assert "For which organisation" in asked.text
    assert "for Hill Council" in text_of(chosen.text)


def test_who_may_not_add_reference_data_learns_who_can(team: Team) -> None:
    client = signed_in(make_user("Editor", team))

    page = client.post(ADDRESS, choice(team, "sickness-absence", sure="yes"))

    assert "has no role to add what these entries need" in page.text
    assert "Ask an approver to take them" in page.text
    assert not RegisterImport.objects.exists()


def test_who_only_reads_takes_nothing(team: Team) -> None:
    client = signed_in(make_user("Auditor"))

    assert "Show what would be made" not in client.get(ADDRESS).text
    assert client.post(ADDRESS, choice(team, "sickness-absence")).status_code == 403


def test_a_page_of_many_taken_entries_takes_no_more_queries(
    approver: User, team: Team, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(approver)
    keys = [entry.key for entry in read_packs().packs["everyone"].headings["Staff"]]
    client.post(ADDRESS, choice(team, keys[0], sure="yes"))
    with django_assert_max_num_queries(30):
        client.get(ADDRESS)
    client.post(ADDRESS, choice(team, *keys, sure="yes"))
    assert ProcessingActivity.objects.count() == len(keys)

    with django_assert_max_num_queries(30):
        client.get(ADDRESS)


def test_what_a_later_edition_says_is_shown_and_brought_where_it_is_ticked(
    approver: User, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    client = signed_in(approver)
    client.post(ADDRESS, choice(team, "sickness-absence", sure="yes"))
    library, pack = read_packs(), read_packs().packs["everyone"]
    entry = pack.by_key["sickness-absence"]
    row = replace(entry.row, values=entry.content | {"summary": "We pay sick pay."})
    later = replace(pack, edition=date(2027, 6, 1), entries=(replace(entry, row=row),))
    changed = replace(library, packs={"everyone": later})
    monkeypatch.setattr("ropa.admin.packs.taking.read_packs", lambda: changed)
    # when
    page = text_of(client.get(ADDRESS).text)
    assert "1 difference since the edition of 1 December 2026" in page
    assert "Now: We pay sick pay." in page
    client.post(ADDRESS, choice(team, renew="sickness-absence", sure="yes"))
    # then
    assert ProcessingActivity.objects.get().summary == "We pay sick pay."
    assert "difference since" not in client.get(ADDRESS).text


def test_a_pack_that_there_is_not_is_not_found(approver: User) -> None:
    assert signed_in(approver).get("/admin/packs/moon-base/").status_code == 404
