"""Serve figures for Prometheus, on a port of their own."""

from __future__ import annotations

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from ropa.health.state import StateCollector
from ropa.monitoring.figures import FOLDER_VARIABLE


class Command(BaseCommand):
    """`manage.py serve_figures HOST PORT`, which `serve` starts if METRICS_ADDRESS is set."""

    help = (
        "Serve figures for Prometheus until stopped. `serve` starts it if METRICS_ADDRESS is set."
    )
    # It tells of a database that is away.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("host")
        parser.add_argument("port", type=int)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        registry = CollectorRegistry()
        if os.environ.get(FOLDER_VARIABLE):
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        registry.register(StateCollector())
        try:
            server, _thread = start_http_server(port, host, registry)
        except OSError as error:
            raise CommandError(
                f"METRICS_ADDRESS: {host}:{port} cannot be served ({error.strerror})."
            ) from error
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        parent = os.getppid()
        # Ends with the server that started it, however that ended.
        while not stopped.wait(1) and os.getppid() == parent:
            pass
        server.shutdown()
