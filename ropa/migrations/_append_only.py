"""Triggers that refuse to change or delete the rows of a table, on either database engine, and to
add a version that says it was made before the one before it."""


VERSION, DECISION, HISTORY = "ropa_version", "ropa_decision", "ropa_frozenhistory"

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
    HISTORY: [("version_id",)],
}


def _refusal(table):
    name = {VERSION: "Versions", DECISION: "Decisions", HISTORY: "Frozen histories"}[table]
    return f"{name} are append-only: a row is never changed or deleted."


OUT_OF_ORDER = "Versions are made in the order of time: this one is before the one before it."
# Looks at one row, whose place in the chain is known.
_IN_ORDER = f"""
    SELECT 1 FROM {VERSION} WHERE sequence = NEW.sequence - 1 AND created_at > NEW.created_at
"""


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
    if table == VERSION:
        yield f"""
        CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table} WHEN EXISTS ({_IN_ORDER})
        BEGIN SELECT RAISE(ABORT, '{OUT_OF_ORDER}'); END
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
    # Also for who sets session_replication_role, under which other triggers sleep.
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only"
    if table == VERSION:
        yield f"""
        CREATE FUNCTION {table}_in_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF EXISTS ({_IN_ORDER}) THEN
                RAISE EXCEPTION '{OUT_OF_ORDER}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
        yield f"""
        CREATE TRIGGER {table}_in_order BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_in_order()
        """
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_in_order"


def protect(schema_editor, table):
    """Let nobody change or delete rows of `table`."""
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor]
    for statement in statements(table):
        schema_editor.execute(statement, params=None)


def unprotect(schema_editor, table):
    """Take away what `protect` made."""
    if schema_editor.connection.vendor == "postgresql":
        for trigger, function in (("append_only", "refuse"), ("in_order", "in_order")):
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {table}_{trigger} ON {table}", params=None
            )
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_{function}()", params=None)
    else:
        for trigger in ("no_update", "no_delete", "no_replace", "in_order"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{trigger}", params=None)
