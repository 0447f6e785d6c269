"""The command says in plain words what it found, and ends with 1 if that is bad."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ropa.documents.chain import row_hash
from ropa.documents.heads import Head, head_as_at
from ropa.documents.verification import verify
from ropa.models import Decision, FrozenHistory, Version
from tests.factories import approve, make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions():
    return [approve(make_activity()) for _ in range(3)]


@contextmanager
def triggers_off():
    """As somebody does who owns the database, and covers it up."""
    append_only = importlib.import_module("ropa.migrations._append_only")
    for change in (append_only.unprotect, append_only.protect):
        connection.check_constraints()  # PostgreSQL alters no table while checks are outstanding
        for table in append_only.UNIQUE:
            change(connection.schema_editor(), table)
        if change is append_only.unprotect:
            yield


@pytest.fixture
def heads_file(versions, tmp_path):
    file = tmp_path / "heads.log"
    file.write_text("".join(f"{Head.of_version(version)}\n" for version in versions))
    return file


def run(*arguments):
    out = StringIO()
    call_command("verify_versions", *arguments, stdout=out)
    return out.getvalue()


def test_a_sound_register(versions, heads_file):
    assert run() == f"Versions: 3, all as they were made.\nHead: {head_as_at()}\n"
    heads_file.write_text(f"{Head.of_version(versions[1])}\n")
    assert "Heads noted down earlier: 1, all of them there." in run("--heads", str(heads_file))
    assert "only the chain itself vouches for: 1." in run("--heads", str(heads_file))


def test_an_empty_register():
    assert run() == ("Versions: 0, all as they were made.\nThe register holds no version yet.\n")


def test_the_first_bad_row_is_named_with_what_to_do(versions):
    with triggers_off():
        Version.objects.filter(pk__gte=2).update(reason="Another.")
    with pytest.raises(CommandError) as raised:
        run()
    message = str(raised.value)
    assert message.startswith(f"Row 2 (about: {versions[1].subject}) is not sound. It does not")
    assert "What to do: keep a copy of the database" in message
    assert raised.value.returncode == 1


def test_reading_takes_three_queries(versions, django_assert_num_queries):
    with django_assert_num_queries(3):
        verify()


def test_a_clock_that_went_back_is_named_until_it_is_explained(versions):
    with triggers_off():
        late = versions[1]
        late.created_at = versions[0].created_at - timedelta(days=1)
        previous = versions[0].row_hash
        for version in versions[1:]:
            version.previous_hash, version.row_hash = previous, ""
            version.row_hash = previous = row_hash(version)
            version.save(force_update=True)
        Decision.objects.filter(version=2).update(decided_at=late.created_at)
    with pytest.raises(CommandError, match=r"made before the row before them: 2\. A clock"):
        run()
    assert "Versions: 3" in run("--clock-explained", "2")


def test_rows_cut_off_are_missed_by_their_heads(versions, heads_file):
    with triggers_off():
        Decision.objects.filter(version=3).delete()
        FrozenHistory.objects.filter(version=3).delete()
        Version.objects.filter(pk=3).delete()
    assert "Versions: 2" in run()
    with pytest.raises(CommandError, match=r"Row 3 .* row 3 was noted down .* were cut off"):
        run("--heads", str(heads_file))


def test_another_hash_than_the_one_noted_is_a_rewritten_row(versions, heads_file):
    heads_file.write_text(f"{Head(2, 'f' * 64, versions[1].created_at)}\n")
    with pytest.raises(CommandError, match=r"Row 2 .* it was written anew since"):
        run("--heads", str(heads_file))


def test_heads_that_disagree_with_each_other_are_no_proof(versions, heads_file, tmp_path):
    other = tmp_path / "other.log"
    other.write_text(f"{Head(2, 'f' * 64, versions[1].created_at)}\n")
    with pytest.raises(CommandError, match="Row 2 "):
        run("--heads", str(heads_file), str(other))


def test_files_of_no_use_are_one_sentence(heads_file, tmp_path):
    with pytest.raises(CommandError, match=r"missing\.log cannot be read"):
        run("--heads", str(tmp_path / "missing.log"))
    heads_file.write_text("no head\n")
    with pytest.raises(CommandError, match=r"line 1, holds “no head”. No whole head is in it"):
        run("--heads", str(heads_file))


def test_versions_older_than_the_record_of_decisions_are_mentioned(versions):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0003_decisions'")
    with triggers_off():
        Decision.objects.all().delete()
    assert "Note: 3 of them were made before decisions were recorded" in run()


def test_triggers_that_are_gone_are_named(versions):
    with triggers_off(), pytest.raises(CommandError) as raised:
        run()
    message = str(raised.value)
    assert message.startswith("The versions are sound, but the database no longer refuses")
    assert "UPDATE of reason in ropa_version" in message
    assert "DELETE from ropa_decision" in message
    assert "Versions: 3" in run()


@pytest.mark.skipif("postgresql" not in connection.vendor, reason="SQLite knows no such switch")
def test_a_trigger_that_is_switched_off_is_named(versions):
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ropa_version DISABLE TRIGGER ropa_version_append_only")
    with pytest.raises(CommandError, match=r"UPDATE of document in ropa_version"):
        run()
