"""Whatever is done to a version behind the register's back is found, and nothing else is."""

from __future__ import annotations

import importlib
import random

import pytest
from django.db import connection, transaction

from ropa.actions.retiring import reinstate_activity, retire_activity
from ropa.documents.canonical import digest
from ropa.documents.chain import row_hash
from ropa.documents.heads import Head
from ropa.documents.verification import verify
from ropa.models import Decision, Version
from ropa.models.versions import GENESIS_HASH
from tests.documents.tampering import (
    FOUND_ALWAYS,
    cut_the_tail,
    other_value,
    rewrite_from_a_row_on,
)
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db

append_only = importlib.import_module("ropa.migrations._append_only")

TAMPERINGS = 500


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Ten versions of four subjects, each made by an action, for all the tests here."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        try:
            make_versions()
            yield
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


def make_versions():
    approver = make_user("Approver", first_name="Anna", last_name="Ó Briain")
    first, second, third = (make_activity() for _ in range(3))
    for activity in (first, second, third):
        approve(activity, approver)
    notice = make_notice(first, second)
    publish(notice, approver)
    for words in ("Clearer.", "Clearer still: “plain”."):
        for row in (first, notice):
            row.summary = words
            row.save()
        approve(first, approver)
        publish(notice, approver, change_note="The words are clearer.")
    retire_activity(activity=third, by=approver, reason="It ended.", change_note="We stopped.")
    reinstate_activity(activity=third, by=approver, reason="It goes on.")


@pytest.fixture
def chain(made, db):
    return list(Version.objects.order_by("sequence"))


@pytest.fixture
def unprotected(chain):
    """The chain, in the hands of somebody who took the triggers away."""
    connection.check_constraints()
    editor = connection.schema_editor()  # not entered: SQLite's insists on its own transaction
    for table in append_only.UNIQUE:
        append_only.unprotect(editor, table)
    return chain


class Undone(Exception):
    """Ends a tampering, so that the next one starts from the sound chain."""


def found_after(tamper, *given, heads=(), **columns):
    """What is found after `tamper`, called with what follows it, which is undone."""
    found = []
    try:
        with transaction.atomic():
            tamper(*given, **columns)
            found.append(verify(heads))
            raise Undone
    except Undone:
        return found[0]


def test_the_chain_as_the_actions_made_it_is_sound(chain):
    heads = [Head.of_version(version) for version in chain]
    found = verify(heads)
    assert (found.fault, found.undecided) == (None, 0)
    assert (found.count, found.head) == (10, heads[-1])


def test_every_tampering_is_found(unprotected):
    assert verify().fault is None
    for seed in range(TAMPERINGS):
        rng = random.Random(seed)
        tamper = FOUND_ALWAYS[seed % len(FOUND_ALWAYS)]
        found = found_after(tamper, rng, unprotected)
        assert found.fault is not None, f"{tamper.__name__}, seed {seed}"
    assert verify().fault is None


@pytest.mark.parametrize("tamper", [cut_the_tail, rewrite_from_a_row_on])
def test_what_leaves_a_whole_chain_is_found_with_the_heads_alone(unprotected, tamper):
    heads = [Head.of_version(version) for version in unprotected]
    for seed in range(20):
        without = found_after(tamper, random.Random(seed), unprotected)
        assert without.fault is None, f"seed {seed}"
        found = found_after(tamper, random.Random(seed), unprotected, heads=heads)
        assert found.fault is not None, f"seed {seed}"
        assert found.fault.sequence == without.count + 1 or tamper is rewrite_from_a_row_on
    assert verify(heads).fault is None


def test_the_kind_of_a_decision_follows_from_the_chain(unprotected):
    """Also where another kind would freeze such a version as well."""
    of_kind = Decision.objects.filter(kind=Decision.Kind.REINSTATED)
    found = found_after(of_kind.update, kind=Decision.Kind.APPROVED)
    assert found.fault is not None
    assert "disagree on what was decided" in found.fault.problem


@pytest.mark.parametrize("column", [field.attname for field in Version._meta.concrete_fields])
def test_every_column_of_every_version_is_proved(unprotected, column):
    for version in unprotected:
        if getattr(version, column) is None:
            continue
        value = other_value(random.Random(version.pk), version, column)
        rows = Version.objects.filter(pk=version.pk)
        found = found_after(rows.update, **{column: value})
        assert found.fault is not None, version
        # What was changed in a row shows there or in the row after it.
        assert column == "sequence" or found.fault.sequence in {version.pk, version.pk + 1}


def test_the_first_bad_row_is_named_with_its_subject(unprotected):
    bad = unprotected[3]
    found = found_after(
        Version.objects.filter(sequence__gte=4).update, document='{"title":"Forged"}'
    )
    assert (found.count, found.head) == (3, Head.of_version(unprotected[2]))
    assert (found.fault.sequence, found.fault.subject) == (4, str(bad.subject))
    assert "does not have the digest it was frozen with" in found.fault.problem


def test_a_document_in_another_spelling_is_found(unprotected):
    """Even with a digest and a hash that fit it: one document has one text."""
    last = unprotected[-1]
    last.document = last.document.replace('":', '": ', 1)
    last.digest = digest(last.document)
    last.row_hash = row_hash(last)
    found = found_after(last.save, force_update=True)
    assert "not written as the register writes documents" in found.fault.problem


@pytest.mark.parametrize("document", ["", "no JSON", "[" * 100_000])
def test_a_document_that_is_none_is_found(unprotected, document):
    last = unprotected[-1]
    last.document, last.digest = document, digest(document)
    last.row_hash = row_hash(last)
    assert found_after(last.save, force_update=True).fault.sequence == last.pk


def test_a_chain_that_starts_elsewhere_is_found(unprotected):
    """As when the oldest rows are cut off and the rest is counted anew."""
    first = unprotected[0]
    assert first.previous_hash == GENESIS_HASH
    first.previous_hash = "f" * 64
    first.row_hash = row_hash(first)
    assert found_after(first.save, force_update=True).fault.sequence == 1


@pytest.mark.skipif("sqlite" not in connection.vendor, reason="SQLite takes any value anywhere")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("created_at", "never"),
        ("created_at", "2026-13-01 00:00:00"),
        ("number", "x"),
        ("reason", b"\xff\xfe"),
    ],
)
def test_a_value_that_cannot_be_read_is_found(unprotected, column, value):
    text = "CAST(%s AS TEXT)" if isinstance(value, bytes) else "%s"

    def tamper():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE ropa_version SET {column} = {text} WHERE sequence = 5", [value])

    assert found_after(tamper).fault is not None


def test_versions_older_than_the_record_of_decisions_are_counted_not_accused(unprotected):
    began = append_decisions_later(unprotected[3].created_at)
    found = found_after(Decision.objects.filter(version__lte=4).delete)
    assert began
    assert (found.fault, found.undecided) == (None, 4)


def test_a_decision_missing_among_others_is_found(unprotected):
    append_decisions_later(unprotected[-1].created_at)
    found = found_after(Decision.objects.filter(version=3).delete)
    assert found.fault.sequence == 3
    assert "decision to make it was deleted" in found.fault.problem


def append_decisions_later(instant):
    """Let the database believe that decisions have been recorded since `instant`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE django_migrations SET applied = %s WHERE app = 'ropa' AND name = %s",
            [connection.ops.adapt_datetimefield_value(instant), "0003_decisions"],
        )
        return cursor.rowcount == 1


def test_a_decision_whose_version_is_gone_is_found(unprotected):
    found = found_after(Version.objects.filter(pk=10)._raw_delete, using="default")
    assert (found.count, found.fault.sequence) == (9, 10)
    assert "made a version that is not there" in found.fault.problem


def test_few_and_many_versions_take_the_same_queries(chain, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert verify().count == 10
    for _ in range(5):
        approve(make_activity())
    with django_assert_num_queries(3):
        assert verify().count == 15
