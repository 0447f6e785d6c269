"""What tests share. Rows come from `tests.factories`; the whole demonstration register, loaded
from the project's own files, from `demo_register`."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

import tests.properties  # noqa: F401 - before any test says how many examples it wants
from tests import servers
from tests.databases import OwnDatabase, main_database_migrated
from tests.demonstration import put_demonstration
from tests.log_lines import captured_lines
from tests.servers import Install

# Of files that go to two processes in turn, those that take minutes go first: both end together.
LONGEST = (
    "browser/each/test_pages.py",
    "browser/each/test_without_scripts.py",
    "browser/each/test_staff_pages.py",
    "browser/each/test_papers.py",
    "background/test_workers.py",
    "test_adding.py",
    "test_addresses.py",
    "concurrency/test_killed.py",
    "concurrency/test_crowd.py",
    "browser/test_either_engine.py",
)

# The fixtures by which a test gets a database of the engine that DATABASE_URL names.
DATABASES = {"db", "transactional_db", "django_db_setup", "live_server", "own_database"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, leave the others in their order, and mark the tests
    that depend on the engine: `.ci/run` runs those on PostgreSQL as well.

    A test that only asks which engine it is bears the mark itself. One that only asks what pages,
    files or sentences are made of rows says `engine_free` (decision 21).
    """
    for item in items:
        has_one = item.get_closest_marker("django_db") or DATABASES.intersection(_fixtures(item))
        if has_one and not item.get_closest_marker("engine_free"):
            item.add_marker("database")
    first = {Path(__file__).parent / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


def pytest_collection_finish() -> None:
    """Let Python not look again and again through what collection made, which stays to the end."""
    gc.collect()
    gc.freeze()


def _fixtures(item: pytest.Item) -> list[str]:
    """Return the names of the fixtures that a test asks for, and those that they ask for."""
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """As pytest-django lets a project say: the database of the tests need not be migrated anew."""
    with main_database_migrated():
        yield


@pytest.fixture(scope="session")
def own_database() -> type[OwnDatabase]:
    """How a test or a module makes a database of its own."""
    return OwnDatabase


@pytest.fixture(scope="session")
def installed(own_database: type[OwnDatabase]) -> Install:
    """How a test or a module installs the register, over a database of its own."""
    return servers.installed


@pytest.fixture(scope="module")
def demo_register(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Both notices loaded, approved and published, for all the tests of a module.

    Tests that use it ask for `db` as well; what they change is undone after each.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        try:
            put_demonstration()
            # What a worker does after the commit, which never comes here.
            from ropa.read_model.tasks import refresh_stale

            refresh_stale.func("standings")
            yield
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def standings_made_by_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many entries and notices a test makes, a page waits until it is worked out where they
    stand: most tests commit nothing, and have no worker."""
    monkeypatch.setattr("ropa.standings.after_commit.ENTRIES_AT_ONCE", 10_000)
    monkeypatch.setattr("ropa.standings.after_commit.NOTICES_AT_ONCE", 10_000)


@pytest.fixture(autouse=True)
def no_pages_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is sent a page that another test asked for, or asks first whether it is the same."""
    from ropa.public import caching
    from ropa.public.page_cache import PageCache

    monkeypatch.setattr(caching, "_page_cache", PageCache(limit=32 * 1024 * 1024))


@pytest.fixture
def history_always_consulted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even of a few entries, built within a moment, only those that the history says were touched
    are built."""
    at_once = dict.fromkeys(("sqlite", "postgresql"), timedelta(0))
    monkeypatch.setattr("ropa.documents.possibly_changed.BUILD_AT_MOST", 0)
    monkeypatch.setattr("ropa.documents.possibly_changed.MARGINS", at_once)


@pytest.fixture
def log_lines() -> Iterator[Callable[..., list[dict[str, Any]]]]:
    """What the log says while a test runs: `tests.log_lines` says how it is asked."""
    with captured_lines() as said:
        yield said
