"""Settings from environment variables: what is taken, and the sentence for what is not."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, IntegrityError, OperationalError

from ropa import environment


def test_sqlite_under_the_project_is_the_default(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = environment.database(tmp_path)
    assert settings["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["NAME"] == tmp_path / "var" / "register.sqlite3"
    assert settings["NAME"].parent.is_dir()
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_absolute_sqlite_path_stays_where_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/data/register.sqlite3")
    assert environment.database(tmp_path)["NAME"] == Path("/srv/data/register.sqlite3")


def test_postgresql_keeps_its_connections_and_checks_them(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://anna:p%40ss@db.example:5433/register")
    settings = environment.database(tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == (
        "db.example",
        5433,
        "register",
    )
    assert (settings["USER"], settings["PASSWORD"]) == ("anna", "p@ss")
    assert (settings["CONN_MAX_AGE"], settings["CONN_HEALTH_CHECKS"]) == (60, True)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://u:hunter2@host/name", "must start with postgres:// or sqlite:///"),
        ("register.sqlite3", "must start with postgres:// or sqlite:///"),
        ("postgres://u:hunter2@host:port/name", "cannot be read as an address"),
        ("postgres://u:hun[ter2@host/name", "cannot be read as an address"),
        ("postgres://u:1/hunter2@host:5432/name", "cannot be read as an address"),
        ("postgres://u:hunter2@host:5432/", "names no database"),
        ("postgres://u:hunter2@host", "names no database"),
        ("sqlite://", "names no database"),
        ("sqlite://:memory:", "names no database"),
        ("sqlite://host/name", "gives SQLite a server or options"),
        ("sqlite:///name?mode=ro", "gives SQLite a server or options"),
    ],
)
def test_a_wrong_database_url_is_one_sentence_without_the_password(
    monkeypatch, tmp_path, url, sentence
):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match=sentence) as raised:
        environment.database(tmp_path)
    assert "hunter2" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("True", True), ("on", True), ("0", False), ("", False)]
)
def test_flags(monkeypatch, value, on):
    monkeypatch.setenv("EXAMPLE", value)
    assert environment.flag("EXAMPLE") is on


def test_a_flag_that_is_neither_on_nor_off_is_refused(monkeypatch):
    monkeypatch.setenv("EXAMPLE", "maybe")
    with pytest.raises(ImproperlyConfigured, match="EXAMPLE is set to “maybe”"):
        environment.flag("EXAMPLE")


def test_lists_and_seconds(monkeypatch):
    monkeypatch.setenv("EXAMPLE", " a.example , ,b.example")
    assert environment.words("EXAMPLE") == ["a.example", "b.example"]
    with pytest.raises(ImproperlyConfigured, match="whole number of seconds"):
        environment.seconds("EXAMPLE")
    monkeypatch.setenv("EXAMPLE", "3600")
    assert environment.seconds("EXAMPLE") == 3600
    monkeypatch.delenv("EXAMPLE")
    assert environment.seconds("EXAMPLE") == 0
    assert environment.text("EXAMPLE", "other") == "other"


def test_an_absent_database_is_explained_by_its_last_reason():
    error = OperationalError(
        'connection failed: connection to server at "127.0.0.1", port 5999 failed: '
        "Connection refused\n\tIs the server running on that host?"
    )
    assert environment.explain(error) == (
        "The database cannot be used (Connection refused): check DATABASE_URL, and that the "
        "database exists, can be reached and has been migrated."
    )
    assert "not a database" in (environment.explain(DatabaseError("file is not a database")) or "")
    assert environment.explain(ImproperlyConfigured("A sentence.")) == "A sentence."


def test_faults_of_the_program_keep_their_traceback():
    assert environment.explain(IntegrityError("UNIQUE constraint failed")) is None
    assert environment.explain(TypeError("x")) is None


def test_heads_go_where_they_are_told(monkeypatch, tmp_path):
    database = {"NAME": tmp_path / "data" / "register.sqlite3"}
    monkeypatch.setenv("HEADS_FILE", "/srv/heads.log")
    assert environment.heads_file(tmp_path, database, debug=False) == Path("/srv/heads.log")
    monkeypatch.setenv("HEADS_FILE", "heads/heads.log")
    assert environment.heads_file(tmp_path, database, debug=True) == tmp_path / "heads/heads.log"


def test_heads_untold_are_beside_the_database_while_trying_it_out(monkeypatch, tmp_path):
    monkeypatch.delenv("HEADS_FILE", raising=False)
    sqlite, postgresql = {"NAME": tmp_path / "register.sqlite3"}, {"NAME": "register"}
    assert environment.heads_file(tmp_path, sqlite, debug=False) is None
    assert environment.heads_file(tmp_path, sqlite, debug=True) == tmp_path / "heads.log"
    assert environment.heads_file(tmp_path, postgresql, debug=True) == tmp_path / "var/heads.log"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", None),
        ("127.0.0.1:9100", ("127.0.0.1", 9100)),
        ("[::1]:9100", ("::1", 9100)),
        ("figures.internal:1", ("figures.internal", 1)),
    ],
)
def test_a_host_and_a_port(monkeypatch, value, address):
    monkeypatch.setenv("EXAMPLE", value)
    assert environment.host_and_port("EXAMPLE") == address


@pytest.mark.parametrize(
    "value", ["9100", ":9100", "a:0", "a:65536", "a:x", "a b:1", "a:٩", "::1:1"]
)
def test_what_is_no_host_and_port_is_refused(monkeypatch, value):
    monkeypatch.setenv("EXAMPLE", value)
    with pytest.raises(ImproperlyConfigured, match="a host and a port"):
        environment.host_and_port("EXAMPLE")


@pytest.mark.parametrize(
    "value",
    ["https://register.example.org", "http://127.0.0.1:8000", "https://[::1]:8000"],
)
def test_an_address_of_a_site_is_read(value, monkeypatch):
    monkeypatch.setenv("REGISTER_ADDRESS", f" {value}/ ")
    assert environment.origin("REGISTER_ADDRESS") == value


@pytest.mark.parametrize(
    "value",
    [
        "register.example.org",
        "ftp://example.org",
        "https://",
        "https://a.example/path",
        "https://me@a.example",
        "https://a.example?",
        "https://a.example:port",
    ],
)
def test_any_other_address_is_refused(value, monkeypatch):
    monkeypatch.setenv("REGISTER_ADDRESS", value)
    with pytest.raises(ImproperlyConfigured, match="without a path"):
        environment.origin("REGISTER_ADDRESS")
