"""A copy of an activity has all its parts, and a life of its own."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from ropa.actions.duplicating import duplicate_activity
from ropa.documents.build import activity_document
from ropa.documents.status import State, activity_statuses
from ropa.models import ProcessingActivity
from ropa.models.base import part_relations
from tests.documents.filled import fill_activity
from tests.factories import approve, make_activity, make_bare_activity, make_notice, make_user

pytestmark = pytest.mark.django_db

OWN_FIELDS = {"reference", "title", "begins_on", "ends_on", "follows"}


def duplicate(activity, by=None):
    return duplicate_activity(activity=activity, by=by or make_user("Approver"))


def without_notes(said):
    """The same, without any internal note."""
    if isinstance(said, dict):
        return {name: without_notes(each) for name, each in said.items() if name != "internal_note"}
    return [without_notes(each) for each in said] if isinstance(said, list | tuple) else said


def notes_in(said):
    if isinstance(said, dict):
        for name, each in said.items():
            yield from [each] if name == "internal_note" else notes_in(each)
    elif isinstance(said, list | tuple):
        for each in said:
            yield from notes_in(each)


def kinds_of_change(row):
    return [past.history_type for past in row.history.order_by("history_date", "history_id")]


def test_the_copy_says_what_the_original_says_under_its_own_name():
    original = fill_activity()
    before = activity_document(original)
    copy = duplicate(original)
    copied = activity_document(copy)
    assert copy.pk != original.pk
    assert (copy.reference, copy.title) == ("RPA-0002", f"Copy of {original.title}")
    assert without_notes(copied.model_dump(exclude=OWN_FIELDS)) == without_notes(
        before.model_dump(exclude=OWN_FIELDS)
    )
    # and what the keepers of the original noted for themselves stays there
    assert not set(notes_in(copied.model_dump())) - {""}
    assert set(notes_in(before.model_dump())) - {""}
    assert activity_document(original) == before


def test_every_kind_of_part_is_copied_and_none_is_shared():
    original = fill_activity()
    copy = duplicate(original)
    for name in part_relations(ProcessingActivity):
        there, copied = getattr(original, name), getattr(copy, name)
        assert copied.count() == there.count() > 0
        assert not set(copied.values_list("pk", flat=True)) & set(
            there.values_list("pk", flat=True)
        )


def test_what_is_true_of_the_original_alone_does_not_come_along():
    original = make_activity(
        last_reviewed_on=date(2026, 1, 1),
        review_due_on=date(2027, 1, 1),
        begins_on=date(2024, 4, 1),
        ends_on=date(2026, 3, 31),
        follows=make_bare_activity(),
    )
    make_notice(original)
    approve(original)
    copy = ProcessingActivity.objects.get(pk=duplicate(original).pk)
    assert (copy.last_reviewed_on, copy.review_due_on) == (None, None)
    assert (copy.begins_on, copy.ends_on, copy.follows) == (None, None, None)
    assert not copy.section_activities.exists()
    assert activity_statuses([copy])[copy.pk].state is State.DRAFT
    assert activity_statuses([original])[original.pk].state is State.APPROVED


def test_its_history_begins_with_where_it_came_from():
    original = make_activity()
    copy = duplicate(original)
    [first] = copy.history.all()
    assert (first.history_type, first.history_change_reason) == (
        "+",
        f"Copied from {original.reference}",
    )
    assert kinds_of_change(copy.purposes.get()) == ["+", "~"]  # made, its list filled
    assert kinds_of_change(original) == ["+"]


def test_every_copy_has_a_title_of_its_own():
    original = make_activity(title="Inspection")
    titles = [duplicate(original).title for _ in range(3)]
    assert titles == ["Copy of Inspection", "Copy of Inspection (2)", "Copy of Inspection (3)"]


def test_the_title_of_a_copy_is_never_too_long():
    original = make_activity(title="x" * 200)
    for _ in range(2):
        copy = duplicate(original)
        copy.full_clean()


def test_an_editor_copies_for_their_own_team_alone():
    own, other = make_activity(), make_activity()
    editor = make_user("Editor", own.team)
    assert duplicate(own, editor).team == own.team
    with pytest.raises(PermissionDenied, match="a team you do not work for"):
        duplicate(other, editor)


@pytest.mark.parametrize(("role", "verb"), [("Auditor", "add"), ("Administrator", "view")])
def test_who_may_not_copy_is_told_why(role, verb):
    activity = make_bare_activity()
    with pytest.raises(PermissionDenied, match=f"None of your roles lets you {verb} processing"):
        duplicate(activity, make_user(role, activity.team))
    assert ProcessingActivity.objects.count() == 1
