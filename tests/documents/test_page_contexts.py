"""The context of the public pages holds the public part alone."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.notices import draft_notice_document
from ropa.documents.page_contexts import (
    activity_context,
    notice_context,
    notice_overview_context,
    notice_section_context,
)
from ropa.documents.public_copy import public_copy
from ropa.models import AudienceStatement, ControllerRole, Purpose
from tests.factories import make_activity, make_notice, make_people_category, make_section

pytestmark = pytest.mark.django_db


def test_internal_fields_are_absent_at_any_depth() -> None:
    # given an entry with an internal note on itself and on its purpose
    activity = make_activity(internal_note="for staff")
    Purpose.objects.filter(activity=activity).update(internal_note="for staff")

    # when its public part is taken
    public = public_copy(activity_document(activity))

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

    context = notice_context(draft_notice_document(notice), None)

    assert [audience.slug for audience in context["sections"][0].audiences] == ["child", "reader"]


def test_headings_go_one_level_deeper_where_there_are_several_sections() -> None:
    activity = make_activity()
    notice = make_notice(activity)
    one = notice_context(draft_notice_document(notice), None)
    make_section(notice, activity)
    several = notice_context(draft_notice_document(notice), None)

    assert (one["level"], one["sublevel"]) == (2, 3)
    assert (several["level"], several["sublevel"]) == (3, 4)


def test_each_section_has_who_answers_for_its_information() -> None:
    own, foreign = make_activity(), make_activity()
    notice = make_notice(own, team=own.team)
    other = make_section(notice, foreign)
    document = draft_notice_document(notice)

    first = notice_section_context(document, None, notice.sections.all()[0].slug)
    second = notice_section_context(document, None, other.slug)

    assert [each.organisation.code for each in first["rights_contacts"]] == [
        own.team.organisation.code
    ]
    assert [each.organisation.code for each in second["rights_contacts"]] == [
        foreign.team.organisation.code
    ]
    both = notice_overview_context(document, None)["rights_contacts"]
    assert [each.organisation.code for each in both] == [
        own.team.organisation.code,
        foreign.team.organisation.code,
    ]


def test_the_publisher_answers_where_nobody_is_named() -> None:
    activity = make_activity()
    ControllerRole.objects.filter(activity=activity).delete()
    notice = make_notice(activity)
    document = draft_notice_document(notice)

    context = notice_section_context(document, None, notice.sections.get().slug)

    assert [each.organisation for each in context["rights_contacts"]] == [context["publisher"]]


def test_an_overview_holds_no_section_at_length() -> None:
    context = notice_overview_context(draft_notice_document(make_notice(make_activity())), None)

    assert "sections" not in context
    assert context["everything"].entries


def test_there_is_no_page_for_a_section_that_is_not_there() -> None:
    document = draft_notice_document(make_notice(make_activity()))

    with pytest.raises(LookupError, match="no-such"):
        notice_section_context(document, None, "no-such")


def test_an_entry_page_names_its_gaps() -> None:
    context = activity_context(activity_document(make_activity()), None)

    assert "whether information goes abroad" in context["gaps"]
    assert context["version"] is None
