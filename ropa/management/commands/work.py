"""Do the work in the background until stopped."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.background.processes import Processes
from ropa.background.worker import GRACE, WorkerLoop


class Command(BaseCommand):
    """`manage.py work [--processes N] [--with-parent PID]`."""

    help = (
        "Do the work in the background (PDFs, imports, mail) until stopped. Run it on as many "
        "hosts as you like, on one database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--processes",
            type=int,
            default=1,
            metavar="N",
            help="how many jobs to do at once (default 1)",
        )
        parser.add_argument(
            "--grace",
            type=int,
            default=GRACE,
            metavar="SECONDS",
            help="how long a job may go on once the worker is told to stop; then it is done anew "
            f"later (default {GRACE})",
        )
        parser.add_argument(
            "--with-parent",
            type=int,
            metavar="PID",
            help="stop when the process ends that has started this one, and has this number",
        )

    def handle(
        self, *args: Any, processes: int, grace: int, with_parent: int | None, **options: Any
    ) -> None:
        if processes < 1:
            raise CommandError("--processes must be 1 or more.")
        if grace < 0:
            raise CommandError("--grace must be 0 or more.")
        if processes == 1:
            WorkerLoop(parent=with_parent, grace=grace).run()
        else:
            Processes(processes, parent=with_parent, grace=grace).run()
