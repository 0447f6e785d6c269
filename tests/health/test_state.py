"""Figures about the state of the register, and that they are served beside it."""

from __future__ import annotations

import os
import socket
import time
import urllib.request

import pytest
from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry

from ropa import mail
from ropa.background import enqueue
from ropa.background.housekeeping import remove_old_jobs
from ropa.health import exporting, state
from ropa.health.readiness import Readiness
from ropa.health.state import StateCollector
from ropa.monitoring.figures import FOLDER_VARIABLE
from tests.factories import approve, make_activity

WELL = {"database": "", "migrations": "", "worker": "", "disk": "", "heads": ""}


@pytest.fixture
def registry(monkeypatch):
    """What would be served. The database stays open: it is the test's."""
    registry, figures = CollectorRegistry(), StateCollector()
    monkeypatch.setattr(figures._examiner, "readiness", lambda: Readiness(WELL))
    monkeypatch.setattr(connection, "close", lambda: None)
    registry.register(figures)
    return registry, figures


@pytest.mark.django_db
def test_work_versions_and_checks(registry):
    found, _ = registry
    version = approve(make_activity())
    enqueue(remove_old_jobs)
    mail.send(kind="invitation", to="anna@example.org", subject="x", text="y")

    def value(name, **labels):
        return found.get_sample_value(name, labels)

    assert value("register_jobs", status="ready") == 1
    assert value("register_jobs", status="failed") == 0
    assert 0 <= value("register_oldest_job_seconds") < 60
    assert value("register_workers") == 0
    assert value("register_mail", state="waiting") == 1
    assert value("register_mail", state="failed") == 0
    assert value("register_versions") == version.sequence
    assert 0 <= value("register_newest_version_seconds") < 60
    assert value("register_check_ok", check="disk") == 1
    [info] = [metric for metric in found.collect() if metric.name == "register"]
    assert set(info.samples[0].labels) == {"python", "django", "database"}


def test_a_database_that_is_away_is_told_and_not_asked(registry, monkeypatch):
    found, figures = registry
    away = Readiness(WELL | {"database": "away", "heads": "unknown"})
    monkeypatch.setattr(figures._examiner, "readiness", lambda: away)
    assert found.get_sample_value("register_check_ok", {"check": "database"}) == 0
    assert found.get_sample_value("register_check_ok", {"check": "disk"}) == 1
    assert found.get_sample_value("register_versions") is None


@pytest.mark.django_db
def test_a_database_that_goes_away_meanwhile_ends_the_answer(registry, monkeypatch):
    def gone():
        raise DatabaseError("gone")

    found, _ = registry
    monkeypatch.setattr(state, "head_as_at", gone)
    assert found.get_sample_value("register_workers") == 0
    assert found.get_sample_value("register_versions") is None


def test_figures_are_served_while_the_register_is_and_no_longer(settings, tmp_path, monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.METRICS_ADDRESS = ("127.0.0.1", port)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/not-migrated.sqlite3")
    with exporting.figures_served():
        folder = os.environ[FOLDER_VARIABLE]
        said = _response_text(f"http://127.0.0.1:{port}/metrics")
    assert 'register_check_ok{check="migrations"} 0.0' in said
    assert FOLDER_VARIABLE not in os.environ
    assert not os.path.exists(folder)  # noqa: PTH110
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5)


def test_without_an_address_nothing_is_counted_or_served(settings):
    settings.METRICS_ADDRESS = None
    with exporting.figures_served():
        assert FOLDER_VARIABLE not in os.environ


def _response_text(address: str) -> str:
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
