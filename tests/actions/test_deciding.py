"""Nobody decides about their own work, about what they have not seen, or about what is gone."""

from __future__ import annotations

import pytest
from django.db import transaction

from ropa.actions.approving import approve_activities, approve_activity
from ropa.actions.deciding import lock_rows
from ropa.actions.publishing import draft_digest, publish_notice
from ropa.actions.refusal import Refused
from ropa.documents.status import State
from ropa.models import Purpose, Version
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_provision,
    make_team,
    make_user,
    publish,
)
from tests.states import change, entry_in, notice_in, status_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_user("Approver", username="ada")


@pytest.fixture
def somebody_else():
    return make_user("Approver")


def change_part(entry, by):
    change(entry.retention_rules.get(), by, minimum_period="P9Y")


def add_part(entry, by):
    part = Purpose(activity=entry, statement="help", lawful_basis="6-1-c")
    setattr(part, "_history_user", by)  # noqa: B010
    part.save()
    part.provisions.add(make_provision())


def delete_part(entry, by):
    add_part(entry, None)
    part = entry.purposes.last()
    part._history_user = by
    part.delete()
    change(entry, summary="So that something differs.")


def change_list(entry, by):
    part = entry.purposes.get()
    part._history_user = by
    part.provisions.add(make_provision())


def change_own_field(entry, by):
    change(entry, by, summary="It does more now.")


WAYS = [change_own_field, change_part, add_part, delete_part, change_list]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED])
def test_who_changed_an_entry_cannot_approve_it(state, way, ada, somebody_else):
    # given
    entry = entry_in(state)
    versions = entry.versions.count()
    way(entry, ada)
    # when
    with pytest.raises(Refused, match=f"You changed “{entry}” yourself, so somebody else"):
        approve(entry, ada)
    # then
    assert entry.versions.count() == versions
    assert not approve(entry, somebody_else).is_own_work


def test_who_changed_it_before_it_was_approved_last_is_free(ada, somebody_else):
    # given
    entry = make_activity()
    change(entry, ada, summary="The first words.")
    approve(entry, somebody_else)
    # when
    change(entry, somebody_else, summary="Other words.")
    # then
    assert approve(entry, ada).number == 2


def test_who_submitted_it_cannot_approve_it_whoever_changed_it(ada, somebody_else):
    # given
    entry = make_activity()
    change(entry, somebody_else, summary="Words of somebody else.")
    take("submit", entry, ada)
    # when
    with pytest.raises(Refused, match=f"You submitted “{entry}” yourself"):
        approve(entry, ada)
    # then
    assert not approve(entry, somebody_else).is_own_work


def test_what_was_returned_counts_as_changed_by_whoever_changed_it(ada, somebody_else):
    # given
    entry = entry_in(State.RETURNED)
    change(entry, ada, summary="Put right.")
    # then
    with pytest.raises(Refused, match="You changed"):
        approve(entry, ada)
    assert approve(entry, somebody_else).number == 2


def test_a_change_of_reference_data_is_nobodys_own_work(ada):
    # given
    entry = make_activity()
    approve(entry)
    change(entry.controller_roles.get().organisation, ada, name="The renamed body")
    assert status_of(entry).state is State.CHANGED
    # when
    version = approve(entry, ada)
    # then
    assert "The renamed body" in version.document
    assert not version.is_own_work


@pytest.mark.parametrize("submits", [True, False])
def test_a_team_may_let_one_person_write_and_approve_and_the_version_says_so(submits):
    # given
    team = make_team(approves_own_work=True)
    lead = make_user("Data protection lead", team)
    entry = make_activity(team=team)
    change(entry, lead, summary="All by myself.")
    if submits:
        take("submit", entry, lead)
    # when
    version = approve(entry, lead)
    # then
    assert version.is_own_work
    assert Version.objects.get().is_own_work
    # and what somebody else wrote is not own work even there
    change(entry, make_user("Editor", team), summary="A second pair of hands.")
    assert not approve(entry, lead).is_own_work


def change_notice(notice, by):
    change(notice, by, introduction="Other words.")


def change_section(notice, by):
    change(notice.sections.get(), by, why="Another reason.")


def change_part_of_section(notice, by):
    change(notice.sections.get().audiences.get(), by, text="Other words for readers.")


def take_entry_out_and_in(notice, by):
    place = notice.sections.get().section_activities.get()
    place._history_user = by
    place.delete()
    section = notice.sections.get()
    section.section_activities.create(activity=place.activity)
    change(notice, introduction="So that something differs.")


@pytest.mark.parametrize(
    "way", [change_notice, change_section, change_part_of_section, take_entry_out_and_in]
)
@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_who_changed_a_notice_or_its_sections_cannot_publish_it(state, way, ada, somebody_else):
    # given
    notice = notice_in(state)
    versions = notice.versions.count()
    way(notice, ada)
    # when
    with pytest.raises(Refused, match=f"You changed “{notice}” yourself"):
        publish(notice, ada, "Other words.")
    # then
    assert notice.versions.count() == versions
    assert not publish(notice, somebody_else, "Other words.").is_own_work


def test_who_submitted_a_notice_cannot_publish_it(ada, somebody_else):
    # given
    notice = notice_in(State.OUT_OF_DATE)
    take("submit", notice, ada)
    # then
    with pytest.raises(Refused, match=f"You submitted “{notice}” yourself"):
        publish(notice, ada, "Other words.")
    assert not publish(notice, somebody_else, "Other words.").is_own_work


def test_a_team_may_let_one_person_write_and_publish():
    # given
    team = make_team(approves_own_work=True)
    lead = make_user("Data protection lead", team)
    notice = notice_in(State.DRAFT, team=team)
    change_notice(notice, lead)
    # then
    assert publish(notice, lead).is_own_work


def test_what_has_changed_since_it_was_seen_is_not_approved(ada):
    # given
    entry = make_activity()
    seen = {entry.pk: status_of(entry).digest}
    change(entry, summary="Changed meanwhile.")
    # when
    with pytest.raises(Refused, match=f"“{entry}” has changed since you opened the page"):
        approve_activity(activity=entry, by=ada, reason="As I saw it.", seen=seen)
    # then
    assert not Version.objects.exists()
    seen = {entry.pk: status_of(entry).digest}
    assert approve_activity(activity=entry, by=ada, reason="As I see it.", seen=seen).number == 1


def test_what_was_not_seen_among_several_is_not_approved(ada):
    # given
    seen, unseen = make_activity(), make_activity()
    # when
    with pytest.raises(Refused, match=f"“{unseen}” has changed since you opened the page"):
        approve_activities(
            activities=[seen, unseen],
            by=ada,
            reason="As I saw them.",
            seen={seen.pk: status_of(seen).digest},
        )
    # then
    assert not Version.objects.exists()


def test_a_notice_that_has_changed_since_it_was_seen_is_not_published(ada):
    # given
    entry = make_activity()
    approve(entry)
    notice = make_notice(entry)
    seen = draft_digest(notice)
    change(entry, summary="Changed meanwhile, in an entry.")
    # when
    with pytest.raises(Refused, match=f"“{notice}” has changed since you opened the page"):
        publish_notice(notice=notice, by=ada, reason="As I saw it.", seen=seen)
    # then
    assert not Version.objects.of_notices().exists()
    seen = draft_digest(notice)
    assert publish_notice(notice=notice, by=ada, reason="As I see it.", seen=seen).number == 1


def test_several_are_approved_all_or_none_and_every_problem_is_told(ada):
    # given
    right, incomplete, own, unchanged = (make_activity() for _ in range(4))
    incomplete.purposes.all().delete()
    change(own, ada, summary="My own words.")
    approve(unchanged)
    # when
    with pytest.raises(Refused, match="Nothing was decided: 3 of the 4 entries") as refused:
        approve_activities(
            activities=[right, incomplete, own, unchanged], by=ada, reason="All at once."
        )
    # then
    problems = refused.value.problems
    assert len(problems) == 3
    for entry, said in ((incomplete, "cannot be approved"), (own, "You changed")):
        assert any(str(entry) in problem and said in problem for problem in problems)
    assert any(f"Nothing has changed since version 1 of “{unchanged}”" in each for each in problems)
    assert not any(str(right) in problem for problem in problems)
    assert not right.versions.exists()


def test_every_blocking_problem_of_an_entry_is_told_with_its_law(ada):
    # given
    entry = make_activity()
    entry.purposes.all().delete()
    entry.data_holdings.all().delete()
    # when
    with pytest.raises(Refused, match="Put this right first") as refused:
        approve(entry, ada)
    # then
    purposes, holdings = refused.value.problems
    assert purposes.endswith("(UK GDPR Article 30(1)(b); DPA 2018 section 61(2)(d))")
    assert "Article 30(1)(c)" in holdings


def test_several_are_approved_in_the_order_given_under_one_note(ada):
    # given
    first, second = make_activity(), make_activity()
    # when
    versions = approve_activities(
        activities=[second, first], by=ada, reason="Both.", change_note="Two new entries."
    )
    # then
    assert [version.activity for version in versions] == [second, first]
    assert [version.sequence for version in versions] == [1, 2]
    assert {(each.reason, each.change_note) for each in versions} == {("Both.", "Two new entries.")}


def test_approving_nothing_approves_nothing(ada):
    assert approve_activities(activities=[], by=ada, reason="Nothing.") == []


def test_a_decision_about_what_is_gone_names_it():
    # given
    here, gone = make_activity(), make_activity()
    name = str(gone)
    type(gone).objects.get(pk=gone.pk).delete()
    # then
    with transaction.atomic(), pytest.raises(Refused, match=f"^{name}: deleted meanwhile"):
        lock_rows([gone, here])


def test_a_decision_takes_a_reason(ada):
    # given
    entry = make_activity()
    # then
    for verb in ("submit", "approve"):
        with pytest.raises(Refused, match="Say why you decide this now"):
            take(verb, entry, ada, reason="  ")
    assert status_of(entry).state is State.DRAFT
    assert not Version.objects.exists()
