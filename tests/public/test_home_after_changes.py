"""The home page that a process has kept takes few queries after a change, too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import approve, make_activity, make_notice, publish

pytestmark = pytest.mark.django_db

MOST = 12


def test_home_takes_few_queries_after_any_change(client: Client) -> None:
    # given a home page that was kept
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity, title="As it was")
    publish(notice)
    client.get("/")

    def queries_taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        return len(queries)

    kept = queries_taken()
    # when something else, the last that the page reads, or the first of it changes
    activity.summary += " And more."
    activity.save()
    approve(activity)
    elsewhere = queries_taken()
    notice.title = "As it is"
    notice.save()
    publish(notice, change_note="It has a new name.")
    renamed = queries_taken()
    publish(make_notice(activity))
    # then
    assert kept == 1
    assert max(elsewhere, renamed, queries_taken()) <= MOST
