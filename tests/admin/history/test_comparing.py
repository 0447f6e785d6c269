"""Two versions side by side, in the staff interface."""

from __future__ import annotations

from typing import Any

import pytest

from ropa.admin.shared.links import page_url
from ropa.models import ProcessingActivity, Version
from tests.admin.forms import signed_in, text_of
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_team,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> Any:
    return signed_in(make_user("Auditor"))


def compared(client: Any, version: Version, wanted: object = None) -> Any:
    query = {} if wanted is None else {"with": str(wanted)}
    return client.get(page_url(version, "compare"), query)


def approved_twice(**fields: Any) -> tuple[ProcessingActivity, Version, Version]:
    """An entry whose summary was written anew between two approvals."""
    activity = make_activity(summary="We look at some records.", **fields)
    first = approve(activity)
    activity.summary = "We look at all records."
    activity.save()
    return activity, first, approve(activity)


def test_a_version_is_compared_with_the_one_before(auditor):
    # given
    _, first, second = approved_twice()
    # when
    text = text_of(compared(auditor, second).text)
    # then
    assert "What changed from version 1 to version 2" in text
    assert "Summary Changed Was: We look at some records." in text
    assert "Now: We look at all records." in text
    assert text == text_of(compared(auditor, second, first.pk).text)


def test_the_older_version_is_what_was_before_whichever_one_starts_from(auditor):
    _, first, second = approved_twice()
    text = text_of(compared(auditor, first, second.pk).text)
    assert "Was: We look at some records." in text


def test_a_version_is_compared_with_what_stands_now(auditor):
    # given
    activity, _, second = approved_twice()
    assert "Nothing differs." in text_of(compared(auditor, second, "now").text)
    activity.internal_note = "Ask the lawyers."
    activity.save()
    # when
    text = text_of(compared(auditor, second, "now").text)
    # then
    assert "What has changed since version 2" in text
    assert "Note for staff Added Staff only Added: Ask the lawyers." in text


def test_a_notice_is_compared_with_what_would_be_published_now(auditor):
    # given
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    version = publish(notice)
    notice.summary = "What it is about now."
    notice.save()
    # when
    text = text_of(compared(auditor, version, "now").text)
    # then
    assert "Now: What it is about now." in text
    assert "cannot be published" not in text


def test_a_notice_with_an_entry_that_is_not_approved_is_compared_as_it_stands(auditor):
    # given
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    version = publish(notice)
    new = make_activity(title="Something new")
    notice.sections.get().section_activities.create(activity=new, position=2)
    # when
    text = text_of(compared(auditor, version, "now").text)
    # then
    assert "cannot be published as it stands" in text
    assert "Entries › Something new Added" in text


@pytest.mark.parametrize("wanted", ["x", "-1", "0", "99999999999999999999999", "1.5", "now "])
def test_what_there_is_not_is_explained(auditor, wanted):
    _, _, second = approved_twice()
    page = compared(auditor, second, wanted)
    assert page.status_code == 200
    assert "There is no such version of this. Choose one from the list." in text_of(page.text)


def test_a_version_of_something_else_is_not_compared(auditor):
    _, _, second = approved_twice()
    other = approve(make_activity(summary="Something else."))
    text = text_of(compared(auditor, second, other.pk).text)
    assert "There is no such version of this." in text
    assert "Something else." not in text


def test_a_version_is_not_compared_with_itself_or_with_nothing(auditor):
    _, first, _ = approved_twice()
    assert "That is this version itself." in text_of(compared(auditor, first, first.pk).text)
    assert "Choose what to compare it with." in text_of(compared(auditor, first).text)


@pytest.mark.parametrize("key", ["x", "99999999999999999999999", "4711"])
def test_a_version_that_is_not_there_is_not_found_or_led_to_the_start(auditor, key):
    _, _, second = approved_twice()
    address = page_url(second, "compare").replace(f"/{second.pk}/", f"/{key}/")
    assert auditor.get(address).status_code == 404


def test_who_may_not_see_a_version_may_not_compare_it():
    # given
    own, others = make_team(), make_team()
    editor = signed_in(make_user("Editor", own))
    _, _, within = approved_twice(team=own)
    _, _, beyond = approved_twice(team=others)
    # then
    assert compared(editor, within).status_code == 200
    assert compared(editor, beyond).status_code == 403
    assert compared(signed_in(make_user("Administrator")), within).status_code == 403


def test_the_page_of_a_version_leads_to_every_comparison(auditor):
    # given
    _, first, second = approved_twice()
    # when
    page = auditor.get(page_url(second)).text
    # then
    address = page_url(second, "compare")
    assert f'<a href="{address}">What changed with this version</a>' in page
    assert f'<a href="{address}?with=now">What has changed since</a>' in page
    assert f'<option value="{first.pk}"' in page
    assert "What changed with this version" not in auditor.get(page_url(first)).text


@pytest.mark.parametrize(("wanted", "queries"), [("first", 7), ("now", 12)])
def test_comparing_takes_the_same_queries_whatever_there_is(
    django_assert_num_queries, auditor, wanted, queries
):
    for parts, approvals in ((2, 2), (5, 4)):
        # given
        activity = make_activity()
        first = approve(activity)
        add_parts(activity, parts)
        versions = [approve(activity)]
        for number in range(approvals):
            activity.summary = f"Summary {number}"
            activity.save()
            versions.append(approve(activity))
        # when, then
        with django_assert_num_queries(queries):
            page = compared(auditor, versions[-1], first.pk if wanted == "first" else "now")
        assert ("Nothing differs" in page.text) == (wanted == "now")
