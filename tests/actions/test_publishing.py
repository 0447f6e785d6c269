"""Publishing a notice freezes its words around approved entries, never around drafts."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ropa.actions.publishing import FIRST_PUBLISHED, publish_notice
from ropa.actions.refusal import Refused
from ropa.documents.notices import waiting_sections
from ropa.documents.schema import NoticeDocument
from ropa.documents.status import State, notice_statuses
from ropa.models import Notice, Version
from tests.factories import (
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_section,
    make_team,
    make_user,
    publish,
)
from tests.states import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    activity = make_activity()
    approve(activity)
    return activity


def document_of(version):
    return NoticeDocument.model_validate_json(version.document)


def test_the_first_version_needs_no_note_and_holds_the_approved_entries(activity):
    notice = make_notice(activity)
    version = publish(notice)
    assert (version.notice, version.activity, version.number) == (notice, None, 1)
    assert version.is_public
    assert version.change_note == FIRST_PUBLISHED
    approved = Version.objects.get(activity=activity)
    [contained] = document_of(version).activities
    assert (contained.number, contained.digest) == (approved.number, approved.digest)
    assert contained.document.title == activity.title


def test_an_entry_changed_since_its_approval_is_published_as_approved(activity):
    activity.summary = "A draft that no approver has seen."
    activity.save()
    activity.purposes.update(statement="do what no approver has seen")
    version = publish(make_notice(activity))
    assert "no approver" not in version.document
    assert "do an example" in version.document


def test_an_entry_in_two_sections_is_contained_once(activity):
    notice = make_notice(activity)
    make_section(notice, activity)
    document = document_of(publish(notice))
    assert [section.activities for section in document.sections] == [(activity.reference,)] * 2
    assert [item.document.reference for item in document.activities] == [activity.reference]


def test_an_entry_that_is_not_approved_is_named(activity):
    missing = make_bare_activity(title="Not looked at yet")
    notice = make_notice(activity, missing)
    with pytest.raises(Refused) as refused:
        publish(notice)
    assert f"“{notice}” cannot be published yet. Not approved, or retired: {missing}." in str(
        refused.value
    )
    assert str(activity) not in str(refused.value)
    assert not Version.objects.filter(notice=notice).exists()


def test_an_internal_entry_is_named():
    internal = make_activity(is_public=False)
    approve(internal)
    with pytest.raises(Refused, match=f"These entries are not public: {internal}"):
        publish(make_notice(internal))


def test_a_notice_without_sections_is_refused():
    team = make_team()
    notice = Notice.objects.create(
        slug="empty", title="Empty", team=team, organisation=team.organisation
    )
    with pytest.raises(Refused, match="Add a section to it first"):
        publish(notice)


def test_from_the_second_version_on_readers_are_told_what_changed(activity):
    notice = make_notice(activity)
    publish(notice)
    notice.introduction = "Other words."
    notice.save()
    with pytest.raises(Refused, match="Say in a sentence what has changed"):
        publish(notice)
    version = publish(notice, change_note="The beginning is clearer.")
    assert (version.number, version.change_note) == (2, "The beginning is clearer.")


def test_an_unchanged_notice_is_not_published_again(activity):
    notice = make_notice(activity)
    publish(notice)
    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        publish(notice, change_note="Nothing, really.")


@pytest.mark.parametrize("role", ["Editor", "Auditor", "Administrator"])
def test_who_may_not_publish_is_told_why(activity, role):
    notice = make_notice(activity)
    with pytest.raises(PermissionDenied, match="None of your roles lets you publish notices"):
        publish(notice, make_user(role, notice.team))
    assert not Version.objects.filter(notice=notice).exists()


def test_a_lead_publishes_for_their_own_team_alone(activity):
    own, other = make_notice(activity), make_notice(activity)
    lead = make_user("Data protection lead", own.team)
    assert publish(own, lead).number == 1
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        publish(other, lead)


def publish_with_entries(notice, by=None):
    return publish_notice(
        notice=notice,
        by=by or make_user("Approver"),
        reason="It is ready.",
        change_note="The summary is clearer.",
        approve_changed=True,
    )


def test_entries_can_be_approved_with_the_notice(activity):
    changed, draft = make_activity(), make_activity()
    approve(changed)
    changed.summary = "Clearer."
    changed.save()
    version = publish_with_entries(make_notice(activity, changed, draft))
    numbers = [(item.document.reference, item.number) for item in document_of(version).activities]
    assert numbers == [(activity.reference, 1), (changed.reference, 2), (draft.reference, 1)]
    approval = Version.objects.get(activity=changed, number=2)
    assert (approval.reason, approval.change_note) == ("It is ready.", "The summary is clearer.")
    assert activity.versions.count() == 1


def test_if_one_entry_is_refused_nothing_is_approved(activity):
    activity.summary = "Clearer."
    activity.save()
    incomplete = make_bare_activity(title="Not looked at yet")
    notice = make_notice(activity, incomplete)
    with pytest.raises(Refused, match=f"{incomplete} cannot be approved yet"):
        publish_with_entries(notice)
    assert activity.versions.count() == 1
    assert not Version.objects.filter(notice=notice).exists()


def test_if_the_notice_is_refused_no_entry_is_approved():
    internal = make_activity(is_public=False)
    with pytest.raises(Refused, match="not public"):
        publish_with_entries(make_notice(internal))
    assert not internal.versions.exists()


def test_each_entry_needs_the_permission_to_approve_it():
    own, foreign = make_activity(), make_activity()
    notice = make_notice(own, foreign, team=own.team)
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        publish_with_entries(notice, make_user("Data protection lead", own.team))
    assert not Version.objects.exists()


def test_a_section_that_was_never_approved_waits_and_does_not_block_a_live_notice():
    # given
    first, new = make_activity(), make_activity()
    approve(first)
    notice = make_notice(first)
    publish(notice)
    section = make_section(notice, new, title="Something new")
    approver = make_user("Approver")
    # then it stands as it was published
    assert notice_statuses([notice])[notice.pk].state is State.PUBLISHED
    assert waiting_sections(notice) == [section]
    # when it is published again for another reason
    notice.summary = "Said in other words."
    notice.save()
    version = publish_notice(notice=notice, by=approver, reason="Clearer.", change_note="Clearer.")
    # then
    said = NoticeDocument.model_validate_json(version.document)
    assert len(said.sections) == 1
    assert [each.document.reference for each in said.activities] == [first.reference]
    # and once approved, the section is published with it
    approve(new)
    assert waiting_sections(notice) == []
    assert notice_statuses([notice])[notice.pk].state is State.OUT_OF_DATE
    version = publish_notice(notice=notice, by=approver, reason="New.", change_note="One more.")
    assert len(NoticeDocument.model_validate_json(version.document).sections) == 2


def test_a_section_waits_in_no_notice_that_was_never_published_and_for_no_retired_entry():
    # given
    first, other = make_activity(), make_activity()
    approve(first)
    notice = make_notice(first)
    make_section(notice, other)
    # then
    with pytest.raises(Refused, match=other.reference):
        publish(notice)
    # and a section of what was retired does not wait for an approval
    approve(other)
    publish(notice)
    retired = make_activity()
    approve(retired)
    take("retire", retired)
    make_section(notice, retired)
    assert waiting_sections(notice) == []
    with pytest.raises(Refused, match=retired.reference):
        publish(notice, change_note="One more.")
