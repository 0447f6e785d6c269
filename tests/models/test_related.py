"""What rows reach: read in one query for each step, held as Django itself holds it."""

from __future__ import annotations

import pytest
from django.db.models import prefetch_related_objects

from ropa.models import ProcessingActivity, Provision, StatutoryPower
from ropa.models.related import read_related
from tests.factories import (
    add_parts,
    make_activity,
    make_legislation,
    make_notice,
    make_organisation,
    make_power,
    make_provision,
    make_regime,
    make_section,
)

pytestmark = pytest.mark.django_db

PATHS = (
    "team__organisation",
    "purposes__provisions__legislation",
    "disclosures__including",
    "disclosures__gateway__provision__legislation",
    "power_uses__power__enforced_by__provision",
    "conditions",
)


def rows_reached(activity):
    """What an activity holds after reading, asked for as the rest of the register does."""
    return [
        activity.team.organisation,
        [
            (purpose, [(law, law.legislation) for law in purpose.provisions.all()])
            for purpose in activity.purposes.all()
        ],
        [
            (part, list(part.including.all()), part.gateway, part.gateway.provision.legislation)
            for part in activity.disclosures.all()
        ],
        [
            (use.power, use.power.enforced_by, use.power.enforced_by.provision)
            for use in activity.power_uses.all()
        ],
        list(activity.conditions.all()),
    ]


@pytest.mark.parametrize(("number", "parts"), [(1, 1), (12, 3)])
def test_each_step_of_all_paths_is_one_query(number, parts, django_assert_num_queries):
    for _ in range(number):
        add_parts(make_activity(), parts)
    rows = list(ProcessingActivity.objects.all())
    with django_assert_num_queries(4):
        read_related(rows, *PATHS)
    with django_assert_num_queries(0):
        together = [rows_reached(row) for row in rows]
    plain = list(ProcessingActivity.objects.all())
    prefetch_related_objects(plain, *PATHS)
    assert together == [rows_reached(row) for row in plain]
    assert len(together[0][1]) == parts + 1  # the factory gives an activity one purpose itself


def test_lists_are_in_the_order_of_their_own_model():
    activity = make_activity()
    purpose = activity.purposes.get()
    for title, label in (("B", "section 1"), ("A", "section 2"), ("C", ""), ("A 2", "section 1")):
        law = make_legislation(title=title)
        purpose.provisions.add(make_provision(legislation=law, label=label))
    in_order = list(Provision.objects.all())
    row = ProcessingActivity.objects.get()
    read_related([row], "purposes__provisions")
    assert list(row.purposes.get().provisions.all()) == in_order
    [held] = row.purposes.all()
    assert list(held.provisions.all()) == in_order


def test_what_is_read_belongs_to_its_row_only():
    activities = [make_activity() for _ in range(2)]
    body = make_organisation()
    add_parts(activities[0], 1)
    activities[0].disclosures.get().including.set([body])
    activities[1].disclosures.create(recipient=body, purpose="to show it")
    rows = list(ProcessingActivity.objects.order_by("pk"))
    read_related(rows, "disclosures__including", "disclosures__recipient")
    assert [list(part.including.all()) for part in rows[0].disclosures.all()] == [[body]]
    assert [list(part.including.all()) for part in rows[1].disclosures.all()] == [[]]
    # A filter on what is held goes to the database and stays with the row.
    assert rows[1].disclosures.filter(recipient=body).count() == 1
    assert rows[0].disclosures.filter(recipient=body).count() == 0


def test_a_row_that_several_point_at_is_read_once():
    make_activity(team=make_activity().team)
    rows = list(ProcessingActivity.objects.all())
    read_related(rows, "team", "controller_roles__organisation")
    assert rows[0].team is rows[1].team
    [role], [other] = rows[0].controller_roles.all(), rows[1].controller_roles.all()
    assert role.organisation is other.organisation


def test_what_a_row_holds_already_is_not_read_again(django_assert_num_queries):
    add_parts(make_activity(), 1)
    [row] = ProcessingActivity.objects.all()
    read_related([row], *PATHS)
    with django_assert_num_queries(0):
        read_related([row], *PATHS)
    with django_assert_num_queries(1):
        read_related([row], *PATHS, "retention_rules")


def test_what_points_nowhere_holds_nothing(django_assert_num_queries):
    power = make_power()
    with django_assert_num_queries(0):
        read_related([], "provision")
    [row] = StatutoryPower.objects.filter(pk=power.pk)
    with django_assert_num_queries(0):
        read_related([row], "enforced_by__provision")
        assert row.enforced_by is None


def test_parts_know_their_owner(django_assert_num_queries):
    add_parts(make_activity(), 2)
    [row] = ProcessingActivity.objects.all()
    read_related([row], "purposes")
    with django_assert_num_queries(0):
        assert {id(purpose.activity) for purpose in row.purposes.all()} == {id(row)}


def test_other_relations_are_refused():
    section = make_section(make_notice())
    make_regime(section=section)
    with pytest.raises(TypeError, match="cannot be read"):
        read_related([section], "regime")
    with pytest.raises(TypeError, match="cannot be read"):
        read_related([make_organisation()], "name")
