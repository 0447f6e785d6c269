"""The databases of the tests are copies of a migrated one, and who asks for one runs on either
engine."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader

HERE = Path(__file__).parent
# Made elsewhere, a database would not be seen to depend on the engine.
BY_FIXTURE = re.compile(
    r"OwnDatabase\(|servers\.installed\(|from tests\.servers import .*\binstalled\b"
)


def applied(url: str) -> set[tuple[str, ...]]:
    """Which migrations a database has, as somebody sees who is no part of the register."""
    asked = "SELECT app, name FROM django_migrations"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as to:
            return set(to.execute(asked).fetchall())
    with psycopg.connect(url) as to:
        return set(to.execute(asked).fetchall())


def test_a_database_of_a_test_is_migrated(own_database, tmp_path):
    with own_database(tmp_path, "copied") as url:
        assert applied(url) == set(MigrationLoader(None).disk_migrations)


def test_an_empty_one_has_no_tables(own_database, tmp_path):
    with (
        own_database(tmp_path, "empty", empty=True) as url,
        pytest.raises((sqlite3.OperationalError, psycopg.errors.UndefinedTable)),
    ):
        applied(url)


def test_who_asks_for_a_database_is_marked(db, request):
    assert request.node.get_closest_marker("database")


@pytest.mark.django_db
def test_who_bears_the_mark_of_django_is_marked(request):
    assert request.node.get_closest_marker("database")


def test_who_makes_a_database_is_marked(own_database, request):
    assert request.node.get_closest_marker("database")


def test_who_asks_for_none_is_not(request):
    assert request.node.get_closest_marker("database") is None


def test_databases_are_made_by_fixtures_alone():
    files = [each for each in HERE.rglob("test_*.py") if each != Path(__file__)]
    made = {
        str(each.relative_to(HERE))
        for each in files
        if BY_FIXTURE.search(each.read_text(encoding="utf-8"))
    }
    assert made == set(), "ask for the fixture `own_database` or `installed`"


def test_no_test_empties_the_database_that_tests_share():
    """A test that commits would have every table emptied after it: versions refuse that, and rows
    that migrations made would be missing in each test to come. `django_capture_on_commit_callbacks`
    runs what waits for a commit; `own_database` is for what must commit."""
    emptying = re.compile("transaction" + "=True|transactional" + "_db\\b|TransactionTest" + "Case")
    offenders = [
        str(path.relative_to(HERE))
        for path in sorted(HERE.rglob("*.py"))
        if path.name != "conftest.py" and emptying.search(path.read_text(encoding="utf-8"))
    ]
    assert offenders == []
