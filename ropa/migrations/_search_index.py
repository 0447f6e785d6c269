"""The index of the tokens of search, by the full-text search that each database has.

The tokens are compared as they are: nothing is stemmed or left out by the database.
"""

_SQLITE = (
    "DROP TABLE IF EXISTS ropa_searchindex",
    # Signs other than letters and figures separate tokens; whatever is no ASCII is part of one.
    """CREATE VIRTUAL TABLE ropa_searchindex USING fts5(
        tokens, content='ropa_searchentry', content_rowid='id',
        tokenize='ascii', detail=none, columnsize=0
    )""",
    "DROP TRIGGER IF EXISTS ropa_searchentry_added",
    """CREATE TRIGGER ropa_searchentry_added AFTER INSERT ON ropa_searchentry BEGIN
        INSERT INTO ropa_searchindex(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    "DROP TRIGGER IF EXISTS ropa_searchentry_removed",
    """CREATE TRIGGER ropa_searchentry_removed AFTER DELETE ON ropa_searchentry BEGIN
        INSERT INTO ropa_searchindex(ropa_searchindex, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
    END""",
    "DROP TRIGGER IF EXISTS ropa_searchentry_changed",
    """CREATE TRIGGER ropa_searchentry_changed AFTER UPDATE ON ropa_searchentry BEGIN
        INSERT INTO ropa_searchindex(ropa_searchindex, rowid, tokens)
        VALUES ('delete', old.id, old.tokens);
        INSERT INTO ropa_searchindex(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    "INSERT INTO ropa_searchindex(ropa_searchindex) VALUES ('rebuild')",
)
_VECTOR = "array_to_tsvector(array_remove(string_to_array(tokens, ' '), ''))"
_POSTGRESQL = (
    # Long texts are kept apart, so that reading who matches reads little.
    "ALTER TABLE ropa_searchentry SET (toast_tuple_target = 128)",
    # Without it, what was added last is looked through one by one.
    f"""CREATE INDEX ropa_searchindex ON ropa_searchentry USING gin (({_VECTOR}))
        WITH (fastupdate = off)""",
    # What the planner guesses of common words must never have it read every text.
    f"""CREATE FUNCTION ropa_search(wanted tsquery, most integer) RETURNS SETOF bigint
        LANGUAGE sql STABLE ROWS 500 SET enable_seqscan = off AS $$
            SELECT id FROM ropa_searchentry WHERE {_VECTOR} @@ wanted LIMIT most
        $$""",
    'ALTER TABLE ropa_searchterm ALTER COLUMN term TYPE varchar(120) COLLATE "C"',
)
_POSTGRESQL_BACK = (
    "DROP FUNCTION IF EXISTS ropa_search(tsquery, integer)",
    "DROP INDEX IF EXISTS ropa_searchindex",
)
_SQLITE_BACK = (*(each for each in _SQLITE if each.startswith("DROP")),)


def create_search_index(_apps, editor):
    """Make the index. On SQLite call it again after Django has copied the table."""
    for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[editor.connection.vendor]:
        editor.execute(statement)


def drop_search_index(_apps, editor):
    """Take the index away."""
    back = {"sqlite": _SQLITE_BACK, "postgresql": _POSTGRESQL_BACK}
    for statement in back[editor.connection.vendor]:
        editor.execute(statement)
