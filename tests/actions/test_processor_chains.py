"""A chain of processors that closes on itself is refused: in the form, in files and in actions."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.actions.approving import approve_activity
from ropa.actions.refusal import Refused
from ropa.actions.superseding import supersede
from ropa.admin.shared.links import page_url
from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.imports.rows import FileRow, RowPlace
from ropa.models import ControllerRole
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_activity, make_organisation, make_user

pytestmark = pytest.mark.django_db

CLOSED = "leads back to where it began"
NOT_LISTED = "Choose a processor that is listed in this entry"


@pytest.fixture
def activity():
    """An entry with a host, which uses a keeper of backups."""
    activity = make_activity(title="Keeping files")
    host, backups = make_organisation(code="host"), make_organisation(code="backups")
    activity.controller_roles.create(organisation=host, role="processor", position=2)
    activity.controller_roles.create(
        organisation=backups, role="processor", works_for=host, position=3
    )
    return activity


def role_of(activity, code):
    return activity.controller_roles.get(organisation__code=code)


@pytest.mark.parametrize(
    ("code", "sentence"), [("backups", CLOSED), ("elsewhere", NOT_LISTED)], ids=["closed", "other"]
)
def test_the_form_says_so_at_the_field_and_keeps_the_entry_as_it_is(activity, code, sentence):
    # given
    make_organisation(code="elsewhere")
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    place = next(
        name.removesuffix("-id")
        for name, values in form.items()
        if name.startswith("controller_roles-")
        and name.endswith("-id")
        and values == [str(role_of(activity, "host").pk)]
    )
    wanted = type(activity.team.organisation).objects.get(code=code)
    # when
    page = client.post(page_url(activity), form | {f"{place}-works_for": [str(wanted.pk)]})
    # then
    assert page.status_code == 200
    formset = next(
        each.formset
        for each in page.context["inline_admin_formsets"]
        if each.formset.model is ControllerRole
    )
    errors = {each.prefix: each.errors for each in formset.forms if each.errors}
    assert list(errors[place]) == ["works_for"]
    assert sentence in text_of(page.text)
    assert role_of(activity, "host").works_for is None


@pytest.mark.parametrize(
    ("code", "sentence"), [("backups", CLOSED), ("elsewhere", NOT_LISTED)], ids=["closed", "other"]
)
def test_a_file_is_refused_with_the_field_named(activity, code, sentence):
    # given
    make_organisation(code="elsewhere")
    roles = [
        {"organisation": activity.team.organisation.code, "role": "sole"},
        {"organisation": "host", "role": "processor", "works_for": code},
        {"organisation": "backups", "role": "processor", "works_for": "host"},
    ]
    row = FileRow(
        "activities",
        {"reference": activity.reference, "controller_roles": roles},
        RowPlace("a file", "row 1"),
    )
    # when
    with pytest.raises(CannotLoad) as refused:
        load([row])
    # then
    assert {problem.column for problem in refused.value.problems} == {"works_for"}
    assert sentence in str(refused.value)
    assert role_of(activity, "host").works_for is None


def test_a_file_may_turn_a_chain_round(activity):
    # given
    roles = [
        {"organisation": activity.team.organisation.code, "role": "sole"},
        {"organisation": "host", "role": "processor", "works_for": "backups"},
        {"organisation": "backups", "role": "processor", "works_for": None},
    ]
    values = {"reference": activity.reference, "controller_roles": roles}
    # when
    load([FileRow("activities", values, RowPlace("a file", "row 1"))])
    # then
    assert role_of(activity, "host").works_for.code == "backups"
    assert role_of(activity, "backups").works_for is None


def test_an_entry_with_a_closed_chain_is_not_approved(activity):
    # given what no form would keep
    host = role_of(activity, "host")
    host.works_for = role_of(activity, "backups").organisation
    host.save()
    # when, then
    with pytest.raises(Refused, match=CLOSED):
        approve_activity(activity=activity, by=make_user("Approver"), reason="It is right.")


def test_a_replacement_that_would_close_a_chain_is_refused_and_changes_nothing(activity):
    # given a third processor, for which the host is to be replaced, and which works for the backups
    host, backups = (role_of(activity, code) for code in ("host", "backups"))
    third = make_organisation(code="third")
    activity.controller_roles.create(
        organisation=third, role="processor", works_for=backups.organisation
    )
    # when
    with pytest.raises(Refused, match=CLOSED):
        supersede(
            row=host.organisation,
            successor=third,
            from_day=date(2026, 4, 1),
            by=make_user("Approver"),
            reason="It has been bought.",
        )
    # then
    backups.refresh_from_db()
    assert backups.works_for == host.organisation
    host.organisation.refresh_from_db()
    assert host.organisation.valid_to is None


def test_a_replacement_goes_through_the_chain(activity):
    # given
    host, backups = (role_of(activity, code) for code in ("host", "backups"))
    successor = make_organisation()
    # when
    supersede(
        row=host.organisation,
        successor=successor,
        from_day=date(2026, 4, 1),
        by=make_user("Approver"),
        reason="It has been renamed.",
    )
    # then
    for role in (host, backups):
        role.refresh_from_db()
    assert host.organisation == backups.works_for == successor
