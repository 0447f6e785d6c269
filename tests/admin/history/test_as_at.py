"""The page “The register as it stood”."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ropa.actions.publishing import withdraw_notice
from ropa.admin.history.as_at import AsAtForm
from ropa.documents.heads import head_as_at
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db

URL = "/admin/as-at/"


@pytest.fixture
def auditor(client):
    client.force_login(make_user("Auditor"))
    return client


def instant_of(at):
    form = AsAtForm({"at": at})
    assert form.is_valid(), form.errors
    return form.cleaned_data["at"].astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2026-01-15", datetime(2026, 1, 16, tzinfo=UTC)),
        ("2026-07-15", datetime(2026, 7, 15, 23, tzinfo=UTC)),
        ("2026-07-15T14:30", datetime(2026, 7, 15, 13, 31, tzinfo=UTC)),
        (" 2026-07-15 14:30 ", datetime(2026, 7, 15, 13, 31, tzinfo=UTC)),
        # The hour that the clocks repeat, and the one they pass over.
        ("2025-10-26T01:30", datetime(2025, 10, 26, 1, 31, tzinfo=UTC)),
        ("2026-03-29T01:30", datetime(2026, 3, 29, 0, 31, tzinfo=UTC)),
        ("0001-01-01", None),
    ],
)
def test_a_day_or_a_minute_means_its_end_in_london(at, end):
    found = instant_of(at)
    assert end is None or found == end - timedelta(microseconds=1)


def test_nothing_and_today_mean_now():
    before = timezone.now()
    for at in ("", "  ", f"{timezone.localdate():%Y-%m-%d}"):
        assert before <= instant_of(at) <= timezone.now()


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("yesterday", "Write the day with its month and year"),
        ("2026-1-1", "Write the day with its month and year"),
        ("2026-W01-1", "Write the day with its month and year"),
        ("２０２６-01-01", "Write the day with its month and year"),
        ("2026-01-01T1430", "Write the day with its month and year"),
        ("2026-02-30", "There is no such day or time"),
        ("0000-01-01", "There is no such day or time"),
        ("2026-01-01T24:01", "There is no such day or time"),
        ("9999-12-31", "That is still to come"),
        ("9999-12-31T23:59", "That is still to come"),
        ("2026-01-01\x00", "Null characters are not allowed"),
    ],
)
def test_a_bad_date_is_explained_on_the_page(auditor, at, sentence):
    approve(make_activity(title="Not to be shown"))
    answer = auditor.get(URL, {"at": at})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert sentence in page
    assert "Not to be shown" not in page


def test_it_lists_what_was_in_force_with_version_person_digest_and_head(auditor):
    activity = make_activity(title="Inspecting", is_public=False)
    by = make_user("Approver", first_name="Anna", last_name="Berg")
    entry = approve(activity, by)
    notice = publish(make_notice(approve_and_return(make_activity()), title="About inspections"))
    page = auditor.get(URL).content.decode()
    for version in (entry, notice):
        assert reverse("admin:ropa_version_change", args=[version.pk]) in page
        assert version.digest in page
    assert "Anna Berg" in page
    assert f"{activity.reference} Inspecting" in page
    assert "Internal" in page
    head = head_as_at()
    assert head is not None
    assert head.row_hash in page


def approve_and_return(activity):
    approve(activity)
    return activity


def test_it_shows_the_titles_of_then_and_what_has_ended_since(auditor):
    activity = approve_and_return(make_activity())
    notice = make_notice(activity, title="As it was called")
    publish(notice)
    withdraw_notice(
        notice=notice, by=make_user("Approver"), reason="It ended.", change_note="We stopped."
    )
    notice.title = "As it is called"
    notice.save()
    page = auditor.get(URL).content.decode()
    assert "called" not in page
    assert "Privacy notices in force: 0" in page
    assert "Entries in force: 1" in page


def test_before_the_first_version_it_says_so(auditor):
    approve(make_activity())
    page = auditor.get(URL, {"at": "2001-01-01"}).content.decode()
    assert "Nothing had been approved or published yet." in page
    assert "Entries in force: 0" in page


def test_an_editor_sees_what_is_within_reach(client):
    own, other = (approve_and_return(make_activity()) for _ in range(2))
    client.force_login(make_user("Editor", own.team))
    page = client.get(URL).content.decode()
    assert own.title in page
    assert other.title not in page


def test_who_may_not_see_versions_does_not_see_it(client):
    client.force_login(make_user("Administrator"))
    assert client.get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_the_list_of_versions_leads_to_it(auditor):
    assert f'href="{URL}"' in auditor.get("/admin/ropa/version/").content.decode()


def test_many_are_on_pages_of_their_kind_in_order(auditor, monkeypatch):
    # given five entries, and two on a page
    monkeypatch.setattr("ropa.admin.history.as_at.ROWS", 2)
    activities = [make_activity() for _ in range(5)]
    versions = [approve(activity) for activity in activities]
    publish(make_notice(activities[0], title="About inspections"))

    # when the last page of the entries is asked for, on a day
    day = f"{timezone.localdate():%Y-%m-%d}"
    page = auditor.get(URL, {"entries": "3", "at": day}).content.decode()

    # then it has the last alone, and the notices as before
    assert versions[4].digest in page
    assert not any(each.digest in page for each in versions[:4])
    assert "Entries in force: 5" in page
    assert "5 to 5 of 5, by reference" in page
    assert f'href="?entries=2&amp;at={day}#entries-in-force"' in page
    assert "About inspections" in page
    for odd in ("x", "0", "99999"):
        assert auditor.get(URL, {"entries": odd}).status_code == 200


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("once", True),
        ("called ONCE", True),
        ("lately", True),
        ("rpa-", True),
        ("once elsewhere", False),
        ("%", False),
    ],
)
def test_what_was_in_force_is_found_by_any_name_that_it_had(auditor, words, is_found):
    activity = make_activity(title="Called once so")
    version = approve(activity)
    activity.title = "Called lately so"
    activity.save()
    newer = approve(activity)
    publish(make_notice(approve_and_return(make_activity(title="Another")), title="Elsewhere"))

    page = auditor.get(URL, {"q": words}).content.decode()

    assert (newer.digest in page) == is_found
    assert version.digest not in page
    assert "Elsewhere" not in page


@pytest.mark.parametrize("number", [1, 8])
def test_few_and_many_take_the_same_queries(auditor, number, django_assert_num_queries):
    for _ in range(number):
        publish(make_notice(approve_and_return(make_activity())))
    with django_assert_num_queries(8):
        auditor.get(URL)
