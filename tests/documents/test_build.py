"""Documents from rows: complete, fresh, in order, and in bulk."""

from __future__ import annotations

import pytest

from inspections.models import RegimeParticipant, RegimePower, ServiceType
from ropa.documents.build import activity_document, activity_documents
from ropa.documents.notices import draft_notice_document, notice_documents
from ropa.documents.schema import NoticeDocument
from ropa.documents.status import activity_statuses, notice_statuses
from ropa.models import Condition, ContactPoint, Notice, Organisation, ProcessingActivity
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_organisation,
    make_power,
    make_provision,
    make_regime,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

FOR_ACTIVITIES = 6
FOR_TOUCHED = 3
FOR_NOTICES = 13
FOR_A_DRAFT = 18


def activities_with_parts(number, parts):
    for _ in range(number):
        activity = make_activity()
        add_parts(activity, parts)
        with_contact(activity.team.organisation)
    return list(ProcessingActivity.objects.all())


def with_contact(organisation):
    ContactPoint.objects.create(
        organisation=organisation, subject="dpo", name="Office", to_be_supplied="The address."
    )
    return organisation


def regime_for(section, *activities):
    """A regime with every kind of part, for a section of a notice."""
    power = make_power(enforced_by=make_power(kind="offence"))
    body = with_contact(make_organisation())
    regime = make_regime(
        section=section, lead=with_contact(make_organisation()), commissioned_by=body
    )
    regime.law.add(make_provision())
    regime.activities.set(activities)
    ServiceType.objects.create(regime=regime, name="schools")
    RegimeParticipant.objects.create(regime=regime, organisation=body, part_played="Looks.")
    RegimePower.objects.create(
        regime=regime, held_by=body, power=power, applied_through=make_provision()
    )


def notice_with_regimes(activities, sections=1):
    if not Organisation.objects.filter(is_regulator=True).exists():
        with_contact(make_organisation(is_regulator=True))
    notice = make_notice(*activities)
    with_contact(notice.organisation)
    for _ in range(sections - 1):
        make_section(notice, *activities)
    for section in notice.sections.all():
        regime_for(section, *activities)
    return notice


@pytest.mark.parametrize(("number", "parts"), [(1, 1), (1, 12), (60, 1)])
def test_activities_take_as_many_queries_whatever_their_number(
    number, parts, django_assert_num_queries
):
    activities_with_parts(number, parts)
    with django_assert_num_queries(FOR_ACTIVITIES):
        documents = activity_documents(ProcessingActivity.objects.all())
    assert len(documents) == number
    assert {len(document.disclosures) for document in documents.values()} == {parts}


@pytest.mark.parametrize(("number", "sections"), [(1, 1), (20, 3)])
def test_a_notice_takes_as_many_queries_whatever_its_size(
    number, sections, django_assert_num_queries
):
    activities = activities_with_parts(number, 1)
    for activity in activities:
        approve(activity)
    notice = notice_with_regimes(activities, sections)
    with django_assert_num_queries(FOR_NOTICES):
        documents = notice_documents([notice])
    document = documents[notice.pk]
    assert isinstance(document, NoticeDocument)
    assert len(document.activities) == number
    assert len(document.sections) == sections
    with django_assert_num_queries(FOR_A_DRAFT):
        draft = draft_notice_document(notice)
    assert draft == document


@pytest.mark.parametrize("number", [1, 12])
def test_many_notices_take_as_many_queries_as_one(number, django_assert_num_queries):
    for activity in activities_with_parts(number, 1):
        approve(activity)
        publish(notice_with_regimes([activity]))
    notices = list(Notice.objects.all())
    with django_assert_num_queries(FOR_NOTICES):
        assert len(notice_documents(notices)) == number


@pytest.mark.parametrize("number", [1, 12])
def test_where_rows_stand_takes_as_many_queries_for_many_as_for_one(
    number, django_assert_num_queries, history_always_consulted
):
    for activity in activities_with_parts(number, 1):
        approve(activity)
        publish(notice_with_regimes([activity]))
    with django_assert_num_queries(1 + FOR_TOUCHED + 2):
        activity_statuses(ProcessingActivity.objects.all())
    add_parts(make_activity(), 1)
    with django_assert_num_queries(FOR_TOUCHED + FOR_ACTIVITIES + 2):
        activity_statuses(ProcessingActivity.objects.all())
    with django_assert_num_queries(FOR_NOTICES + 3):
        notice_statuses(Notice.objects.all())


def test_one_document_is_read_afresh():
    activity = make_activity()
    assert activity_document(activity).title == activity.title
    purpose = activity.purposes.get()
    held = ProcessingActivity.objects.prefetch_related("purposes").get()
    purpose.statement = "do something new"
    purpose.save()
    assert [part.statement for part in activity_document(held).purposes] == ["do something new"]


def test_explicit_consent_brings_the_rights_of_consent():
    """UK GDPR Articles 7(3), 17(1)(b) and 20(1)(a) name Article 9(2)(a), too."""
    activity = make_activity()
    of_consent = {"withdraw-consent", "erasure", "portability"}
    assert not of_consent & {right.code for right in activity_document(activity).rights}
    Condition.objects.create(activity=activity, covers="special", article_9="9-2-a")
    assert of_consent <= {right.code for right in activity_document(activity).rights}


def test_parts_stand_in_their_order():
    activity = make_bare_activity()
    add_parts(activity, 3)
    for rule, position in zip(activity.retention_rules.all(), (3, 1, 2), strict=True):
        rule.position = position
        rule.save()
    document = activity_document(activity)
    assert [rule.covers for rule in document.retention_rules] == ["rule 2", "rule 3", "rule 1"]


def test_nothing_is_made_of_nothing():
    assert activity_documents([]) == {}
    assert notice_documents([]) == {}
    assert activity_statuses([]) == {}
