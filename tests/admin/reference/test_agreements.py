"""Agreements and systems: kept as reference data, used by entries, and read by staff alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from ropa.admin.shared.links import page_url
from ropa.models import Agreement, ControllerRole, System
from ropa.models.agreements import (
    AFTER_ITS_END,
    BEFORE_SIGNED,
    BEFORE_THE_LAST,
    ENDS_BEFORE_SIGNED,
)
from ropa.models.days import TOO_EARLY
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    approve,
    make_activity,
    make_agreement,
    make_organisation,
    make_system,
    make_user,
)

pytestmark = pytest.mark.django_db

ADD = "admin:ropa_agreement_add"


@pytest.mark.parametrize(
    ("days", "field", "says"),
    [
        ({"signed_on": "2026-02-01", "valid_to": "2026-01-31"}, "valid_to", ENDS_BEFORE_SIGNED),
        ({"signed_on": "2026-02-01", "reviewed_on": "2026-01-31"}, "reviewed_on", BEFORE_SIGNED),
        (
            {"signed_on": "2026-02-01", "review_due_on": "2026-01-31"},
            "review_due_on",
            BEFORE_SIGNED,
        ),
        ({"valid_to": "2026-01-31", "reviewed_on": "2026-02-01"}, "reviewed_on", AFTER_ITS_END),
        ({"valid_to": "2026-01-31", "review_due_on": "2026-02-01"}, "review_due_on", AFTER_ITS_END),
        (
            {"reviewed_on": "2026-02-01", "review_due_on": "2026-01-31"},
            "review_due_on",
            BEFORE_THE_LAST,
        ),
        ({"signed_on": "0001-01-01"}, "signed_on", TOO_EARLY),
    ],
)
def test_a_day_that_does_not_fit_the_others_is_refused_at_its_field(days, field, says):
    # given
    client = signed_in(make_user("Approver"))
    body = make_organisation()
    given = {
        "name": "Hosting contract",
        "code": "hosting",
        "kind": "contract",
        "parties": [str(body.pk)],
        **days,
    }
    # when
    page = client.post(reverse(ADD), given)
    # then
    assert page.status_code == 200
    assert page.context["adminform"].form.errors == {field: [says]}
    assert not Agreement.objects.exists()


def test_a_successor_starts_with_what_the_old_agreement_says_but_for_its_days():
    # given
    body = make_organisation()
    old = make_agreement(body, subject="Backups.", signed_on=date(2025, 1, 1))
    client = signed_in(make_user("Approver"))
    # when
    page = client.get(f"{reverse(ADD)}?replaces={old.pk}")
    # then
    values = fields_of(page.text)
    assert values["parties"] == [str(body.pk)]
    assert values["subject"] == ["Backups."]
    assert values["signed_on"] == [""]


def test_every_use_of_an_agreement_and_of_a_system_is_named():
    # given
    agreement, system = make_agreement(), make_system()
    activity = make_activity(title="Keeping files")
    activity.controller_roles.create(
        organisation=make_organisation(), role="processor", under_agreement=agreement
    )
    activity.disclosures.create(
        recipient=make_organisation(), purpose="to help", under_agreement=agreement
    )
    activity.system_uses.create(system=system)
    client = signed_in(make_user("Auditor"))
    # when
    of_agreement = text_of(client.get(page_url(agreement, "uses")).text)
    of_system = text_of(client.get(page_url(system, "uses")).text)
    # then
    assert f"{activity} controller role" in of_agreement
    assert f"{activity} disclosure" in of_agreement
    assert f"{activity} system used" in of_system


@pytest.mark.parametrize("words", ["Cases and visits", "Hosting contract"])
def test_staff_find_entries_by_the_systems_and_agreements_they_use(words):
    # given
    activity, other = make_activity(title="This one"), make_activity(title="Another")
    activity.system_uses.create(system=make_system(name="Cases and visits"))
    ControllerRole.objects.filter(activity=activity).update(
        under_agreement=make_agreement(name="Hosting contract")
    )
    client = signed_in(make_user("Auditor"))
    # when
    page = client.get(reverse("admin:ropa_processingactivity_changelist"), {"q": words})
    # then
    assert activity.title in page.text
    assert other.title not in page.text


def test_the_public_reads_nothing_of_systems_and_agreements(client):
    # given
    activity = make_activity()
    activity.system_uses.create(system=make_system(name="Cases and visits"), detail="notes")
    ControllerRole.objects.filter(activity=activity).update(
        under_agreement=make_agreement(name="Hosting contract")
    )
    approve(activity)
    # when
    addresses = (
        f"/register/{activity.reference}/",
        f"/api/v1/activities/{activity.reference}",
    )
    texts = [client.get(address).text for address in addresses]
    # then
    for text in texts:
        assert activity.title in text
        assert "Cases and visits" not in text
        assert "Hosting contract" not in text


def test_a_system_in_use_is_not_deleted():
    # given
    system = make_system(name="Cases and visits")
    make_activity().system_uses.create(system=system)
    client = signed_in(make_user("Approver"))
    # when
    page = client.post(page_url(system, "delete"), {"post": "yes"})
    # then
    assert "“Cases and visits” cannot be deleted while it is in use." in text_of(page.text)
    assert System.objects.filter(pk=system.pk).exists()
