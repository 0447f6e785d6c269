"""Each version carries the hash of the one before: no row changes unnoticed."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ropa.documents.canonical import digest
from ropa.documents.chain import row_hash
from ropa.models import Version
from ropa.models.versions import GENESIS_HASH
from tests.factories import approve, make_activity, make_notice, make_user, publish

pytestmark = pytest.mark.django_db

OTHER = {
    "sequence": lambda version: version.sequence + 1,
    "activity_id": lambda version: version.activity_id + 1,
    "notice_id": lambda version: 1,
    "number": lambda version: version.number + 1,
    "is_public": lambda version: not version.is_public,
    "is_in_force": lambda version: not version.is_in_force,
    "is_own_work": lambda version: not version.is_own_work,
    "schema_version": lambda version: version.schema_version + 1,
    "digest": lambda version: "0" * 64,
    "history_digest": lambda version: "2" * 64,
    "previous_hash": lambda version: "1" * 64,
    "created_at": lambda version: version.created_at + timedelta(microseconds=1),
    "created_by_id": lambda version: make_user("Approver").pk,
    "created_by_name": lambda version: "Somebody else",
    "reason": lambda version: "Another reason.",
    "change_note": lambda version: "Another note.",
}


@pytest.fixture
def version():
    approve(make_activity())
    return Version.objects.get()


@pytest.mark.parametrize("column", OTHER)
def test_the_hash_changes_with_every_column(version, column):
    setattr(version, column, OTHER[column](version))
    assert row_hash(version) != version.row_hash


def test_every_column_is_looked_at():
    columns = {field.attname for field in Version._meta.concrete_fields}
    # The document enters by its digest, and the hash cannot hold itself.
    assert columns == set(OTHER) | {"document", "row_hash"}


def test_the_hash_of_a_row_can_be_worked_out_again_from_the_database(version):
    assert row_hash(version) == version.row_hash
    assert digest(version.document) == version.digest


def test_the_hash_does_not_depend_on_the_time_zone_it_is_read_in(version):
    version.created_at = version.created_at.astimezone(timezone(timedelta(hours=5)))
    assert isinstance(version.created_at, datetime)
    assert row_hash(version) == version.row_hash


def test_one_chain_runs_through_all_versions():
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice)
    approve(make_activity())
    chain = list(Version.objects.order_by("sequence"))
    assert [version.sequence for version in chain] == [1, 2, 3]
    assert [version.previous_hash for version in chain] == [
        GENESIS_HASH,
        chain[0].row_hash,
        chain[1].row_hash,
    ]
    assert all(row_hash(version) == version.row_hash for version in chain)
