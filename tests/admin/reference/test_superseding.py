"""One row takes the place of another, today or on a day to come: the page, and the start page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.admin.shared.links import page_url
from ropa.models import ContactPoint, Disclosure, Organisation, PlannedReplacement
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import approve, make_activity, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return signed_in(make_user("Approver"))


@pytest.fixture
def old():
    body = make_organisation(
        name="Old Council",
        short_name="Old",
        description="It runs schools.",
        website="https://old.example.org/",
        is_public_authority=True,
    )
    ContactPoint.objects.create(
        organisation=body, subject="dpo", name="Officer", to_be_supplied="The email address."
    )
    return body


@pytest.fixture
def new():
    return make_organisation(name="New Council")


def replace_row(client, old, new, day, **fields):
    given = {"successor": new.pk, "from_day": day.isoformat(), "reason": "By order."} | fields
    return client.post(page_url(old, "supersede"), given, follow=True)


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def test_today_it_acts_at_once(client, old, new):
    # given
    disclosure = Disclosure.objects.create(
        activity=make_activity(), recipient=old, purpose="to help"
    )
    # when
    page = replace_row(client, old, new, in_days(0))
    # then
    disclosure.refresh_from_db()
    assert disclosure.recipient == new
    assert "takes the place of “Old Council” in 1 place." in text_of(page.text)


def test_the_history_keeps_the_whole_reason_and_a_longer_one_is_refused(client, old, new):
    # given
    whole = "By order of the minister of state for the names of bodies, from 1 April on."
    # when
    longer = replace_row(client, old, new, in_days(0), reason=f"{whole}!")
    # then
    assert "at most 75 characters" in text_of(longer.text)
    # when
    replace_row(client, old, new, in_days(0), reason=whole)
    # then
    old.refresh_from_db()
    assert old.history.first().history_change_reason.endswith(whole)


def test_a_day_to_come_is_planned_and_stands_on_the_start_page(client, old, new):
    # given
    disclosure = Disclosure.objects.create(
        activity=make_activity(), recipient=old, purpose="to help"
    )
    day = in_days(40)
    # when
    page = replace_row(client, old, new, day, approve="on", change_note="A new name.")
    # then
    disclosure.refresh_from_db()
    assert disclosure.recipient == old
    assert f"Planned for {day:%-d %B %Y}" in text_of(page.text)
    assert "Nothing changes before that day." in text_of(page.text)
    # and a second plan is not offered, as it would be refused
    assert "take this back first" in text_of(page.text)
    assert 'name="from_day"' not in page.text
    home = text_of(client.get("/admin/").text)
    assert "Waiting for a day" in home
    assert f"{day:%-d %B %Y}: New Council takes the place of Old Council" in home


def test_what_was_planned_is_taken_back(client, old, new):
    # given
    replace_row(client, old, new, in_days(40))
    # when
    page = client.post(page_url(old, "take-back"), follow=True)
    # then
    assert "Taken back" in text_of(page.text)
    assert not PlannedReplacement.objects.exists()
    assert "Waiting for a day" not in client.get("/admin/").text


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ((-1, {}), "That day has passed. Choose today or a day to come"),
        ((40, {"approve": "on"}), "Say in a sentence what changes: the public reads it."),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field(planned, said, client, old, new):
    days, fields = planned
    # when
    page = replace_row(client, old, new, in_days(days), **fields)
    # then
    assert text_of(page.text).count(said) == 2  # at the top, and at the field
    assert not PlannedReplacement.objects.exists()


def test_a_successor_starts_with_what_the_old_one_says_and_keeps_it(client, old):
    # given
    page = client.get(page_url(old, "supersede"))
    address = f"/admin/ropa/organisation/add/?replaces={old.pk}"
    assert f'href="{address}"' in page.text
    form = fields_of(client.get(address).text)
    assert form["name"] == [""]
    assert form["website"] == ["https://old.example.org/"]
    # when
    client.post(address, form | {"name": ["New Council"], "code": ["new-council"]})
    # then
    made = Organisation.objects.get(code="new-council")
    assert made.is_public_authority
    assert made.description == "It runs schools."
    point = made.contact_points.get()
    assert (point.subject, point.name) == ("dpo", "Officer")
    assert point.to_be_supplied == "The email address."


def test_texts_that_name_the_old_one_are_listed(client, old):
    # given
    entry = make_activity(title="Placing children", summary="The Old Council asks us to.")
    other = make_activity(title="Another", summary="Some Older bodies ask us to.")
    approve(entry)
    # when
    text = text_of(client.get(page_url(old, "supersede")).text)
    # then
    assert "Texts that name it" in text
    assert f"{entry} summary" in text
    assert str(other) not in text
