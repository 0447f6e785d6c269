"""Migrations that change what is there: they say what they did, and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from ropa.models import Channel, ProcessingActivity
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


def starters():
    return import_module("ropa.migrations.0042_channels_filled").STARTERS


def test_every_register_has_the_channels_that_were_a_fixed_list_once():
    # given
    file = settings.BASE_DIR / "fixtures" / "reference" / "channels.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["channels"]
    # then
    assert [tuple(row.values()) for row in rows] == list(starters())
    assert {"cameras", "body-worn", "telephone", "app", "website", "cookies", "sensors"} <= {
        row["code"] for row in rows
    }
    for row in rows:
        channel = Channel(**row)
        channel.clean_fields(exclude=["superseded_by"])


# What a program of its own does with a register: back to the release before channels were rows,
# with entries that name two of the list and one that nobody knows, and forwards again.
THERE_AND_BACK = """
import json, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def models_at(name):
    call_command("migrate", "ropa", name, verbosity=0)
    state = MigrationExecutor(connection).loader.project_state([("ropa", name)])
    return lambda model: state.apps.get_model("ropa", model).objects

def said(models, path):
    return {
        model: sorted(models(model).values_list(path, "detail"))
        for model in ("CollectionChannel", "HistoricalCollectionChannel")
    }

before = models_at("0040_policy_documents")
body = before("Organisation").create(code="b", name="b")
team = before("Team").create(code="t", name="t", organisation=body)
entry = before("ProcessingActivity").create(reference="RPA-0001", title="e", team=team)
for code in ("email", "body-worn", "pigeon"):
    row = before("CollectionChannel").create(activity=entry, channel=code, detail=code)
    before("HistoricalCollectionChannel").create(
        id=row.pk, activity=entry, channel=code, detail=code, history_type="+",
        history_date="2026-01-02T03:04:05Z",
    )
found = {"before": said(before, "channel")}
after = models_at("0043_channels_without_codes")
found["after"] = said(after, "channel__code")
found["names"] = dict(after("Channel").values_list("code", "name"))
found["recorded"] = sorted(after("HistoricalChannel").values_list("code", "history_type"))
after("Channel").create(code="a-rather-long-code", name="Long")
after("CollectionChannel").filter(detail="email").update(
    channel=after("Channel").get(code="a-rather-long-code")
)
after("HistoricalChannel").create(
    id=after("Channel").get(code="a-rather-long-code").pk, code="a-rather-long-code", name="Long",
    history_type="+", history_date="2026-01-02T03:04:05Z",
)
found["back"] = said(models_at("0040_policy_documents"), "channel")
print(json.dumps(found))
"""


def test_channels_become_rows_and_codes_again(own_database, tmp_path):
    # when
    with own_database(tmp_path, "channels") as url:
        done = subprocess.run(
            [sys.executable, "-c", THERE_AND_BACK],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
    # then
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    coded = [["body-worn", "body-worn"], ["email", "email"], ["pigeon", "pigeon"]]
    both = {"CollectionChannel": coded, "HistoricalCollectionChannel": coded}
    assert found["before"] == found["after"] == both
    assert found["names"] == {code: name for code, name, _ in starters()} | {"pigeon": "pigeon"}
    assert found["recorded"] == sorted([code, "+"] for code in found["names"])
    assert ["a-rather-long", "email"] in found["back"]["CollectionChannel"]
    assert found["back"]["HistoricalCollectionChannel"] == coded
