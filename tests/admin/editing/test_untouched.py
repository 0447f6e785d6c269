"""Saving a page with nothing altered leaves no trace in the record."""

import pytest

from ropa.admin.shared.links import page_url
from ropa.documents.status import State, activity_statuses
from ropa.models.base import part_relations
from tests.admin.forms import fields_of, signed_in
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_regime,
    make_user,
)

pytestmark = pytest.mark.django_db

LINES = "One paragraph.\n\nAnother.\n- a line\n- another"


def posted_by_a_browser(client, row):
    """Open the page of a row and save it with the line breaks that browsers send."""
    form = {
        name: [value.replace("\n", "\r\n") for value in values]
        for name, values in fields_of(client.get(page_url(row)).text).items()
    }
    assert any("\r\n" in value for values in form.values() for value in values)
    response = client.post(page_url(row), form)
    assert response.status_code == 302, response.context["errors"]


def records_of(row):
    """The number of records in the history of a row and of its parts."""
    parts = part_relations(type(row)).values()
    return [
        type(row).history.filter(id=row.pk).count(),
        *(part.history.filter(**{part.owner_field: row.pk}).count() for part in parts),
    ]


def test_an_approved_entry_stays_approved():
    # given
    activity = make_activity(summary=LINES, internal_note=LINES, sharing_note=LINES)
    add_parts(activity, 2)
    for purpose in activity.purposes.all():
        purpose.statement = purpose.internal_note = LINES
        purpose.save()
    for rule in activity.retention_rules.all():
        rule.extension = f"{LINES}\n"
        rule.save()
    approve(activity)
    before = records_of(activity)
    # when
    posted_by_a_browser(signed_in(make_user("Approver")), activity)
    # then
    assert records_of(activity) == before
    assert activity_statuses([activity])[activity.pk].state is State.APPROVED


def make_regime_with_law():
    regime = make_regime(summary=LINES, internal_note=LINES)
    regime.law.add(make_provision())
    return regime


def make_section_with_readers():
    section = make_notice(make_activity()).sections.get()
    section.why = section.covers = LINES
    section.save()
    people = make_people_category()
    section.audiences.create(slug="all", heading="All", text=LINES, people_category=people)
    return section


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_notice(introduction=LINES, internal_note=LINES),
        make_section_with_readers,
        make_regime_with_law,
        lambda: make_organisation(description=LINES, internal_note=LINES),
        lambda: make_power(internal_note=LINES),
    ],
    ids=["notice", "section", "regime", "organisation", "power"],
)
def test_other_rows_get_no_record(make):
    # given
    row = make()
    before = records_of(row)
    # when
    posted_by_a_browser(signed_in(make_user("Approver")), row)
    # then
    assert records_of(row) == before


def test_line_breaks_of_a_browser_are_kept_as_the_record_keeps_them():
    # given
    activity = make_activity()
    client = signed_in(make_user("Approver"))
    form = fields_of(client.get(page_url(activity)).text)
    # when
    client.post(page_url(activity), form | {"summary": ["New.\r\n\r\nText.\rEnd."]})
    # then
    activity.refresh_from_db()
    assert activity.summary == "New.\n\nText.\nEnd."
