"""Triggers that refuse to change or delete the rows of a table, on either database engine."""


VERSION, DECISION = "ropa_version", "ropa_decision"

# What is unique in each table, as sets of columns.
UNIQUE = {
    VERSION: [
        ("sequence",),
        ("row_hash",),
        ("previous_hash",),
        ("activity_id", "number"),
        ("notice_id", "number"),
    ],
    DECISION: [("id",), ("version_id",)],
}


def _refusal(table):
    name = {VERSION: "Versions", DECISION: "Decisions"}[table]
    return f"{name} are append-only: a row is never changed or deleted."


def _sqlite(table):
    for event in ("UPDATE", "DELETE"):
        yield f"""
        CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}
        BEGIN SELECT RAISE(ABORT, '{_refusal(table)}'); END
        """
    # REPLACE deletes without firing delete triggers unless recursive triggers are on.
    taken = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in columns) + ")"
        for columns in UNIQUE[table]
    )
    yield f"""
    CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})
    BEGIN SELECT RAISE(ABORT, '{_refusal(table)}'); END
    """


def _postgresql(table):
    yield f"""
    CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_refusal(table)}' USING ERRCODE = 'restrict_violation'; END $$
    """
    yield f"""
    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
    """


def protect(schema_editor, table):
    """Let nobody change or delete rows of `table`."""
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in statements(table):
        schema_editor.execute(statement, params=None)


def unprotect(schema_editor, table):
    """Take away what `protect` made."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}", params=None)
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()", params=None)
    else:
        for event in ("update", "delete", "replace"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}", params=None)
