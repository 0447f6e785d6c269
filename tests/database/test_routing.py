"""Which copy of the database is read: the replica for the public's views of the record alone."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connections, router
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve

from inspections.models import InspectionRegime
from ropa import environment
from ropa.database import public_reading, replica
from ropa.database.public_reading import PublicReading
from ropa.database.routing import from_replica, is_reading_from_replica
from ropa.models import Job, MadeFile, Notice, Version
from ropa.models.base import Operational
from ropa.models.read_model import Projected


def test_outside_the_block_everything_is_read_from_the_primary():
    assert {router.db_for_read(model) for model in apps.get_models()} == {"default"}


def test_inside_it_the_record_is_read_from_the_replica():
    with from_replica():
        read = {model: router.db_for_read(model) for model in apps.get_models()}
    assert {read[model] for model in (Version, Notice, InspectionRegime, MadeFile)} == {"replica"}
    assert {read[model] for model in (User, ContentType, Job)} == {"default"}
    comes_and_goes = {model for model in read if issubclass(model, Operational)}
    assert {model for model in comes_and_goes if read[model] == "replica"} == {
        MadeFile,
        apps.get_model("ropa", "MadeFilePiece"),
        *(model for model in read if issubclass(model, Projected)),
    }
    assert {model._meta.app_label for model in read if read[model] == "replica"} == {
        "ropa",
        "inspections",
    }


def test_nothing_is_written_or_migrated_but_in_the_primary():
    row = Version()
    row._state.db = "replica"
    with from_replica():
        written = {router.db_for_write(model) for model in apps.get_models()}
        assert router.db_for_write(Version, instance=row) == "default"
    assert written == {"default"}
    assert router.allow_migrate("default", "ropa")
    assert not router.allow_migrate("replica", "ropa")


def test_the_block_ends_whatever_happens():
    with pytest.raises(ValueError, match="odd"), from_replica():
        raise ValueError("odd")
    assert not is_reading_from_replica()


# Which requests read from it


@pytest.fixture
def usable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_reading, "is_usable", lambda: True)


def request_to(path: str, method: str = "GET") -> Any:
    request = RequestFactory().generic(method, path)
    request.resolver_match = resolve(path)
    return request


def where_it_was_read(path: str, method: str = "GET") -> list[bool]:
    seen = []

    def view(_request):
        seen.append(is_reading_from_replica())
        return HttpResponse()

    request = request_to(path, method)
    if PublicReading(view).process_view(request, view, (), {}) is None:
        view(request)
    return seen


@pytest.mark.parametrize("path", ["/", "/register.csv", "/api/v1/notices", "/inspections/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_public_reads_from_the_replica(path, method, usable):
    assert where_it_was_read(path, method) == [True]


@pytest.mark.parametrize(
    ("path", "method"), [("/admin/", "GET"), ("/account/login/", "GET"), ("/", "POST")]
)
def test_everybody_else_reads_from_the_primary(path, method, usable):
    assert where_it_was_read(path, method) == [False]


def test_without_a_replica_everybody_reads_from_the_primary():
    assert where_it_was_read("/") == [False]


def test_each_piece_of_a_file_is_read_from_the_replica(usable):
    def pieces():
        for _ in range(3):
            yield str(is_reading_from_replica()).encode()

    def view(_request):
        return StreamingHttpResponse(pieces())

    response: Any = PublicReading(view).process_view(request_to("/register.csv"), view, (), {})
    read = []
    for piece in response:
        assert not is_reading_from_replica()
        read.append(piece)
    assert read == [b"True"] * 3


@pytest.mark.parametrize("late", [False, True])
def test_a_replica_that_fails_is_left_alone_and_the_primary_answers(late, usable, monkeypatch):
    left_alone: list[BaseException] = []
    monkeypatch.setattr(public_reading, "suspend", left_alone.append)

    def pieces():
        if is_reading_from_replica():
            raise OperationalError("gone")
        yield b"whole"

    def view(_request):
        return StreamingHttpResponse(pieces() if late else list(pieces()))

    request = request_to("/register.csv")
    assert PublicReading(view).process_view(request, view, (), {}) is None
    assert b"".join(view(request)) == b"whole"
    assert len(left_alone) == 1


def test_a_fault_of_the_program_is_not_hidden(usable):
    def view(_request):
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        PublicReading(view).process_view(request_to("/"), view, (), {})


# Whether it answers


class Connection:
    """A connection that is made, or not."""

    def __init__(self) -> None:
        self.answers = False
        self.tried = 0

    def close_if_health_check_failed(self) -> None: ...

    def ensure_connection(self) -> None:
        self.tried += 1
        if not self.answers:
            raise OperationalError("connection refused")


@pytest.fixture
def connection(monkeypatch: pytest.MonkeyPatch) -> Connection:
    made = Connection()

    class Connections(dict):
        settings: ClassVar[dict[str, Any]] = {"default": {}, "replica": {}}

    monkeypatch.setattr(replica, "connections", Connections(replica=made))
    monkeypatch.setattr(replica._State, "try_again_at", 0.0)
    return made


def test_a_replica_that_is_away_is_tried_once_in_a_while(connection, monkeypatch, caplog):
    now = 1000.0
    monkeypatch.setattr("ropa.database.replica.time.monotonic", lambda: now)

    assert [replica.is_usable() for _ in range(5)] == [False] * 5
    assert connection.tried == 1
    assert "the public reads from the primary" in caplog.text

    now += replica.PAUSE
    connection.answers = True
    assert replica.is_usable()
    assert replica.is_usable()
    assert connection.tried == 3


def test_without_one_nothing_is_tried():
    assert "replica" not in connections.settings
    assert not replica.is_usable()


# What REPLICA_URL may be

PRIMARY = {"ENGINE": "django.db.backends.postgresql"}


def test_connections_to_it_cannot_write_and_are_soon_given_up(monkeypatch, tmp_path):
    monkeypatch.setenv("REPLICA_URL", "postgres://reader:p@copy.example/register")
    made: Any = environment.replica(tmp_path, PRIMARY)
    assert (made["HOST"], made["USER"]) == ("copy.example", "reader")
    assert made["OPTIONS"]["connect_timeout"] == 2
    assert made["OPTIONS"]["options"] == "-c default_transaction_read_only=on"
    assert made["TEST"] == {"MIRROR": "default"}


def test_there_need_be_none(monkeypatch, tmp_path):
    monkeypatch.delenv("REPLICA_URL", raising=False)
    assert environment.replica(tmp_path, PRIMARY) is None


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("sqlite:///copy.sqlite3", "django.db.backends.sqlite3"),
        ("postgres://u:hunter2@h/name", "django.db.backends.sqlite3"),
        ("sqlite:///copy.sqlite3", "django.db.backends.postgresql"),
        ("postgres://u:hunter2@h", "django.db.backends.postgresql"),
    ],
)
def test_a_wrong_address_is_one_sentence_without_the_password(monkeypatch, tmp_path, url, engine):
    monkeypatch.setenv("REPLICA_URL", url)
    with pytest.raises(ImproperlyConfigured, match="REPLICA_URL") as raised:
        environment.replica(tmp_path, {"ENGINE": engine})
    assert "hunter2" not in str(raised.value)


# What the public asks the primary for: nothing


@pytest.mark.django_db
def test_public_pages_touch_no_session(client: Client):
    client.cookies["session"] = "a" * 32
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.sessions.backends.base.SessionBase._get_session", None)
        for path in ("/", "/notices/", "/about/", "/api/v1/notices"):
            assert client.get(path).status_code == 200, path
        # There are none.
        assert client.get("/inspections/").status_code == 404
