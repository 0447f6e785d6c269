"""Nobody changes or deletes a version."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from ropa.models import Version
from tests.factories import approve, make_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return approve(make_activity())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ropa_version SET document = '{}'",
        "UPDATE ropa_version SET reason = 'another'",
        "DELETE FROM ropa_version",
    ],
)
def test_a_hand_at_the_database_prompt_is_refused(version, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Version.objects.get().row_hash == version.row_hash


def test_the_application_is_refused(version):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Version.objects.update(reason="another")
    with pytest.raises(ProtectedError, match=r"Decision\.version"):
        version.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Version.objects.filter(pk=version.pk)._raw_delete("default")
    assert Version.objects.get().reason == version.reason


def test_emptying_the_table_is_refused(version):
    connection.check_constraints()  # PostgreSQL empties no table while checks are outstanding
    statement = (
        "TRUNCATE ropa_version CASCADE"
        if connection.vendor == "postgresql"
        else "INSERT OR REPLACE INTO ropa_version SELECT * FROM ropa_version"
    )
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Version.objects.count() == 1


@pytest.mark.parametrize("subjects", [{}, {"activity", "notice"}])
def test_a_version_has_exactly_one_subject(version, subjects):
    """Neither none nor both: the database itself says no."""
    from tests.factories import make_notice

    both = {"activity": make_activity(), "notice": make_notice()}
    row = Version(
        sequence=2,
        number=1,
        is_public=True,
        schema_version=1,
        document="{}",
        digest="0",
        previous_hash=version.row_hash,
        row_hash="f" * 64,
        created_at=version.created_at,
        created_by=version.created_by,
        reason="",
        **{name: both[name] for name in subjects},
    )
    with pytest.raises(DatabaseError, match="version_one_subject"), transaction.atomic():
        row.save(force_insert=True)
