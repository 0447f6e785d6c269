"""Taking entries of a pack: once, again, from a later edition, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ropa.imports.rows import FileRow
from ropa.imports.undoing import undo_import, undo_plan
from ropa.models import DataHolding, Organisation, ProcessingActivity, RegisterImport, Team
from ropa.models.base import ReferenceRow
from ropa.packs.editions import standings
from ropa.packs.reading import Pack, PackEntry, read_packs
from ropa.packs.taking import PackChoice, TakingPlan, problems_of, take, taking_plan
from ropa.tables.shapes import tables
from tests.factories import make_organisation, make_team, make_user

pytestmark = pytest.mark.django_db

SICKNESS = "sickness-absence"


@pytest.fixture
def pack() -> Pack:
    whole = read_packs().packs["everyone"]
    return replace(whole, entries=(whole.by_key[SICKNESS],))


@pytest.fixture
def team() -> Team:
    return make_team()


def plan(pack: Pack, team: Team, *renewed: str) -> TakingPlan:
    teams = dict.fromkeys(pack.by_key, team)
    choice = PackChoice(pack, team.organisation, teams, frozenset(renewed))
    return taking_plan(choice, read_packs())


def taken(pack: Pack, team: Team, *renewed: str) -> RegisterImport:
    imported, _ = take(plan(pack, team, *renewed), by=None)
    return imported


def later(pack: Pack, **values: object) -> Pack:
    """The next edition of a pack, whose entry says something else."""
    (entry,) = pack.entries
    row = FileRow("activities", entry.content | values, entry.row.place)
    return replace(pack, edition=date(2027, 6, 1), entries=(PackEntry(entry.key, row),))


def reference_rows() -> dict[str, set[str]]:
    """The codes of the reference rows that the register has, by table."""
    return {
        name: set(shape.model._default_manager.values_list("code", flat=True))
        for name, shape in tables().items()
        if issubclass(shape.model, ReferenceRow)
    }


def test_an_entry_is_taken_as_a_draft_of_the_body_with_nothing_confirmed(
    pack: Pack, team: Team
) -> None:
    taken(pack, team)

    entry = ProcessingActivity.objects.get()
    assert entry.reference == "RPA-0001"
    assert entry.team == team
    assert entry.controller_roles.get().organisation == team.organisation
    assert set(entry.purposes.values_list("is_inferred", flat=True)) == {True}
    assert set(DataHolding.objects.values_list("is_inferred", flat=True)) == {True}
    assert entry.security_measures.exclude(to_be_supplied="").count() == 2


def test_only_the_reference_rows_it_names_are_added_and_those_there_are_used(
    pack: Pack, team: Team
) -> None:
    tax_office = make_organisation(code="the-tax-people", name="HM Revenue & Customs")

    taken(pack, team)

    assert ProcessingActivity.objects.get().disclosures.filter(recipient=tax_office).exists()
    assert not Organisation.objects.filter(code__in=["hmrc", "dwp"]).exists()


def test_a_pack_taken_twice_doubles_nothing(pack: Pack, team: Team) -> None:
    taken(pack, team)

    assert not plan(pack, team).entries


def test_an_entry_of_the_same_title_is_there_already(pack: Pack, team: Team) -> None:
    mine = ProcessingActivity.objects.create(
        reference="RPA-0007", title="Sickness absence", summary="We do.", team=team
    )

    assert standings(pack, team.organisation)[SICKNESS].activity == mine
    assert not plan(pack, team).entries


def test_another_body_takes_it_under_a_title_of_its_own(pack: Pack, team: Team) -> None:
    taken(pack, team)

    taken(pack, make_team(organisation=make_organisation(name="Hill Council")))

    assert ProcessingActivity.objects.filter(title="Sickness absence (Hill Council)").exists()


def test_a_later_edition_is_offered_and_brings_what_it_says(pack: Pack, team: Team) -> None:
    taken(pack, team)
    next_edition = later(pack, summary="We pay sick pay.", if_not_provided="", channels=[])
    standing = standings(next_edition, team.organisation)[SICKNESS]

    taken(next_edition, team, SICKNESS)

    assert {each.label for each in standing.differences} == {
        "Summary",
        "What follows if they do not",
        "How it reaches us",
    }
    entry = ProcessingActivity.objects.get()
    assert (entry.summary, entry.if_not_provided) == ("We pay sick pay.", "")
    assert not entry.channels.exists()
    assert not standings(next_edition, team.organisation)[SICKNESS].differences


def test_what_a_later_edition_no_longer_says_goes(pack: Pack, team: Team) -> None:
    taken(pack, team)
    (entry,) = pack.entries
    shorter = {name: each for name, each in entry.content.items() if name != "if_not_provided"}
    row = FileRow("activities", shorter, entry.row.place)
    next_edition = replace(pack, entries=(PackEntry(entry.key, row),))

    taken(next_edition, team, SICKNESS)

    assert ProcessingActivity.objects.get().if_not_provided == ""


def test_an_adapted_entry_is_left_alone(pack: Pack, team: Team) -> None:
    taken(pack, team)
    holding = DataHolding.objects.first()
    assert holding
    holding.detail = "for as long as they are ill"
    holding.save()
    next_edition = later(pack, summary="We pay sick pay.")

    standing = standings(next_edition, team.organisation)[SICKNESS]

    assert standing.differences
    assert not standing.can_be_renewed
    assert not plan(next_edition, team, SICKNESS).entries


def test_taking_is_undone_as_an_import_and_the_pack_can_be_taken_again(
    pack: Pack, team: Team
) -> None:
    imported = taken(pack, team)

    undo_import(imported, make_user("Approver"))

    assert not ProcessingActivity.objects.exists()
    assert not Organisation.objects.filter(code="hmrc").exists()
    assert plan(pack, team).references == {SICKNESS: "RPA-0002"}


def test_of_two_packs_that_share_rows_nothing_is_left_once_both_are_undone(
    pack: Pack, team: Team
) -> None:
    whole = read_packs().packs["everyone"]
    before = reference_rows()
    first = taken(pack, team)
    second = taken(replace(whole, entries=(whole.by_key["pay"],)), team)
    approver = make_user("Approver")

    undo_import(first, approver)
    shared = Organisation.objects.filter(code="hmrc").exists()
    said = undo_plan(second, approver).added
    undo_import(second, approver)

    assert shared
    assert "organisation “HM Revenue and Customs”" in said
    assert reference_rows() == before


def test_a_row_left_by_a_pack_stays_if_somebody_changed_it(pack: Pack, team: Team) -> None:
    whole = read_packs().packs["everyone"]
    first = taken(pack, team)
    second = taken(replace(whole, entries=(whole.by_key["pay"],)), team)
    undo_import(first, make_user("Approver"))
    tax_office = Organisation.objects.get(code="hmrc")
    tax_office.description = "It collects taxes."
    tax_office.save()

    undo_import(second, make_user("Approver"))

    assert Organisation.objects.filter(code="hmrc").exists()


def test_renewing_is_undone_to_the_edition_before(pack: Pack, team: Team) -> None:
    taken(pack, team)
    next_edition = later(pack, summary="We pay sick pay.")

    undo_import(taken(next_edition, team, SICKNESS), make_user("Approver"))

    assert ProcessingActivity.objects.get().summary != "We pay sick pay."
    assert standings(next_edition, team.organisation)[SICKNESS].differences


def test_who_may_add_no_reference_data_is_told_who_can(pack: Pack, team: Team) -> None:
    editor = make_user("Editor", team)

    (problem,) = problems_of(plan(pack, team), by=editor)

    assert problem.needs_approver
    assert not ProcessingActivity.objects.exists()
