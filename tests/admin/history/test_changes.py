"""The changes of the whole register: who changed what, from what to what, and why."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ropa.admin.shared.links import page_url
from ropa.history.intervals import named_intervals
from ropa.permissions import give_access
from tests.admin.forms import signed_in, text_of
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_notice,
    make_organisation,
    make_regime,
    make_team,
    make_user,
    publish,
)
from tests.history.reading import save

pytestmark = pytest.mark.django_db


def read(client, **asked):
    return text_of(client.get(reverse("admin:changes"), asked).text)


def results(client, **asked):
    """What stands below the form."""
    return read(client, **asked).split("Show only", 1)[1].split("result", 1)[-1]


def test_who_changed_a_retention_period_from_what_to_what_and_why():
    # given
    activity = make_activity(reference="RPA-0042", title="Inspecting homes")
    rule = activity.retention_rules.create(covers="case files", minimum_period="P3Y")
    approve(activity)
    save(rule, make_user("Approver", first_name="Ada", last_name="Example"), minimum_period="P6Y")
    version = approve(activity)
    client = signed_in(make_user("Auditor"))
    today = str(timezone.localdate())
    # when
    page = client.get(
        reverse("admin:changes"),
        {"what": "ropa.retentionrule.minimum_period", "since": today, "until": today},
    )
    text = text_of(page.text)
    # then
    assert "2 results" in text
    assert "RPA-0042 Inspecting homes" in text
    assert "Ada Example Changed retention rule: case files" in text
    assert "Period From 3 years to 6 years Why It is complete." in text
    assert "Approved as version 2 by user-" in text
    assert f'href="{page_url(version)}">Approved as version 2</a>' in page.text
    assert f'href="{page_url(activity, "history")}"' in page.text


def test_what_nobody_has_decided_about_has_no_reason_yet():
    # given
    activity = make_activity()
    approve(activity)
    save(activity, at=timezone.now() + timedelta(minutes=5))
    # when
    shown = results(signed_in(make_user("Auditor")), about=activity.reference)
    # then
    newest, older = shown.split("Approved as version 1", 1)
    assert "Why" not in newest.split("Saved without changing anything.")[1].split(":")[0]
    assert "Approved as version 1" in older


def test_a_deleted_entry_is_found_by_its_name_and_keeps_it():
    # given
    activity = make_activity(reference="RPA-0077", title="No longer here")
    activity.delete()
    # when
    shown = results(signed_in(make_user("Auditor")), about="longer here")
    # then
    assert "RPA-0077 No longer here Deleted" in shown
    assert "Removed the entry itself" in shown
    assert "Removed purpose: do an example" in shown


def test_a_row_is_found_by_a_name_it_had_before():
    # given
    body = make_organisation(name="Old name")
    body.name = "New name"
    body.save()
    # when
    shown = results(signed_in(make_user("Auditor")), about="old NAME")
    # then
    assert "Name From Old name to New name" in shown
    assert "Nothing matches" in read(signed_in(make_user("Auditor")), about="no such name")


def test_people_see_what_is_in_their_reach():
    # given
    ours, theirs, given = make_team(), make_team(), make_team()
    mine = make_activity(team=ours, title="Ours")
    make_notice(mine, team=ours, title="Our notice")
    other = make_activity(team=theirs, title="Theirs")
    approve(other)
    make_notice(other, team=theirs, title="Their notice")
    single = make_activity(team=given, title="Given to one")
    make_activity(team=ours, title="Ours and gone").delete()
    make_activity(team=theirs, title="Theirs and gone").delete()
    make_regime(team=theirs, title="Their regime")
    editor = make_user("Editor", ours)
    give_access(editor, single)
    # when
    seen = results(signed_in(editor))
    everything = results(signed_in(make_user("Approver")))
    # then
    for title in ("Ours", "Our notice", "Given to one", "Ours and gone"):
        assert f"{title} " in seen
        assert f"{title} " in everything
    for title in ("Theirs", "Their notice", "Theirs and gone", "Their regime"):
        assert title not in seen
        assert title in everything
    assert "Approved as version" not in seen


def test_who_sees_no_rows_sees_no_changes_of_them():
    # given
    make_activity(title="Not for administrators")
    nobody = make_user("Editor")
    nobody.groups.clear()
    # then
    assert "Not for administrators" not in read(signed_in(make_user("Administrator")))
    assert signed_in(nobody).get(reverse("admin:changes")).status_code == 403
    assert signed_in(make_user("Auditor")).get(reverse("admin:changes")).status_code == 200


def test_the_page_is_linked_from_the_start_page_and_from_a_history():
    # given
    client = signed_in(make_user("Auditor"))
    # then
    link = f'<a href="{reverse("admin:changes")}">'
    assert link in client.get(reverse("admin:index")).text
    assert link in client.get(page_url(make_organisation(), "history")).text


def test_the_days_people_ask_about_are_a_link_away():
    # given
    client = signed_in(make_user("Auditor"))
    quarter = named_intervals(timezone.localdate())[1]
    asked = {"since": str(quarter.since), "until": str(quarter.until), "who": "system"}
    # when
    page = client.get(reverse("admin:changes"), asked | {"page": "1"})
    # then
    assert page.text.count('aria-current="true"') == 1
    assert (
        f'href="?since={quarter.since}&amp;until={quarter.until}&amp;who=system"'
        ' aria-current="true">Last quarter</a>' in page.text
    )
    assert "Nothing matches" in text_of(page.text)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 1), ["2026-01-01 2026-01-31", "2025-10-01 2025-12-31"]),
        (date(2026, 5, 31), ["2026-05-01 2026-05-31", "2026-01-01 2026-03-31"]),
        (date(2028, 2, 29), ["2028-02-01 2028-02-29", "2027-10-01 2027-12-31"]),
        (date(2026, 12, 31), ["2026-12-01 2026-12-31", "2026-07-01 2026-09-30"]),
    ],
)
def test_months_and_quarters(today, expected):
    *found, year = (f"{each.since} {each.until}" for each in named_intervals(today))
    assert found == expected
    assert year == f"{today.year}-01-01 {today.year}-12-31"


@pytest.mark.parametrize(
    "asked", [{"about": "x" * 5000}, {"about": "\0"}, {"about": "'; --", "who": "1e9"}]
)
def test_what_makes_no_sense_breaks_nothing(asked):
    # given
    make_bare_activity()
    # when
    response = signed_in(make_user("Auditor")).get(reverse("admin:changes"), asked)
    # then
    assert response.status_code == 200
    assert "is left out" in text_of(response.text)


def test_the_page_takes_few_queries_however_much_changed(django_assert_max_num_queries, subtests):
    # given
    team = make_team()
    auditor, editor = (signed_in(make_user(role, team)) for role in ("Auditor", "Editor"))
    readings: tuple[tuple[Client, dict[str, str]], ...] = (
        (auditor, {}),
        (editor, {}),
        (editor, {"what": "ropa.purpose.provisions", "about": "RPA"}),
        (auditor, {"what": "decisions"}),
    )
    for entries in (1, 6):
        for _ in range(entries):
            activity = make_activity(team=team)
            add_parts(activity, entries)
            approve(activity)
        publish(make_notice(activity, team=team))
        # when, then
        for client, asked in readings:
            with (
                subtests.test(entries=entries, editor=client is editor, asked=asked),
                django_assert_max_num_queries(18),
            ):
                assert "Nothing matches" not in read(client, **asked)
