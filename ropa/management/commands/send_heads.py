"""Send the newest head of the chain to the places that HEADS_TO names, or write receipts down."""

from __future__ import annotations

from argparse import ArgumentParser
from base64 import b64encode
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.models import HeadReceipt
from ropa.witnesses.places import WitnessKind
from ropa.witnesses.sending import NotSent
from ropa.witnesses.tasks import places, send_newest_head


class Command(BaseCommand):
    """`manage.py send_heads [--write-stamps FILE]`."""

    help = (
        "Send the newest head to every place in HEADS_TO that does not have it yet. With "
        "--write-stamps, write every time-stamp to a file instead, to be kept elsewhere and given "
        "to verify_versions --stamps."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write-stamps", type=Path, metavar="FILE")

    def handle(self, *args: Any, write_stamps: Path | None, **options: Any) -> None:
        if write_stamps:
            self._write(write_stamps)
            return
        known = places()
        if not known:
            raise CommandError("HEADS_TO names no place: docs/evidence.md says what it may name.")
        unsent = []
        for place in known:
            try:
                was_sent = send_newest_head(place)
            except NotSent as error:
                unsent.append(f"{place.name}: {error}")
            else:
                self.stdout.write(f"{place.name}: {'sent' if was_sent else 'has it already'}.")
        if unsent:
            raise CommandError("\n".join(["The head was not sent everywhere.", *unsent]))

    def _write(self, path: Path) -> None:
        stamps = HeadReceipt.objects.filter(kind=WitnessKind.TIME_STAMP).order_by("sequence", "pk")
        lines = [
            f"{each.line} {b64encode(bytes(each.receipt)).decode()}\n" for each in stamps.iterator()
        ]
        try:
            path.write_text("".join(lines), encoding="ascii")
        except OSError as error:
            raise CommandError(f"{path} cannot be written ({error.strerror}).") from error
        self.stdout.write(f"Time-stamps written to {path}: {len(lines)}.")
