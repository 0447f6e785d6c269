"""The diagrams of docs/approval.md, drawn anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ropa.actions.diagrams import with_diagrams


class Command(BaseCommand):
    """`manage.py draw_approval docs/approval.md`."""

    help = "Draw the states of entries and notices anew in a Markdown file."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="The file that holds the marks.")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            file.write_text(with_diagrams(file.read_text("utf-8")), "utf-8")
        except (OSError, ValueError) as error:
            raise CommandError(f"Nothing was drawn. {error}") from error
