"""Reference data in use stays: neither a row nor a list that names it loses it unasked."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import ProtectedError

from ropa.models import DataSource, Disclosure, ProcessingActivity, Purpose, Team
from ropa.models.base import Operational, Recorded, ReferenceRow
from tests.factories import (
    add_parts,
    make_bare_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_provision,
    make_regime,
)

KEPT = (ReferenceRow, Team, ProcessingActivity)


def uses_of_kept_rows():
    """Every foreign key to shared rows, those in the tables of lists included."""
    for label in ("ropa", "inspections"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if issubclass(model, Operational):
                continue  # it goes with what it is about
            for field in model._meta.concrete_fields:
                if field.related_model is None or not issubclass(field.related_model, KEPT):
                    continue
                if model.__name__.startswith("Historical"):
                    continue
                owns = getattr(model, "owner_field", None) == field.name
                if not owns and not _is_owner_side(model, field):
                    yield field


def _is_owner_side(through, field):
    """Whether the field of an automatic table names the row that has the list."""
    owner = through._meta.auto_created
    return bool(owner) and field.related_model is owner and field.name == owner._meta.model_name


def test_every_use_of_a_shared_row_protects_it():
    uses = list(uses_of_kept_rows())
    assert len(uses) > 35
    assert [str(use) for use in uses if use.remote_field.on_delete is not models.PROTECT] == []


@pytest.mark.django_db
def test_a_row_in_use_is_not_deleted_and_the_uses_are_named():
    activity = make_bare_activity()
    add_parts(activity, 1)
    for used, user in (
        (activity.data_holdings.get().data_category, activity.data_holdings.get()),
        (activity.data_holdings.get().people_category, activity.data_holdings.get()),
        (activity.disclosures.get().recipient, activity.disclosures.get()),
        (activity.team, activity),
    ):
        with pytest.raises(ProtectedError) as refused:
            used.delete()
        assert user in refused.value.protected_objects


@pytest.mark.django_db
def test_a_row_that_stands_in_a_list_is_not_deleted_and_the_list_keeps_it():
    activity = make_bare_activity()
    purpose = Purpose.objects.create(activity=activity, statement="do it", lawful_basis="6-1-e")
    source = DataSource.objects.create(activity=activity, group="themselves")
    disclosure = Disclosure.objects.create(
        activity=activity, recipient=make_organisation(), purpose="to show"
    )
    regime = make_regime()
    lists: list[tuple[Any, Any]] = [
        (purpose.provisions, make_provision()),
        (source.including, make_organisation()),
        (disclosure.including, make_organisation()),
        (regime.law, make_provision()),
        (regime.activities, make_bare_activity()),
    ]
    for of, related in lists:
        of.add(related)
        with pytest.raises(ProtectedError) as refused:
            related.delete()
        assert {str(use) for use in refused.value.protected_objects} == {str(of.instance)}
        assert list(of.all()) == [related]


@pytest.mark.django_db
def test_the_row_that_has_the_list_can_go():
    purpose = Purpose.objects.create(activity=make_bare_activity(), lawful_basis="6-1-e")
    provision = make_provision()
    purpose.provisions.add(provision)
    purpose.delete()
    provision.delete()
    assert not Purpose.objects.exists()


@pytest.mark.django_db
def test_an_activity_in_a_notice_is_not_deleted():
    activity = make_bare_activity()
    make_notice(activity)
    with pytest.raises(ProtectedError):
        activity.delete()


@pytest.mark.django_db
def test_a_row_nobody_uses_can_go():
    for row in (make_data_category(), make_organisation(), make_provision()):
        row.delete()
        assert not type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_a_row_that_replaced_another_is_kept():
    successor = make_organisation()
    make_organisation(superseded_by=successor)
    with pytest.raises(ProtectedError):
        successor.delete()


def test_kept_rows_are_recorded_themselves():
    assert all(issubclass(model, Recorded) for model in KEPT)
