"""What took the place of something leads to it, and what has ended leads to the newer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.dates import day_in_words
from ropa.models import Notice, ProcessingActivity
from ropa.public.areas import areas_now
from ropa.public.changes import SubjectPages
from tests.factories import (
    make_activity,
    make_approved_activity,
    make_notice,
    make_policy_document,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def link(subject: ProcessingActivity | Notice, name: str) -> str:
    return f'<a class="govuk-link" href="{SubjectPages.of(subject).page}">{name}</a>'


def page(client: Client, subject: ProcessingActivity | Notice, status: int = 200) -> str:
    response = client.get(SubjectPages.of(subject).page)
    assert response.status_code == status
    return response.text


def test_an_entry_leads_to_the_one_it_follows_in_force_or_ended(client: Client) -> None:
    # given
    older = make_approved_activity(title="Counting <trees>")
    newer = make_approved_activity(title="Counting leaves", follows=older)
    expected = f"This follows {link(older, f'{older.reference} Counting &lt;trees&gt;')}."
    # then
    replaced = f"Replaced by {link(newer, f'{newer.reference} Counting leaves')}."
    assert expected in page(client, newer)
    assert replaced in page(client, older)
    # and when the older one has ended
    retire_activity(
        activity=older, by=make_user("Approver"), reason="It is over.", change_note="It is over."
    )
    assert expected in page(client, newer)
    assert replaced in page(client, older, 410)


def test_an_entry_in_force_names_the_newer_one_as_soon_as_it_is_approved_and_from_its_day(
    client: Client,
) -> None:
    # given
    older = make_approved_activity()
    address = SubjectPages.of(older).page
    before = client.get(address)
    # when the newer one is approved, to begin on a day
    day = timezone.localdate() + timedelta(days=40)
    newer = make_approved_activity(title="Counting leaves", follows=older, begins_on=day)
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    # then
    assert "Counting leaves" not in before.text
    name = f"{newer.reference} Counting leaves"
    assert f"From {day_in_words(day)}, see {link(newer, name)}." in after.text


@pytest.mark.parametrize("make", [make_notice, make_policy_document])
def test_a_notice_leads_to_the_one_it_follows_and_that_to_it_once_withdrawn(
    client: Client, make: Callable[..., Notice]
) -> None:
    # given
    activity = make_approved_activity()
    older, newer = make(activity, title="The old words"), make(activity, title="The new words")
    Notice.objects.filter(pk=newer.pk).update(follows=older)
    publish(older)
    publish(newer)
    # when
    withdraw_notice(
        notice=older, by=make_user("Approver"), reason="It is over.", change_note="It is over."
    )
    # then
    assert f"In the place of: {link(older, 'The old words')}" in page(client, newer)
    assert f"Replaced by {link(newer, 'The new words')}." in page(client, older, 410)


def test_what_has_no_public_page_is_named_and_led_to_by_nobody(client: Client) -> None:
    # given a notice in the place of one that was never published
    activity = make_approved_activity()
    draft = make_notice(activity, title="Never published")
    notice = make_notice(activity, follows=draft)
    publish(notice)
    # when
    text = page(client, notice)
    # then
    assert "In the place of: Never published" in text
    assert SubjectPages.of(draft).page not in text


def test_what_is_not_published_replaces_nothing(client: Client) -> None:
    older = make_approved_activity()
    make_activity(title="A draft of staff", follows=older)
    retire_activity(
        activity=older, by=make_user("Approver"), reason="It is over.", change_note="It is over."
    )
    text = page(client, older, 410)
    assert "Replaced by" not in text
    assert "A draft of staff" not in text


def test_only_what_follows_something_takes_a_query_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    activity = make_approved_activity()
    older = make_notice(activity)
    newer = make_notice(activity, follows=older)
    publish(older)
    publish(newer)
    assert areas_now() == ()
    for notice, queries in ((older, 3), (newer, 4)):
        with django_assert_num_queries(queries):
            client.get(f"{SubjectPages.of(notice).page}?made=now")
