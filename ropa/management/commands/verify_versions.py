"""Prove that no version was changed, removed or added behind the register's back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.documents.heads import NotAHead
from ropa.documents.heads_file import read_heads
from ropa.documents.protection import accepted_changes
from ropa.documents.verification import Fault, verify

WHAT_TO_DO = (
    "What to do: keep a copy of the database as it is now and tell whoever answers for the "
    "register. Then compare with the last backup that this command finds sound; docs/evidence.md "
    "says how."
)


class Command(BaseCommand):
    """`manage.py verify_versions [--heads FILE ...]`."""

    help = (
        "Work out the whole chain of versions again. Ends with 1 if a version was changed, "
        "deleted, moved or added, and names the first; and if a trigger that protects them is gone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--heads",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help="files of heads noted down earlier, such as HEADS_FILE: each must still be there",
        )

        parser.add_argument(
            "--clock-explained",
            nargs="+",
            type=int,
            default=[],
            metavar="ROW",
            help="rows that say they were made before the row before them, where it is known why",
        )

    def handle(
        self, *args: Any, heads: list[Path], clock_explained: list[int], **options: Any
    ) -> None:
        # Read before the database is: what is noted down later may not be in it yet.
        try:
            noted, damaged = read_heads(heads)
        except NotAHead as error:
            raise CommandError(str(error)) from error
        found = verify(noted)
        if found.fault is not None:
            raise CommandError(_described(found.fault))
        head = f"Head: {found.head}" if found.head else "The register holds no version yet."
        self.stdout.write(f"Versions: {found.count}, all as they were made.\n{head}")
        if heads:
            last = max((each.sequence for each in noted), default=0)
            self.stdout.write(
                f"Heads noted down earlier: {len(noted)}, all of them there. Rows after the last "
                f"of them, which only the chain itself vouches for: {found.count - last}."
            )
        if found.undecided:
            self.stdout.write(
                f"Note: {found.undecided} of them were made before decisions were recorded beside "
                "versions, so who decided is proved by the versions alone."
            )
        for damage in damaged:
            if damage.is_harmless:
                self.stdout.write(f"Note: {damage}")
        if lost := [str(damage) for damage in damaged if not damage.is_harmless]:
            raise CommandError(
                "The versions are sound, and so is every whole line of the heads. But:\n"
                + "\n".join(lost)
            )
        if back := [str(row) for row in found.out_of_order if row not in clock_explained]:
            raise CommandError(
                "The chain is whole, but these rows say that they were made before the row before "
                f"them: {', '.join(back)}. A clock was set back, or somebody meant to put a "
                "version on an earlier day.\nWhat to do: find out what the server’s clock did on "
                "those days. Once that is known and written down, name the rows with "
                "--clock-explained."
            )
        if accepted := accepted_changes():
            raise CommandError(
                "The versions are sound, but the database no longer refuses to change them. It was "
                f"tried, and undone at once, and accepted: {', '.join(accepted)}.\nWhat to do: "
                "find out who took the triggers away or emptied them, and why, and put them back; "
                "docs/evidence.md says how."
            )


def _described(fault: Fault) -> str:
    where = f"Row {fault.sequence}" if fault.sequence else "A decision"
    return f"{where} (about: {fault.subject}) is not sound. {fault.problem}\n{WHAT_TO_DO}"
