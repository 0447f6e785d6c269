"""Load files of the register."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad


class Command(BaseCommand):
    """`manage.py load_register FOLDER`."""

    help = "Bring the register to what the TOML files below a folder say: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            outcome = load(read_folder(folder))
        except CannotLoad as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        self.stdout.write(
            f"Rows created: {outcome.created}, changed: {outcome.changed}, "
            f"removed: {outcome.removed}, left as they were: {outcome.same}."
        )
