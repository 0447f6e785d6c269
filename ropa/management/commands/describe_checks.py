"""Every rule of the checks, for people to read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ropa.checks.catalogue import catalogue_markdown


class Command(BaseCommand):
    """`manage.py describe_checks`."""

    help = "Print every rule that entries and notices are checked against, as Markdown."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(catalogue_markdown(), ending="")
