"""Back the register up into one file, and prove that the register in it is sound."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ropa.backups.creating import CannotBackUp, make_backup
from ropa.monitoring import events


class Command(BaseCommand):
    """`manage.py backup FILE`."""

    help = (
        "Write one file with the database and the heads noted down so far, while people work, and "
        "verify the versions. Ends with 1 if no backup was made, and if it was made of a register "
        "that is not sound. docs/running.md says how to have it done every night."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            made = make_backup(file)
        except CannotBackUp as error:
            events.record("backup.made", outcome="failed")
            raise CommandError(f"No backup was made. {error}") from error
        manifest = made.manifest
        self.stdout.write(
            f"Backed up to {made.path}: {manifest.versions} versions, "
            f"{made.path.stat().st_size:,} bytes, SHA-256 {made.sha256}"
        )
        noted_heads = [Path(settings.HEADS_FILE)] if settings.HEADS_FILE else []
        heads = [path for path in noted_heads if path.exists()]
        try:
            call_command("verify_versions", heads=heads, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            events.record("backup.made", outcome="failed", versions=manifest.versions)
            raise CommandError(
                f"The backup was made, but the register in it is not sound. {error}"
            ) from error
        events.record("backup.made", versions=manifest.versions)
