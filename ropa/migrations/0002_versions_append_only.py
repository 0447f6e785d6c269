"""Let nobody change or delete a version: not the application, not a hand at the prompt."""

from django.db import migrations

REFUSAL = "Versions are append-only: a row is never changed or deleted."

SQLITE = [
    f"""
    CREATE TRIGGER ropa_version_no_{event.lower()} BEFORE {event} ON ropa_version
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
    for event in ("UPDATE", "DELETE")
]
# REPLACE deletes without firing delete triggers unless recursive triggers are on.
SQLITE.append(
    f"""
    CREATE TRIGGER ropa_version_no_replace BEFORE INSERT ON ropa_version
    WHEN EXISTS (
        SELECT 1 FROM ropa_version
        WHERE sequence = NEW.sequence
           OR row_hash = NEW.row_hash
           OR previous_hash = NEW.previous_hash
           OR (activity_id = NEW.activity_id AND number = NEW.number)
           OR (notice_id = NEW.notice_id AND number = NEW.number)
    )
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
)

POSTGRESQL = [
    f"""
    CREATE FUNCTION ropa_version_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER ropa_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ropa_version
    FOR EACH STATEMENT EXECUTE FUNCTION ropa_version_refuse()
    """,
]

UNDO = {
    "sqlite": [
        "DROP TRIGGER ropa_version_no_update",
        "DROP TRIGGER ropa_version_no_delete",
        "DROP TRIGGER ropa_version_no_replace",
    ],
    "postgresql": [
        "DROP TRIGGER ropa_version_append_only ON ropa_version",
        "DROP FUNCTION ropa_version_refuse()",
    ],
}


def protect(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def unprotect(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("ropa", "0001_initial")]

    operations = [migrations.RunPython(protect, unprotect)]
