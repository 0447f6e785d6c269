"""The context of the public pages holds the public part alone."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.notices import draft_notice_document
from ropa.documents.pages import activity_page, notice_page
from ropa.documents.published import published
from ropa.models import AudienceStatement, Purpose
from tests.factories import make_activity, make_notice, make_people_category, make_section

pytestmark = pytest.mark.django_db


def test_internal_fields_are_absent_at_any_depth() -> None:
    # given an entry with an internal note on itself and on its purpose
    activity = make_activity(internal_note="for staff")
    Purpose.objects.filter(activity=activity).update(internal_note="for staff")

    # when its public part is taken
    public = published(activity_document(activity))

    # then neither can be read, and the rest can
    assert public.title == activity.title
    with pytest.raises(AttributeError):
        _ = public.internal_note
    with pytest.raises(AttributeError):
        _ = public.purposes[0].internal_note


def test_a_notice_page_puts_children_first() -> None:
    notice = make_notice(make_activity())
    section = notice.sections.get()
    AudienceStatement.objects.create(
        section=section,
        slug="child",
        heading="I am a child",
        people_category=make_people_category(are_children=True),
        text="For you.",
        position=9,
    )

    context = notice_page(draft_notice_document(notice), None)

    assert [audience.slug for audience in context["sections"][0].audiences] == ["child", "reader"]


def test_headings_go_one_level_deeper_where_there_are_several_sections() -> None:
    activity = make_activity()
    notice = make_notice(activity)
    one = notice_page(draft_notice_document(notice), None)
    make_section(notice, activity)
    several = notice_page(draft_notice_document(notice), None)

    assert (one["level"], one["sublevel"]) == (2, 3)
    assert (several["level"], several["sublevel"]) == (3, 4)


def test_a_section_says_when_its_publisher_is_not_the_only_controller() -> None:
    own = make_activity()
    foreign = make_activity()
    notice = make_notice(own, team=own.team)
    make_section(notice, foreign)

    sections = notice_page(draft_notice_document(notice), None)["sections"]

    assert [section.has_own_controllers for section in sections] == [False, True]


def test_an_entry_page_names_its_gaps() -> None:
    context = activity_page(activity_document(make_activity()), None)

    assert "whether information goes abroad" in context["gaps"]
    assert context["version"] is None
