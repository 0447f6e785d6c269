"""Who changed an entry or a notice since it was last frozen."""

from __future__ import annotations

import pytest

from ropa.documents.status import State
from ropa.models import NoticeSection, ProcessingActivity, RetentionRule
from ropa.models.authors import SUPERSEDING, authors_of, authors_of_entries
from ropa.models.base import part_relations
from tests.factories import add_parts, approve, make_activity, make_notice, make_section, make_user
from tests.states import change, entry_in, notice_in

pytestmark = pytest.mark.django_db


def test_what_the_system_did_has_no_author():
    assert authors_of(make_activity()) == set()
    assert authors_of(make_notice()) == set()


def test_everybody_who_changed_a_row_or_a_part_of_it_is_an_author():
    # given
    entry = make_activity()
    people = [make_user("Editor", entry.team) for _ in range(3)]
    change(entry, people[0], summary="One.")
    change(entry, people[0], summary="Two.")
    change(entry.purposes.get(), people[1], statement="do it")
    part = entry.retention_rules.get()
    setattr(part, "_history_user", people[2])  # noqa: B010
    part.delete()
    # then
    assert authors_of(entry) == {person.pk for person in people}


def test_parts_of_parts_count_and_gone_ones_too():
    # given
    notice = make_notice()
    writer, remover = make_user("Editor"), make_user("Editor")
    section = make_section(notice)
    change(section.audiences.get(), writer, text="Other words.")
    setattr(section, "_history_user", remover)  # noqa: B010
    section.delete()
    # then
    assert not NoticeSection.objects.filter(pk=section.pk).exists()
    assert authors_of(notice) == {writer.pk, remover.pk}


def test_another_entrys_authors_are_not_this_ones():
    # given
    entry, other = make_activity(), make_activity()
    somebody = make_user("Editor")
    change(other, somebody, summary="Theirs.")
    change(other.retention_rules.get(), somebody, minimum_period="P2Y")
    # then
    assert RetentionRule.objects.filter(activity=entry).exists()
    assert authors_of(entry) == set()


@pytest.mark.parametrize(
    ("make", "state"), [(entry_in, State.APPROVED), (notice_in, State.PUBLISHED)]
)
def test_only_changes_after_the_newest_version_count(make, state):
    # given
    subject = make(State.DRAFT)
    before, after = make_user("Editor"), make_user("Editor")
    change(subject, before, internal_note="Before.")
    assert authors_of(subject) == {before.pk}
    # when
    frozen = make(state)
    change(frozen, after, internal_note="After.")
    # then
    assert authors_of(frozen) == {after.pk}


def test_a_new_version_clears_the_list():
    # given
    entry = make_activity()
    change(entry, make_user("Editor"), summary="Before.")
    # when
    approve(entry)
    # then
    assert authors_of(entry) == set()


@pytest.mark.parametrize("parts", [1, 5])
def test_it_takes_the_same_queries_whatever_the_size(parts, django_assert_num_queries):
    # given
    entry = make_activity()
    add_parts(entry, parts)
    change(entry, make_user("Editor"), summary="Changed.")
    # when, then
    with django_assert_num_queries(2):
        assert len(authors_of(entry)) == 1


def changed_by(row, person, **history):
    """Save a row as `person` would."""
    row._history_user = person
    row._change_reason = history.get("reason", "")
    row.save()


def test_the_authors_of_many_are_those_of_each(django_assert_num_queries):
    # given
    entries = [make_activity() for _ in range(4)]
    untouched, approved, parted, replaced = entries
    before, after, other = (make_user("Editor") for _ in range(3))
    changed_by(approved, before)
    approve(approved)
    changed_by(approved, after)
    changed_by(parted.retention_rules.get(), other)
    part = parted.purposes.get()
    setattr(part, "_history_user", after)  # noqa: B010
    part.delete()
    changed_by(replaced.retention_rules.get(), other, reason=f"{SUPERSEDING}one by another")
    # when
    with django_assert_num_queries(2):
        found = authors_of_entries(entries)
    # then
    assert found == {
        untouched.pk: set(),
        approved.pk: {after.pk},
        parted.pk: {other.pk, after.pk},
        replaced.pk: set(),
    }
    assert found == {entry.pk: authors_of(entry) for entry in entries}


def test_no_entries_take_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert authors_of_entries([]) == {}


def test_parts_of_entries_have_no_parts_that_could_be_left_out():
    for part in part_relations(ProcessingActivity).values():
        assert part_relations(part) == {}
