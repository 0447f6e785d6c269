"""After a large load, the database knows how its tables are filled."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from ropa import read_model
from ropa.database import statistics
from ropa.database.statistics import gather_statistics
from ropa.imports.loading import load
from ropa.imports.rows import FileRow, RowPlace

pytestmark = pytest.mark.django_db


def rows(number: int) -> list[FileRow]:
    return [
        FileRow(
            "legislation",
            {"code": f"act-{at}", "title": f"Act {at}", "kind": "guidance"},
            RowPlace("file", str(at)),
        )
        for at in range(number)
    ]


@pytest.mark.parametrize(("number", "times"), [(2, 0), (3, 1)])
def test_many_rows_that_are_loaded_are_looked_at_once_they_are_there(
    number: int,
    times: int,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(statistics, "MANY_ROWS", 3)
    with (
        CaptureQueriesContext(connection) as asked,
        django_capture_on_commit_callbacks(execute=True),
    ):
        load(rows(number))
    assert analysed(asked) == ["ANALYZE"] * times


def test_what_is_only_tried_is_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    monkeypatch.setattr(statistics, "MANY_ROWS", 1)
    with (
        CaptureQueriesContext(connection) as asked,
        django_capture_on_commit_callbacks(execute=True),
    ):
        load(rows(2), dry_run=True)
    assert analysed(asked) == []


def test_what_was_made_anew_is_looked_at() -> None:
    with CaptureQueriesContext(connection) as asked:
        read_model.rebuild([read_model.projection_named("published documents")])
    assert analysed(asked) == ['ANALYZE "ropa_publisheddocument"']


def test_the_database_knows_how_many_rows_there_are() -> None:
    load(rows(40))
    gather_statistics(["ropa_legislation"])
    told = {
        "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'ropa_legislation'",
        "postgresql": "SELECT reltuples FROM pg_class WHERE relname = 'ropa_legislation'",
    }
    with connection.cursor() as cursor:
        cursor.execute(told[connection.vendor])
        found = str(cursor.fetchone()[0])
    assert int(float(found.split(maxsplit=1)[0])) >= 40


def analysed(asked: Any) -> list[str]:
    return [each["sql"] for each in asked if each["sql"].startswith("ANALYZE")]
