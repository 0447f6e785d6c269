"""Prove that no version was changed, removed or added behind the register's back."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.documents.heads import Head, InvalidHead
from ropa.documents.heads_file import DamagedLine, read_heads
from ropa.documents.protection import accepted_changes
from ropa.documents.verification import ChainFault, Verification, verify
from ropa.history.frozen_check import history_faults
from ropa.witnesses.checking import Stamped, checked_stamps
from ropa.witnesses.stamps import NoStamp
from ropa.witnesses.stamps import certificates as read_certificates

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
            "--certificates",
            type=Path,
            metavar="PEM",
            help="the root certificates of time-stamp services: every time-stamp must hold, and "
            "its head be there",
        )
        parser.add_argument(
            "--stamps",
            nargs="+",
            type=Path,
            default=[],
            metavar="FILE",
            help="time-stamps that send_heads --write-stamps wrote, instead of those in the "
            "database",
        )
        parser.add_argument(
            "--clock-explained",
            nargs="+",
            type=int,
            default=[],
            metavar="ROW",
            help="rows that say they were made before the row before them, where it is known why",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Read before the database is: what is noted down later may not be in it yet.
        try:
            noted, damaged = read_heads(options["heads"])
            stamped, unsound = _stamped(options["certificates"], options["stamps"])
        except (InvalidHead, NoStamp) as error:
            raise CommandError(str(error)) from error
        found = verify([*noted, *(each.head for each in stamped)])
        if found.fault is not None:
            raise CommandError(_described(found.fault))
        self.stdout.write("\n".join(self._sentences(found, noted, stamped, options)))
        for damage in damaged:
            if damage.is_harmless:
                self.stdout.write(f"Note: {damage}")
        problems = [
            _not_stamped(unsound),
            _not_read(damaged),
            _out_of_order(found, options["clock_explained"]),
            _history(),
            _unprotected(),
        ]
        if any(problems):
            raise CommandError("\n".join(problem for problem in problems if problem))

    def _sentences(
        self,
        found: Verification,
        noted: list[Head],
        stamped: list[Stamped],
        options: Mapping[str, Any],
    ) -> Iterator[str]:
        yield f"Versions: {found.count}, all as they were made."
        yield f"Head: {found.head}" if found.head else "The register holds no version yet."
        if options["heads"]:
            last = max((each.sequence for each in noted), default=0)
            yield (
                f"Heads noted down earlier: {len(noted)}, all of them there. Rows after the last "
                f"of them, which only the chain itself vouches for: {found.count - last}."
            )
        if options["certificates"]:
            yield _of_stamps(stamped)
        if found.undecided:
            yield (
                f"Note: {found.undecided} of them were made before decisions were recorded beside "
                "versions, so who decided is proved by the versions alone."
            )


def _not_stamped(unsound: list[str]) -> str:
    if not unsound:
        return ""
    return "The versions are sound, but not these time-stamps:\n" + "\n".join(unsound)


def _not_read(damaged: list[DamagedLine]) -> str:
    lost = [str(damage) for damage in damaged if not damage.is_harmless]
    if not lost:
        return ""
    said = "The versions are sound, and so is every whole line of the heads. But:\n"
    return said + "\n".join(lost)


def _out_of_order(found: Verification, explained: list[int]) -> str:
    back = [str(row) for row in found.out_of_order if row not in explained]
    if not back:
        return ""
    return (
        "The chain is whole, but these rows say that they were made before the row before them: "
        f"{', '.join(back)}. A clock was set back, or somebody meant to put a version on an "
        "earlier day.\nWhat to do: find out what the server’s clock did on those days. Once that "
        "is known and written down, name the rows with --clock-explained."
    )


def _history() -> str:
    faults = history_faults()
    if not faults:
        return ""
    said = "The versions are sound, and the history that was frozen with them. But "
    return f"{said}the history that people are shown is another.\n" + "\n".join(faults)


def _unprotected() -> str:
    accepted = accepted_changes()
    if not accepted:
        return ""
    return (
        "The versions are sound, but the database no longer refuses to change them. It was tried, "
        f"and undone at once, and accepted: {', '.join(accepted)}.\nWhat to do: find out who took "
        "the triggers away or emptied them, and why, and put them back; docs/evidence.md says how."
    )


def _stamped(certificates: Path | None, files: list[Path]) -> tuple[list[Stamped], list[str]]:
    if certificates is None:
        if files:
            raise CommandError("Name the certificates to check the time-stamps by: --certificates.")
        return [], []
    return checked_stamps(files, read_certificates(certificates))


def _of_stamps(stamped: list[Stamped]) -> str:
    if not stamped:
        return "There are no time-stamps."
    newest = max(stamped, key=lambda each: each.head.sequence)
    return (
        f"Time-stamps: {len(stamped)}, all of them sound. Version {newest.head.sequence} and all "
        f"before it were there on {newest.at:%-d %B %Y, %H:%M:%S} UTC."
    )


def _described(fault: ChainFault) -> str:
    where = f"Row {fault.sequence}" if fault.sequence else "A decision"
    return f"{where} (about: {fault.subject}) is not sound. {fault.problem}\n{WHAT_TO_DO}"
