"""What changed, in words: fields by their names, from what to what, never a key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from ropa.history.changes import RowChangeKind
from tests.factories import (
    make_activity,
    make_bare_activity,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_regime,
    make_team,
)

from .reading import changes_of, field_changes, history_of, save

pytestmark = pytest.mark.django_db


def test_rows_and_choices_are_told_by_name():
    # given
    activity = make_activity(legal_regime="uk-gdpr", team=make_team(name="Old team"))
    # when
    activity.team, activity.legal_regime = make_team(name="New team"), "dpa-part-3"
    activity.save()
    # then
    change = changes_of(activity)[0]
    assert change.row_title == "the entry itself"
    assert field_changes(change) == {
        "Team": ("Old team", "New team"),
        "Legal regime": (
            "UK GDPR (general processing)",
            "DPA 2018 Part 3 (law enforcement)",
        ),
    }


def test_periods_days_and_ticks_are_told_in_words():
    # given
    activity = make_bare_activity()
    rule = activity.retention_rules.create(covers="inspection evidence", minimum_period="P3Y")
    # when
    rule.minimum_period, rule.is_usual, rule.position = "P1Y6M", True, 2
    rule.save()
    activity.review_due_on = "2027-03-31"
    activity.save()
    # then
    kept, due = changes_of(activity)[0], changes_of(activity)[-1]
    assert kept.row_title == "retention rule: inspection evidence"
    assert field_changes(kept) == {
        "Period": ("3 years", "1 year and 6 months"),
        "Usually": ("No", "Yes"),
        "Order": ("0", "2"),
    }
    assert field_changes(due)["Review due on"] == ("", "31 March 2027")


def test_what_a_field_cannot_hold_any_longer_is_told_as_it_stands():
    # given
    activity = make_bare_activity(follows_retention_policy="partly")
    rule = activity.retention_rules.create(covers="notes", minimum_period="P2Y")
    rule.history.update(minimum_period="three years")
    # when
    rule.minimum_period, activity.follows_retention_policy = "P3Y", "yes"
    rule.save()
    activity.save()
    # then
    answer, period = changes_of(activity)[:2]
    assert field_changes(answer) == {"Kept and erased as the policy says?": ("partly", "Yes")}
    assert field_changes(period) == {"Period": ("three years", "3 years")}


def test_a_part_that_came_tells_what_it_says_and_one_that_went_what_it_said():
    # given
    activity = make_bare_activity()
    # when
    rule = activity.retention_rules.create(covers="case files", minimum_period="P6Y", position=3)
    rule.delete()
    # then
    removed, added = changes_of(activity)[:2]
    assert (added.kind, removed.kind) == (RowChangeKind.ADDED, RowChangeKind.REMOVED)
    assert field_changes(added) == {
        "What it covers": ("", "case files"),
        "Kept": ("", "At least"),
        "Period": ("", "6 years"),
    }
    assert field_changes(removed) == {
        "What it covers": ("case files", ""),
        "Kept": ("At least", ""),
        "Period": ("6 years", ""),
    }


def test_links_made_after_a_part_was_saved_are_told_with_it():
    # given
    activity = make_bare_activity()
    first, second = sorted((make_provision(), make_provision()), key=str)
    # when
    purpose = activity.purposes.create(statement="help", lawful_basis="6-1-e")
    purpose.provisions.add(first, second)
    # then
    added, _ = changes_of(activity)
    assert added.kind is RowChangeKind.ADDED
    assert field_changes(added)["Provisions"] == ("", f"{first}\n{second}")


def test_nothing_that_a_field_said_in_between_is_left_out():
    # given
    activity = make_bare_activity(title="First")
    # when
    for title in ("Second", "Third"):
        activity.title = title
        activity.save()
    purpose = activity.purposes.create(statement="help", lawful_basis="6-1-e")
    for provision in (make_provision(label="s 1"), make_provision(label="s 2")):
        purpose.provisions.add(provision)
    # then
    told = [field_changes(each) for each in changes_of(activity)]
    titles = [each["Title"] for each in told if "Title" in each]
    assert titles == [("Second", "Third"), ("First", "Second"), ("", "First")]
    links = [each["Provisions"] for each in told if "Provisions" in each]
    assert [len(after.splitlines()) for _, after in links] == [2, 1]


def test_saving_without_a_change_is_an_occasion_without_one():
    # given
    activity = make_bare_activity()
    # when
    save(activity, at=timezone.now() + timedelta(hours=1))
    # then
    saved, made = history_of(activity).occasions
    assert saved.changes == ()
    assert len(made.changes) == 1


def test_without_the_record_before_it_is_not_known_what_changed():
    # given
    activity = make_bare_activity()
    # when
    activity.history.all().delete()
    activity.save()
    # then
    (change,) = changes_of(activity)
    assert change.kind is RowChangeKind.CHANGED
    assert change.fields == ()


def test_what_is_gone_keeps_its_name():
    # given
    activity = make_activity()
    body = make_organisation(name="Gone soon")
    part = activity.disclosures.create(recipient=body, purpose="to share")
    part.recipient = make_organisation(name="Somebody else")
    part.save()
    part.delete()
    body.name = "Gone for good"
    body.save()
    body.delete()
    # when
    removed, changed, added = changes_of(activity)[:3]
    # then
    assert removed.row_title == "disclosure: Somebody else"
    assert field_changes(changed) == {"Recipient": ("Gone for good", "Somebody else")}
    assert added.row_title == "disclosure: Gone for good"


def test_a_name_made_of_several_rows_that_are_gone():
    # given
    activity = make_bare_activity()
    act = make_legislation(title="Lost Act 1900")
    provision = make_provision(legislation=act, label="section 7")
    purpose = activity.purposes.create(statement="help", lawful_basis="6-1-e")
    purpose.provisions.add(provision)
    purpose.provisions.clear()
    provision.delete()
    act.delete()
    # when
    told = [field_changes(each).get("Provisions") for each in changes_of(activity)]
    # then
    assert ("Lost Act 1900, section 7", "") in told


def test_what_left_no_record_is_said_to_be_so():
    # given
    activity = make_activity()
    body = make_organisation()
    part = activity.disclosures.create(recipient=body, purpose="to share")
    part.delete()
    body.delete()
    type(body).history.all().delete()
    # when
    changes = changes_of(activity)
    # then
    assert changes[0].row_title == "disclosure: (no longer recorded)"


def test_the_parts_of_a_section_belong_to_the_notice_even_when_it_is_gone():
    # given
    notice = make_notice(make_activity(reference="RPA-0099", title="Visits"))
    section = notice.sections.get()
    section.audiences.create(
        slug="child", heading="I am a child", people_category=make_people_category(), text="Hello."
    )
    # when
    section.delete()
    # then
    told = {(each.kind.value, each.row_title) for each in changes_of(notice)}
    for what in (
        f"section: {notice}: {section.title}",
        "audience statement: I am a child",
        "activity in this section: RPA-0099 Visits",
    ):
        assert {("Added", what), ("Removed", what)} <= told


def test_other_applications_are_told_alike():
    # given
    regime = make_regime()
    body, power = make_organisation(name="Ofsted"), make_power(name="to enter")
    # when
    regime.powers.create(held_by=body, power=power)
    regime.law.add(make_provision())
    # then
    told = {each.row_title for each in changes_of(regime)}
    assert {"the inspection regime itself", "power used: to enter (Ofsted)"} <= told


def test_a_long_text_tells_where_it_changed():
    # given
    activity = make_bare_activity(summary="We look into what happened and write it down.")
    # when
    activity.summary = "We look into what happened and keep it.\nThen we write to you."
    activity.save()
    # then
    (field,) = changes_of(activity)[0].fields
    assert field.keeps_text
    assert "".join(run.text for run in field.runs if not run.is_added) == field.before
    assert "".join(run.text for run in field.runs if not run.is_removed) == field.after
