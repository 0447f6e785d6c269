"""Protection is tried, not looked up: whatever takes it away is found, and nothing remains."""

from __future__ import annotations

import importlib
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from ropa.documents.protection import accepted_changes
from ropa.models import Decision, Version
from tests.factories import approve, make_activity

pytestmark = pytest.mark.django_db
append_only = importlib.import_module("ropa.migrations._append_only")
POSTGRESQL = connection.vendor == "postgresql"
only_postgresql = pytest.mark.skipif(not POSTGRESQL, reason="SQLite has no such thing")
only_sqlite = pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL has no such thing")


@contextmanager
def tampered(*statements):
    """The database as somebody left it who owns it; as it was, afterwards."""
    if POSTGRESQL:
        connection.check_constraints()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        yield
        transaction.set_rollback(True)


def all_rows():
    return list(Version.objects.values_list()), list(Decision.objects.values_list())


def test_nothing_is_accepted_and_nothing_remains():
    for _ in range(3):
        approve(make_activity())
    before = all_rows()
    assert accepted_changes() == []
    assert all_rows() == before


def test_an_empty_register_is_protected_too():
    assert accepted_changes() == []
    assert all_rows() == ([], [])


def test_the_next_version_follows_as_if_nothing_had_been_tried():
    first = approve(make_activity())
    accepted_changes()
    assert approve(make_activity()).sequence == first.sequence + 1
    assert accepted_changes() == []


# What somebody does, and what is found.
NEUTERED = {
    "an emptied function": (
        [
            "CREATE OR REPLACE FUNCTION ropa_version_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NULL; END $$"
        ],
        {
            "UPDATE of reason in ropa_version",
            "DELETE from ropa_version",
            "TRUNCATE of ropa_version",
        },
    ),
    "a function that lets one person pass": (
        [
            "CREATE OR REPLACE FUNCTION ropa_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF current_user = 'postgres' THEN RETURN NULL; END IF; "
            "RAISE EXCEPTION 'Decisions are append-only'; END $$"
        ],
        {"UPDATE of reason in ropa_decision", "TRUNCATE of ropa_decision"},
    ),
    "a trigger switched off": (
        ["ALTER TABLE ropa_decision DISABLE TRIGGER ropa_decision_append_only"],
        {"DELETE from ropa_decision", "TRUNCATE of ropa_decision"},
    ),
    "all triggers switched off": (
        ["ALTER TABLE ropa_version DISABLE TRIGGER ALL"],
        {"UPDATE of document in ropa_version", "TRUNCATE of ropa_version"},
    ),
    "a trigger without TRUNCATE": (
        [
            "DROP TRIGGER ropa_version_append_only ON ropa_version",
            "CREATE TRIGGER ropa_version_append_only BEFORE UPDATE OR DELETE ON ropa_version "
            "FOR EACH STATEMENT EXECUTE FUNCTION ropa_version_refuse()",
        ],
        {"TRUNCATE of ropa_version"},
    ),
    "a trigger on one column": (
        [
            "DROP TRIGGER ropa_version_append_only ON ropa_version",
            "CREATE TRIGGER ropa_version_append_only BEFORE UPDATE OF document OR DELETE OR "
            "TRUNCATE ON ropa_version FOR EACH STATEMENT EXECUTE FUNCTION ropa_version_refuse()",
        ],
        {"UPDATE of reason in ropa_version", "UPDATE of created_at in ropa_version"},
    ),
    "a trigger that spares new rows": (
        [
            "DROP TRIGGER ropa_version_append_only ON ropa_version",
            "CREATE TRIGGER ropa_version_append_only BEFORE UPDATE OR DELETE ON ropa_version "
            "FOR EACH ROW WHEN (OLD.sequence < 3) EXECUTE FUNCTION ropa_version_refuse()",
        ],
        {"UPDATE of reason in ropa_version", "DELETE from ropa_version"},
    ),
    "a clock that may go back": (
        [
            "CREATE OR REPLACE FUNCTION ropa_version_in_order() RETURNS trigger LANGUAGE plpgsql "
            "AS $$ BEGIN RETURN NEW; END $$"
        ],
        {"INSERT into ropa_version with a time before the row before"},
    ),
}
SQLITE = "BEFORE {} ON ropa_version BEGIN SELECT {}; END"
REFUSING = "RAISE(ABORT, 'Versions are append-only: a row is never changed or deleted.')"
NEUTERED_ON_SQLITE = {
    "an emptied trigger": (
        [
            "DROP TRIGGER ropa_version_no_update",
            f"CREATE TRIGGER ropa_version_no_update {SQLITE.format('UPDATE', 1)}",
        ],
        {"UPDATE of reason in ropa_version", "UPDATE of document in ropa_version"},
    ),
    "a trigger on one column": (
        [
            "DROP TRIGGER ropa_version_no_update",
            "CREATE TRIGGER ropa_version_no_update "
            + SQLITE.format("UPDATE OF document", REFUSING),
        ],
        {"UPDATE of reason in ropa_version"},
    ),
    "a trigger that spares new rows": (
        [
            "DROP TRIGGER ropa_version_no_delete",
            "CREATE TRIGGER ropa_version_no_delete BEFORE DELETE ON ropa_version "
            f"WHEN OLD.sequence < 3 BEGIN SELECT {REFUSING}; END",
        ],
        {"DELETE from ropa_version"},
    ),
    "nothing against REPLACE": (
        ["DROP TRIGGER ropa_version_no_replace"],
        {
            "INSERT OR REPLACE into ropa_version by row_hash",
            "INSERT OR REPLACE into ropa_version by activity_id and number",
        },
    ),
    "REPLACE by one column": (
        [
            "DROP TRIGGER ropa_version_no_replace",
            "CREATE TRIGGER ropa_version_no_replace BEFORE INSERT ON ropa_version WHEN EXISTS "
            "(SELECT 1 FROM ropa_version WHERE sequence = NEW.sequence) "
            f"BEGIN SELECT {REFUSING}; END",
        ],
        {"INSERT OR REPLACE into ropa_version by row_hash"},
    ),
    "a clock that may go back": (
        ["DROP TRIGGER ropa_version_in_order"],
        {"INSERT into ropa_version with a time before the row before"},
    ),
}


# Where there are no rows, the one row that is tried is among the first.
WAYS = [
    pytest.param(way, with_rows, id=f"{way}-{'with rows' if with_rows else 'empty'}")
    for way in (NEUTERED if POSTGRESQL else NEUTERED_ON_SQLITE)
    for with_rows in (True, False)
    if with_rows or way != "a trigger that spares new rows"
]


@pytest.mark.parametrize(("way", "with_rows"), WAYS)
def test_whatever_takes_the_protection_away_is_found(way, with_rows):
    # given a register, and somebody who owns its database
    if with_rows:
        for _ in range(3):
            approve(make_activity())
    before = all_rows()
    statements, expected = (NEUTERED if POSTGRESQL else NEUTERED_ON_SQLITE)[way]

    # when, then
    with tampered(*statements):
        found = accepted_changes()
        assert expected <= set(found), found
        assert all_rows() == before
    assert accepted_changes() == []


@only_postgresql
def test_a_session_that_says_it_replicates_is_refused_too():
    approve(make_activity())
    with tampered("SET LOCAL session_replication_role = replica"):
        assert accepted_changes() == []


@only_sqlite
def test_recursive_triggers_change_nothing():
    approve(make_activity())
    with connection.cursor() as cursor:
        for value in ("ON", "OFF"):
            cursor.execute(f"PRAGMA recursive_triggers = {value}")
            assert accepted_changes() == []
