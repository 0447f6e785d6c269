"""Put a backup of the register back, and prove that it is sound."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from ropa.backups.archive import HEADS, Manifest
from ropa.backups.restoring import CannotRestore, check_it_fits, put_back, unpacked
from ropa.database.statistics import gather_statistics
from ropa.documents.heads import InvalidHead
from ropa.documents.heads_file import read_heads
from ropa.monitoring import events


class Command(BaseCommand):
    """`manage.py restore FILE [--replace] [--check]`."""

    help = (
        "Put a backup into an empty database, migrate it if it is of an older release, and verify "
        "the versions. Ends with 1 if anything is not as it should be. Stop the register first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what `manage.py backup` made")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="throw away everything that is in the database now",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="only read the file and say whether it is as it was made; change nothing",
        )

    def handle(self, *args: Any, file: Path, replace: bool, check: bool, **options: Any) -> None:
        try:
            with unpacked(file) as (manifest, folder):
                self.stdout.write(
                    f"{file} is as it was made on {manifest.made_at}: {manifest.versions} versions."
                )
                if not check:
                    self._restore(manifest, folder, replace=replace)
        except CannotRestore as error:
            raise CommandError(f"Nothing was restored. {error}") from error

    def _restore(self, manifest: Manifest, folder: Path, *, replace: bool) -> None:
        check_it_fits(manifest, replace=replace)
        put_back(folder)
        events.record("backup.restored", versions=manifest.versions)
        call_command("migrate", interactive=False, verbosity=0)
        # No backup holds what the database knew of its tables.
        gather_statistics()
        self.stdout.write("Restored.")
        noted_heads = folder / HEADS
        heads = folder / "head-of-the-backup"
        if manifest.head:
            heads.write_text(f"{manifest.head}\n", encoding="utf-8")
        checked = [path for path in (noted_heads, heads) if path.exists()]
        later = _newer_head(manifest)
        if not later and settings.HEADS_FILE and Path(settings.HEADS_FILE).exists():
            checked.append(Path(settings.HEADS_FILE))
        try:
            call_command("verify_versions", heads=checked, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            raise CommandError(f"Restored, but what was restored is not sound. {error}") from error
        if later:
            raise CommandError(
                f"Restored and sound, but it ends with version {manifest.versions}, and "
                f"{settings.HEADS_FILE} notes down versions up to {later}: those in between were "
                "made after this backup, and are missing. docs/evidence.md says what to do."
            )
        if noted_heads.exists():
            self._note_down(noted_heads.read_bytes())

    def _note_down(self, heads: bytes) -> None:
        """Begin the file of heads where there is none."""
        if not settings.HEADS_FILE or Path(settings.HEADS_FILE).exists():
            return
        path = Path(settings.HEADS_FILE)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as file:
            file.write(heads)
            os.fsync(file.fileno())
        self.stdout.write(f"The heads noted down so far were written to {path}.")


def _newer_head(manifest: Manifest) -> int:
    """Return the newest version that HEADS_FILE notes down and the backup does not hold, or 0."""
    if not settings.HEADS_FILE or not Path(settings.HEADS_FILE).exists():
        return 0
    try:
        heads, _ = read_heads([Path(settings.HEADS_FILE)])
    except InvalidHead as error:
        raise CommandError(f"Restored, but not verified. {error}") from error
    newest = max((head.sequence for head in heads), default=0)
    return newest if newest > manifest.versions else 0
