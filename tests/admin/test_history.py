"""The history page: who changed what, from what to what."""

import pytest

from ropa.admin.history import changes_of
from ropa.admin.links import page_url
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import (
    add_parts,
    make_activity,
    make_organisation,
    make_people_category,
    make_provision,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_change_of_a_part_is_told_with_who_and_from_what_to_what():
    # given
    activity = make_activity()
    editor = make_user("Approver", first_name="Ada", last_name="Example")
    client = signed_in(editor)
    form = fields_of(client.get(page_url(activity)).text)
    # when
    form |= {"purposes-0-statement": ["do it well"], "purposes-0-for_confirmation": ["on"]}
    client.post(page_url(activity), form)
    text = text_of(client.get(page_url(activity, "history")).text)
    # then
    assert "Ada Example" in text
    assert "Changed purpose: do it well" in text
    assert "Purpose do an example → became do it well" in text
    assert "For confirmation No → became Yes" in text


def test_links_choices_and_rows_are_told_by_name():
    # given
    activity = make_activity(legal_regime="uk-gdpr")
    old, new = make_team(name="Old team"), make_team(name="New team")
    activity.team = old
    activity.save()
    activity.team, activity.legal_regime = new, "dpa-part-3"
    activity.save()
    provision = make_provision()
    activity.purposes.get().provisions.add(provision)
    # when
    told = {
        field.name: (field.before, field.after)
        for change in changes_of(activity)
        for field in change.fields
        if change.fields
    }
    # then
    assert told["legal regime"] == (
        "UK GDPR (general processing)",
        "DPA 2018 Part 3 (law enforcement)",
    )
    assert told["provisions"] == ("", str(provision))
    newest = next(change for change in changes_of(activity) if "entry" not in change.what)
    assert newest.who == "The system"


def test_what_was_removed_stays_in_the_history_even_if_its_body_is_gone():
    # given
    activity = make_activity()
    body = make_organisation(name="Gone soon")
    part = activity.disclosures.create(recipient=body, purpose="to share")
    part.recipient = make_organisation(name="Somebody else")
    part.save()
    part.delete()
    body.delete()
    # when
    changes = changes_of(activity)
    # then
    removed = next(change for change in changes if change.kind == "Removed")
    assert removed.what == "disclosure: Somebody else"
    changed = next(change for change in changes if change.kind == "Changed")
    assert changed.fields[0].before == "(since deleted)"
    added = next(change for change in changes if change.kind == "Added")
    assert added.what == "disclosure: (since deleted)"


def test_links_to_rows_that_are_gone():
    # given
    activity = make_activity()
    provision = make_provision()
    purpose = activity.purposes.get()
    purpose.provisions.add(provision)
    purpose.provisions.clear()
    provision.delete()
    # when
    fields = [field for change in changes_of(activity) for field in change.fields]
    # then
    assert ("(since deleted)", "") in [(field.before, field.after) for field in fields]


def test_long_histories_say_what_they_leave_out(monkeypatch):
    # given
    monkeypatch.setattr("ropa.admin.history.CHANGES_SHOWN", 2)
    activity = make_activity()
    client = signed_in(make_user("Auditor"))
    # when
    text = text_of(client.get(page_url(activity, "history")).text)
    # then
    assert "1 older ones are kept as well" in text


def test_the_history_takes_the_same_queries_whatever_its_length(django_assert_num_queries):
    # given
    client = signed_in(make_user("Auditor"))
    for parts in (2, 6):
        activity = make_activity()
        add_parts(activity, parts)
        # when, then
        with django_assert_num_queries(40):
            page = client.get(page_url(activity, "history"))
        assert text_of(page.text).count("Added disclosure") == parts


def test_nothing_can_be_put_back_from_the_history():
    # given
    people = make_people_category()
    client = signed_in(make_user("Approver"))
    record = people.history.first()
    # when
    response = client.post(f"{page_url(people, 'history')}{record.pk}/", {"name": "other"})
    # then
    assert response.status_code == 302
    people.refresh_from_db()
    assert people.name != "other"
