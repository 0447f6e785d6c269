"""From a regime to the entry and the section that follow from it."""

import pytest
from django.core.exceptions import PermissionDenied

from inspections.actions import start_entry
from ropa.actions.refusal import Refused
from ropa.models import DataHolding, NoticeSection, ProcessingActivity
from tests.factories import (
    approve,
    make_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_reachable,
    make_regime,
    make_section,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


def joint_regime(team, *bodies, **fields):
    """A regime of several inspectorates, of which the first leads."""
    regime = make_regime(
        **{
            "team": team,
            "lead": bodies[0],
            "controllership": "joint",
            "essence": "Write to any of us.",
            "arrangement": "Agreement of 1 May",
        }
        | fields
    )
    for position, body in enumerate(reversed(bodies)):
        regime.participants.create(
            organisation=body,
            part_played="Looks at its part.",
            controller_of=f"data of {body}",
            position=position,
        )
    return regime


def test_entry_and_section_follow_from_the_regime():
    # given
    team = make_team()
    bodies = [make_reachable(make_organisation()) for _ in range(3)]
    regime = joint_regime(team, *bodies, title="Joint inspections")
    regime.participants.create(organisation=make_organisation(), part_played="Helps.")
    provision, power = make_provision(), make_power()
    regime.law.add(provision)
    regime.powers.create(held_by=bodies[1], power=power, applied_through=provision)
    notice = make_notice(team=team)
    # when
    entry = start_entry(regime=regime, by=make_user("Editor", team), notice=notice)
    # then
    roles = list(entry.controller_roles.all())
    assert [role.organisation for role in roles] == [bodies[0], bodies[2], bodies[1]]
    assert {role.role for role in roles} == {"joint"}
    assert [role.scope for role in roles] == [f"data of {role.organisation}" for role in roles]
    assert (roles[0].essence, roles[0].arrangement) == ("Write to any of us.", "Agreement of 1 May")
    use = entry.power_uses.get()
    assert (use.power, use.held_by, use.applied_through) == (power, bodies[1], provision)
    purpose = entry.purposes.get()
    assert purpose.statement == "carry out joint inspections"
    assert purpose.is_inferred
    assert list(purpose.provisions.all()) == [provision]
    section = notice.sections.all()[1]
    assert (section.slug, section.title, section.covers) == (
        regime.slug,
        "Joint inspections",
        regime.summary,
    )
    assert list(section.activities.all()) == [entry]
    regime.refresh_from_db()
    assert regime.section == section
    assert list(regime.activities.all()) == [entry]
    # and what a regime cannot say is all that has to be added before approval
    with pytest.raises(Refused) as refused:
        approve(entry)
    data, recipients = refused.value.problems
    assert data.startswith("Say which data you hold, and about whom.")
    assert recipients.startswith("Say who gets the data.")
    DataHolding.objects.create(
        activity=entry, data_category=make_data_category(), people_category=make_people_category()
    )
    entry.sharing_note = "We share it with nobody else."
    entry.save()
    assert approve(entry).number == 1


def test_one_inspectorate_alone_is_the_only_controller():
    # given
    team = make_team()
    regime = make_regime(team=team)
    # when
    entry = start_entry(regime=regime, by=make_user("Editor", team), notice=make_notice(team=team))
    # then
    role = entry.controller_roles.get()
    assert (role.organisation, role.role) == (regime.lead, "sole")


def refusal(regime, notice):
    before = (ProcessingActivity.objects.count(), NoticeSection.objects.count())
    with pytest.raises(Refused) as refused:
        start_entry(regime=regime, by=make_user("Approver"), notice=notice)
    assert (ProcessingActivity.objects.count(), NoticeSection.objects.count()) == before
    return str(refused.value)


def test_it_is_done_once():
    # given
    regime, notice = make_regime(), make_notice()
    start_entry(regime=regime, by=make_user("Approver"), notice=notice)
    # then
    assert "has its section already" in refusal(regime, notice)


def test_a_regime_with_an_entry_is_refused():
    # given
    regime = make_regime()
    regime.activities.add(make_activity())
    # then
    assert "has an entry already" in refusal(regime, make_notice())


def test_a_taken_title_or_address_is_refused():
    # given
    regime, notice = make_regime(), make_notice()
    make_section(notice, slug=regime.slug)
    # then
    assert "has a section with the address" in refusal(regime, notice)
    make_activity(title=regime.title)
    assert "There is an entry called" in refusal(regime, make_notice())


def test_joint_controllers_must_be_at_least_two():
    # given
    regime = joint_regime(make_team(), make_organisation())
    # then
    assert "fewer than two of the inspectorates" in refusal(regime, make_notice())


def test_one_must_reach_the_regime_and_the_notice():
    # given
    team = make_team()
    editor = make_user("Editor", team)
    # then
    with pytest.raises(PermissionDenied):
        start_entry(regime=make_regime(team=team), by=editor, notice=make_notice())
    with pytest.raises(PermissionDenied):
        start_entry(regime=make_regime(), by=editor, notice=make_notice(team=team))
