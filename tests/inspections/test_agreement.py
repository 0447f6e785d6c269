"""Where a regime and its entries do not say the same, both pages say so."""

from __future__ import annotations

import pytest

from inspections.actions import start_entry
from inspections.agreement import disagreements
from inspections.models import InspectionRegime
from ropa.admin.shared.links import page_url
from ropa.documents.remarks import remarks_on
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    make_activity,
    make_notice,
    make_organisation,
    make_power,
    make_regime,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


def joint_regime(*bodies):
    """A regime of several inspectorates with a power each, of which the first leads."""
    regime = make_regime(lead=bodies[0], controllership="joint", essence="Write to any of us.")
    for body in bodies:
        regime.participants.create(
            organisation=body, part_played="Looks.", controller_of=f"data of {body}"
        )
        regime.powers.create(held_by=body, power=make_power())
    return regime


@pytest.fixture
def started():
    """A regime and the entry that was started from it."""
    regime = joint_regime(make_organisation(), make_organisation())
    entry = start_entry(regime=regime, by=make_user("Approver"), notice=make_notice())
    return regime, entry


def said(regime):
    return {each.message: each.entry for each in disagreements(afresh(regime))}


def afresh(regime):
    return InspectionRegime.objects.get(pk=regime.pk)


def test_what_follows_from_a_regime_agrees_with_it(started):
    regime, entry = started
    assert disagreements(regime) == []
    assert remarks_on(entry) == []


def test_a_controller_a_scope_and_a_power_of_the_entry_alone_are_named(started):
    # given
    regime, entry = started
    stranger, power = make_organisation(), make_power()
    first = entry.controller_roles.first()
    entry.controller_roles.create(organisation=stranger, role="joint", scope="its own")
    old, first.scope = first.scope, "other data"
    first.save()
    entry.power_uses.create(power=power, held_by=stranger)
    # when
    found = said(regime)
    # then
    assert found == {
        f"{stranger} is a controller in the entry, and not in the regime.": entry,
        f"{first.organisation} answers for “other data” in the entry, and for “{old}” in the "
        "regime.": entry,
        f"{stranger} uses “{power}” in the entry, and not in the regime.": entry,
    }


def test_a_controller_and_a_power_of_the_regime_alone_are_named(started):
    # given
    regime, entry = started
    entry.controller_roles.last().delete()
    entry.power_uses.last().delete()
    last, power = list(regime.participants.all())[-1], list(regime.powers.all())[-1]
    # then
    assert said(regime) == {
        f"{last.organisation} answers for data in the regime, and in no entry of it.": None,
        f"{power.held_by} uses “{power.power}” in the regime, and in no entry of it.": None,
    }


def test_of_several_entries_each_tells_its_part(started):
    # given
    regime, entry = started
    other = make_activity()
    other.controller_roles.all().delete()
    regime.activities.add(other)
    moved, use = entry.controller_roles.last(), entry.power_uses.last()
    for part in (moved, use):
        part.activity = other
        part.save()
    # then
    assert said(regime) == {}


def test_both_pages_say_so(started):
    # given
    regime, entry = started
    stranger = make_organisation()
    entry.controller_roles.create(organisation=stranger, role="joint", scope="its own")
    client = signed_in(make_user("Approver"))
    sentence = f"{stranger} is a controller in the entry, and not in the regime."
    # then
    assert sentence in text_of(client.get(page_url(regime)).text)
    page = client.get(page_url(entry))
    assert f"{regime}: {sentence}" in text_of(page.text)
    assert page_url(regime) in page.text
    # and another entry is not spoken of
    assert "What does not agree" not in client.get(page_url(make_activity())).text


@pytest.mark.parametrize("number", [1, 6])
def test_many_bodies_take_no_more_queries_than_few(number, django_assert_num_queries):
    bodies = [make_organisation() for _ in range(number + 1)]
    regime = joint_regime(*bodies)
    start_entry(regime=regime, by=make_user("Approver"), notice=make_notice())
    found = InspectionRegime.objects.select_related("lead").get(pk=regime.pk)
    with django_assert_num_queries(11):
        assert disagreements(found) == []


def test_a_lead_who_does_not_take_part_is_refused():
    # given
    team = make_team()
    regime = make_regime(team=team, lead=make_organisation())
    regime.participants.create(organisation=regime.lead, part_played="Leads.")
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(regime)).text)
    # when
    page = client.post(page_url(regime), form | {"lead": [str(make_organisation().pk)]})
    # then
    assert "leads these inspections, and does not take part in them" in text_of(page.text)
    regime.refresh_from_db()
    assert regime.participants.get().organisation == regime.lead
