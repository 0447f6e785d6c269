"""Approving an activity freezes it as it stands, once for every change."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from ropa.actions.approving import approve_activity
from ropa.actions.refusal import Refused
from ropa.documents.build import activity_document
from ropa.documents.canonical import digest
from ropa.documents.schema import ActivityDocument
from ropa.models import ControllerRole, Version
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED
from tests.factories import approve, make_activity, make_bare_activity, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return make_user("Approver", username="ada", first_name="Ada", last_name="Example")


def test_the_first_approval_is_version_1_with_who_and_why(approver):
    activity = make_activity()
    version = approve_activity(
        activity=activity, by=approver, reason="It is complete.", change_note="A new entry."
    )
    assert Version.objects.get() == version
    assert (version.activity, version.notice, version.number) == (activity, None, 1)
    assert (version.created_by, version.created_by_name) == (approver, "Ada Example")
    assert (version.reason, version.change_note) == ("It is complete.", "A new entry.")
    assert version.is_public
    assert version.digest == digest(version.document)
    frozen = ActivityDocument.model_validate_json(version.document)
    assert frozen == activity_document(activity)


def test_a_person_without_a_name_signs_with_the_name_they_sign_in_with():
    version = approve(make_activity(), make_user("Approver", username="office"))
    assert version.created_by_name == "office"


def test_a_changed_activity_is_approved_again_under_the_next_number():
    activity = make_activity()
    first = approve(activity)
    activity.summary = "It does more now."
    activity.save()
    second = approve(activity)
    assert (second.number, second.sequence) == (2, 2)
    assert second.digest != first.digest
    assert "It does more now." in second.document
    assert "It does more now." not in Version.objects.get(number=1).document


def test_versions_of_each_activity_are_counted_alone():
    approve(make_activity())
    assert approve(make_activity()).number == 1


def test_what_an_instance_holds_in_memory_is_not_approved():
    activity = make_activity()
    activity.title = "Never saved"
    assert "Never saved" not in approve(activity).document


def test_an_internal_entry_is_frozen_as_internal():
    assert not approve(make_activity(is_public=False)).is_public


def test_an_unchanged_activity_is_not_approved_again():
    activity = make_activity()
    approve(activity)
    with pytest.raises(Refused, match=f"Nothing has changed since version 1 of “{activity}”"):
        approve(activity)
    assert Version.objects.count() == 1


def test_without_a_purpose_it_is_refused():
    activity = make_activity()
    activity.purposes.all().delete()
    with pytest.raises(Refused, match="Put this right first: State at least one purpose"):
        approve(activity)
    assert not Version.objects.exists()


def test_with_a_lawful_basis_to_be_supplied_it_is_refused():
    activity = make_activity()
    activity.purposes.update(lawful_basis=BASIS_TO_BE_SUPPLIED)
    with pytest.raises(Refused, match="Choose the lawful basis: “do an example”"):
        approve(activity)
    assert not Version.objects.exists()


def test_without_a_controller_it_is_refused():
    activity = make_activity()
    activity.controller_roles.update(role=ControllerRole.Role.PROCESSOR)
    with pytest.raises(Refused, match=r"Put this right first: Name the controller"):
        approve(activity)


def test_with_roles_that_do_not_go_together_it_is_refused():
    activity = make_activity()
    ControllerRole.objects.create(
        activity=activity, organisation=make_organisation(), role="joint", scope="half of it"
    )
    with pytest.raises(Refused, match="There is an only controller and another one"):
        approve(activity)


@pytest.mark.parametrize("role", ["Editor", "Auditor", "Administrator"])
def test_who_may_not_approve_is_told_why(role):
    activity = make_activity()
    with pytest.raises(PermissionDenied, match="None of your roles lets you approve"):
        approve(activity, make_user(role, activity.team))
    assert not Version.objects.exists()


def test_a_lead_approves_for_their_own_team_alone():
    own, other = make_activity(), make_activity()
    lead = make_user("Data protection lead", own.team)
    assert approve(own, lead).number == 1
    with pytest.raises(PermissionDenied, match="This belongs to a team you do not work for"):
        approve(other, lead)


def test_whoever_may_not_read_learns_nothing_from_a_refusal():
    """The right comes first: what is missing in an entry is not for everybody."""
    with pytest.raises(PermissionDenied):
        approve(make_bare_activity(), make_user("Editor"))


def test_when_the_transaction_fails_no_version_is_left():
    activity = make_activity()

    def approve_and_fail():
        with transaction.atomic():
            approve(activity)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        approve_and_fail()
    assert not Version.objects.exists()
