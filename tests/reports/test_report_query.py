"""What a report holds is what whoever asks for it may see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_regime,
    make_section,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db

DRAFT = Selection(is_draft=True)


def test_drafts_hold_what_is_within_reach_and_every_reference_row():
    # given
    own, other = make_team(), make_team()
    mine, theirs = make_activity(team=own), make_activity(team=other)
    for activity in (mine, theirs):
        notice = make_notice(team=activity.team)
        make_section(notice, activity)
    make_regime(team=other)
    body = make_organisation(code="shared-by-all")
    # when
    asked = report(DRAFT, by=make_user("Editor", own))
    tables = asked.tables()
    # then
    assert [entry.document.reference for entry in asked.entries()] == [mine.reference]
    assert [row["team"].code for row in tables["notices"]] == [own.code]
    assert {row["notice"].code for row in tables["sections"]} == {tables["notices"][0]["slug"]}
    assert tables["regimes"] == []
    assert body.code in {row["code"] for row in tables["organisations"]}


def test_a_table_that_a_role_does_not_read_is_not_there():
    # given
    team = make_team()
    make_regime(team=team)
    # when, then
    lead = make_user("Data protection lead", team)
    assert report(DRAFT, by=lead).tables()["regimes"] == []
    assert len(report(DRAFT, by=make_user("Auditor")).tables()["regimes"]) == 1


def test_approved_content_is_what_is_within_reach():
    # given
    own = make_team()
    mine = make_activity(team=own)
    approve(mine)
    approve(make_activity())
    # when, then
    asked = report(Selection(), by=make_user("Editor", own))
    assert [entry.document.reference for entry in asked.entries()] == [mine.reference]
    assert len(list(report(Selection()).entries())) == 2


def test_what_was_approved_at_the_very_instant_was_approved_since_then():
    # given
    approve(make_activity())
    then = approve(newest := make_activity()).created_at
    # when, then
    since = report(Selection(changed_since=then)).entries()
    assert [entry.document.reference for entry in since] == [newest.reference]
    later = then + timedelta(microseconds=1)
    assert list(report(Selection(changed_since=later)).entries()) == []


def test_what_is_approved_while_a_report_is_written_is_not_in_it():
    # given
    approve(first := make_activity())
    asked = report(Selection())
    # when
    approve(make_activity())
    first.summary = "Said otherwise."
    first.save()
    approve(first)
    # then
    assert [entry.version.number for entry in asked.entries() if entry.version] == [1]
