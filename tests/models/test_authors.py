"""Who changed an entry or a notice since it was last frozen."""

from __future__ import annotations

import pytest

from ropa.documents.status import State
from ropa.models import NoticeSection, RetentionRule
from ropa.models.authors import authors_of
from tests.factories import add_parts, approve, make_activity, make_notice, make_section, make_user
from tests.standings import change, entry_in, notice_in

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
