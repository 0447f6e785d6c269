"""Figures about the state of the register, read from the database whenever they are asked for."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import Any

import django
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Model
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from ropa.background import workers_alive
from ropa.documents.heads import head_as_at
from ropa.models import Job, OutgoingMail

from .readiness import Examiner


class StateCollector(Collector):
    """What Prometheus reads: which checks fail, and how much work waits, runs and failed."""

    def __init__(self) -> None:
        self._examiner = Examiner()

    def describe(self) -> list[Metric]:
        """Return nothing: the names are known without asking the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily(
            "register",
            "What the register runs on.",
            value={
                "python": platform.python_version(),
                "django": django.get_version(),
                "database": connection.vendor,
            },
        )
        problems = self._examiner.readiness().problems
        checks = GaugeMetricFamily(
            "register_check_ok", "Whether what the register needs is there.", labels=["check"]
        )
        for name, problem in problems.items():
            checks.add_metric([name], 0 if problem else 1)
        yield checks
        if problems["database"] or problems["migrations"]:
            return
        try:
            yield from self._of_database()
        except (DatabaseError, InterfaceError):
            return
        finally:
            connection.close()

    def _of_database(self) -> Iterator[Metric]:
        yield _count_by(Job, "status", "register_jobs", "Jobs by their status.")
        oldest = Job.objects.ready(timezone.now()).order_by("run_after").first()
        waited = (timezone.now() - oldest.run_after).total_seconds() if oldest else 0
        yield GaugeMetricFamily(
            "register_oldest_job_seconds",
            "How long the job has waited that is due longest.",
            waited,
        )
        yield _count_by(OutgoingMail, "state", "register_mail", "Mail by its state.")
        yield GaugeMetricFamily("register_workers", "Workers alive.", len(workers_alive()))
        head = head_as_at()
        if head is not None:
            yield GaugeMetricFamily(
                "register_versions", "The number of the newest version.", head.sequence
            )
            age = (timezone.now() - head.created_at).total_seconds()
            yield GaugeMetricFamily(
                "register_newest_version_seconds", "How old the newest version is.", age
            )


def _count_by(model: type[Model], field: str, name: str, about: str) -> GaugeMetricFamily:
    """Return how many rows have each value that the field can have."""
    figure = GaugeMetricFamily(name, about, labels=[field])
    rows = model._default_manager.order_by().values_list(field)
    counted = dict(rows.annotate(count=Count("pk")))
    of_model: Any = model._meta.get_field(field)
    for value, _label in of_model.flatchoices:
        figure.add_metric([value], counted.get(value, 0))
    return figure
