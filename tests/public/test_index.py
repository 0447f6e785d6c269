"""The index of the public record: from the newest public versions in force alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.models import (
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    NamedSubject,
    PublishedDocument,
    Purpose,
    RetentionRule,
)
from ropa.public import record
from ropa.public.index import (
    DATA,
    LEGISLATION,
    ORGANISATION,
    PEOPLE,
    PROVISION,
    register_index,
)
from ropa.public.published_lists import published_notices
from ropa.public.subjects.organisations import organisation_page
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_approved_activity,
    make_data_category,
    make_notice,
    make_organisation,
    make_people_category,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


# The mentions; the entries; what they name; all that; and of a body its notices, policy documents,
# and whether it is a regulator.
ONE_SUBJECT = 8


@pytest.mark.parametrize("number", [2, 20])
def test_a_subject_takes_the_same_queries_with_few_entries_and_with_many(
    number: int, django_assert_max_num_queries: Any
) -> None:
    body = make_organisation()
    for _ in range(number):
        activity = make_activity()
        Disclosure.objects.create(activity=activity, recipient=body, purpose="to show it")
        approve(activity)
        publish(make_notice(activity))
    index = register_index()

    with django_assert_max_num_queries(ONE_SUBJECT):
        page = organisation_page(index, body.code)
    assert len(index.references_to(ORGANISATION, body.code)) == number
    assert page.receipts


def test_an_empty_register_has_an_empty_index() -> None:
    index = register_index()

    assert (dict(index.links.addresses), dict(index.names.people)) == ({}, {})


def test_everything_an_entry_names_has_an_address_and_leads_back_to_it(client: Client) -> None:
    activity = make_activity()
    add_parts(activity, 2)
    approve(activity)

    index = register_index()

    kinds = {kind for kind, _code in index.links.addresses}
    assert kinds == {ORGANISATION, LEGISLATION, PROVISION, DATA, PEOPLE}
    disclosure = activity.disclosures.first()
    use = activity.power_uses.first()
    source = activity.data_sources.exclude(organisation=None).first()
    assert source is not None
    assert source.organisation is not None
    assert disclosure is not None
    assert disclosure.gateway is not None
    assert use is not None
    assert use.power.enforced_by is not None
    for name in (
        (ORGANISATION, activity.team.organisation.code),
        (ORGANISATION, disclosure.recipient.code),
        (ORGANISATION, disclosure.including.get().code),
        (ORGANISATION, source.organisation.code),
        (ORGANISATION, use.held_by.code),
        (PROVISION, disclosure.gateway.provision.code),
        (PROVISION, use.power.enforced_by.provision.code),
        (LEGISLATION, use.power.provision.legislation.code),
    ):
        assert index.references_to(*name) == (activity.reference,)
    for address in index.links.addresses.values():
        assert activity.reference in client.get(address).content.decode()


def test_what_is_retired_withdrawn_or_internal_is_not_in_it() -> None:
    retired, hidden, stays = (
        make_approved_activity(),
        make_approved_activity(),
        make_approved_activity(),
    )
    notice = make_notice(stays)
    publish(notice)
    by = make_user("Approver")
    retire_activity(activity=retired, by=by, reason="It ended.", change_note="It ended.")
    withdraw_notice(notice=notice, by=by, reason="It ended.", change_note="It ended.")
    hidden.is_public = False
    hidden.save()
    approve(hidden)

    index = register_index()

    assert [each.code for each in record.entries()] == [stays.reference]
    assert list(published_notices()) == []
    assert index.regulators() == []
    for gone in (retired, hidden):
        code = gone.data_holdings.get().data_category.code
        assert index.links.address(DATA, code) == ""


def test_nothing_internal_is_in_it() -> None:
    marked = "for staff only"
    activity = make_activity(
        internal_note=marked,
        data_location=marked,
        business_function=marked,
        why_not_followed=marked,
    )
    Purpose.objects.filter(activity=activity).update(internal_note=marked)
    RetentionRule.objects.filter(activity=activity).update(internal_note=marked)
    ControllerRole.objects.filter(activity=activity).update(arrangement=marked)
    Disclosure.objects.create(
        activity=activity, recipient=make_organisation(), purpose="to show", agreement=marked
    )
    version = approve(activity)
    notice = publish(make_notice(activity, internal_note=marked))
    assert version.document.count(marked) == 8
    assert marked in notice.document

    told = repr([list(model.objects.values()) for model in (PublishedDocument, NamedSubject)])
    assert marked not in told
    assert activity.title in told


def test_the_newest_name_of_a_code_stands() -> None:
    body = make_organisation(name="Old name")
    activities = [make_activity(), make_activity()]
    for activity in activities:
        Disclosure.objects.create(activity=activity, recipient=body, purpose="to show it")
    approve(activities[0])
    body.name = "New name"
    body.save()
    approve(activities[1])

    assert register_index().names.organisations[body.code].name == "New name"


def test_a_source_that_may_be_people_is_an_organisation_only_where_that_is_known() -> None:
    witnesses = make_people_category(name="witnesses")
    press, known = make_organisation(name="the press"), make_organisation(name="the paper")
    activity = make_activity()
    for origin in (
        {"people_category": witnesses},
        {"organisation": press},
        {"organisation": known},
    ):
        DataSource.objects.create(activity=activity, group=DataSource.Group.PUBLIC, **origin)
    Disclosure.objects.create(activity=activity, recipient=known, purpose="to print it")
    approve(activity)

    organisations = register_index().names.organisations

    assert known.code in organisations
    assert witnesses.code not in organisations
    assert press.code not in organisations


def test_what_a_notice_still_says_from_an_older_entry_has_a_page(client: Client) -> None:
    # given a notice, and an entry of it that names something else since
    activity = make_activity()
    before = activity.data_holdings.get().data_category
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    activity.data_holdings.all().delete()
    DataHolding.objects.create(
        activity=activity,
        data_category=make_data_category(),
        people_category=make_people_category(),
    )
    approve(activity)

    page = client.get(f"/notices/{notice.slug}/").content.decode()

    assert f'href="/data/{before.code}/"' in page
    assert client.get(f"/data/{before.code}/").status_code == 200
    assert register_index().references_to(DATA, before.code) == ()
