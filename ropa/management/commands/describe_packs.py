"""Every starter pack, for people to read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ropa.packs.catalogue import packs_markdown
from ropa.packs.reading import read_packs


class Command(BaseCommand):
    """`manage.py describe_packs`."""

    help = "Print what every entry of the starter packs rests on, as Markdown."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(packs_markdown(read_packs()), ending="")
