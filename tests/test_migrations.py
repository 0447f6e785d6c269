"""Migrations that change what is there: they say what they did, and nothing is lost."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction

from ropa.models import ProcessingActivity
from tests.factories import make_bare_activity

pytestmark = pytest.mark.django_db
TABLE = ProcessingActivity._meta.db_table
CONSTRAINT = "activity_reference_in_ascii_digits"


@pytest.fixture
def without_the_constraint(db):
    """The table as it was before it refused what is no reference."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:
            with transaction.atomic():
                cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {CONSTRAINT}")
                yield
                transaction.set_rollback(True)


def repair():
    migration = import_module("ropa.migrations.0009_references_in_ascii_digits")
    migration.repair(apps, SimpleNamespace(connection=connection))


@pytest.mark.usefixtures("without_the_constraint")
def test_references_that_are_none_are_replaced_and_named(capsys):
    sound = make_bare_activity(reference="RPA-0001")
    arabic = make_bare_activity(reference="RPA-٧٠١٢", title="Arabic digits")
    taken = make_bare_activity(reference="RPA-０００１", title="Taken already")
    none = make_bare_activity(reference="something", title="Something")
    repair()
    found = dict(ProcessingActivity.objects.values_list("pk", "reference"))
    assert found == {
        sound.pk: "RPA-0001",
        arabic.pk: "RPA-7012",
        taken.pk: "RPA-0002",
        none.pk: "RPA-0003",
    }
    said = capsys.readouterr().out
    assert "“Arabic digits” had the reference 'RPA-\\u0667\\u0660\\u0661\\u0662'" in said
    assert "RPA-7012 now" in said
    assert "RPA-0001 now" not in said
    newest = arabic.history.first()
    assert (newest.reference, newest.history_change_reason) == (
        "RPA-7012",
        "Upgrade: a reference has ASCII digits alone.",
    )


def test_a_register_with_sound_references_is_left_alone(capsys):
    entry = make_bare_activity(reference="RPA-0001")
    repair()
    assert entry.history.count() == 1
    assert capsys.readouterr().out == ""
