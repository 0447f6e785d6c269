"""What is counted: requests by view, events by name, in all processes together, and nothing of what
anybody asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from ropa.monitoring import events, figures

ROOT = Path(__file__).parent.parent.parent


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


@pytest.fixture
def counting(monkeypatch):
    monkeypatch.setattr(figures, "_counts", True)


def test_requests_by_view_and_status(client, db, counting):
    labels = {"view": "public:about", "status": "200"}
    requests = value("register_requests_total", **labels)
    timed = value("register_request_seconds_count", view="public:about")
    client.get("/about/?q=quetzalcoatl")
    assert value("register_requests_total", **labels) == requests + 1
    assert value("register_request_seconds_count", view="public:about") == timed + 1


def test_an_address_that_leads_nowhere_makes_no_label_of_its_own(client, db, counting):
    labels = {"view": "none", "status": "404"}
    before = value("register_requests_total", **labels)
    client.get("/quetzalcoatl/")
    assert value("register_requests_total", **labels) == before + 1
    assert b"quetzalcoatl" not in generate_latest(REGISTRY)


def test_events_by_name_and_outcome(counting):
    labels = {"event": "sign_in.failed", "outcome": "refused"}
    before = value("register_events_total", **labels)
    events.record("sign_in.failed", outcome="refused", tried="quetzalcoatl")
    assert value("register_events_total", **labels) == before + 1
    assert b"quetzalcoatl" not in generate_latest(REGISTRY)


def test_nothing_is_counted_unless_it_is_served(client, db, monkeypatch):
    asked: list[int] = []
    monkeypatch.setattr(figures, "_figures", lambda: asked.append(1))
    client.get("/about/")
    events.record("sign_in.failed")
    assert not asked


COUNTING = """
from ropa.monitoring import figures
for _ in range(3):
    figures.count_request("public:about", 200, 0.01)
figures.count_event("export.made", "ok")
"""


def test_several_processes_count_together(tmp_path):
    environment = os.environ | {figures.FOLDER_VARIABLE: str(tmp_path)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNTING], cwd=ROOT, env=environment, check=True)

    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(tmp_path))

    labels = {"view": "public:about", "status": "200"}
    assert registry.get_sample_value("register_requests_total", labels) == 6
    assert (
        registry.get_sample_value("register_request_seconds_count", {"view": labels["view"]}) == 6
    )
    told = {"event": "export.made", "outcome": "ok"}
    assert registry.get_sample_value("register_events_total", told) == 2
