"""Check an evidence package on this machine, whatever its database holds."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.documents.heads import InvalidHead
from ropa.documents.heads_file import read_heads, read_package_digests
from ropa.reports import all_formats  # noqa: F401 -- the forms that a package holds
from ropa.reports.evidence.verification import PackageOutcome, check
from ropa.reports.evidence.verify import HISTORY, NotAPackage


class Command(BaseCommand):
    """`manage.py verify_package PACKAGE [--heads FILE ...] [--digest SHA256 ...]`."""

    help = (
        "Check every byte of an evidence package: its files against its manifest, the chain of "
        "versions, and that the register’s files say what the chain says. Needs no database. Ends "
        "with 1 if anything is wrong, and says what."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "package",
            type=Path,
            metavar="PACKAGE",
            help="the ZIP file, or the folder it was unpacked to",
        )
        parser.add_argument(
            "--heads",
            nargs="+",
            type=Path,
            default=[],
            metavar="HEADS",
            help="files of heads noted down earlier: each must be in the chain, and if packages "
            "are named there, this must be one of them",
        )
        parser.add_argument(
            "--digest",
            nargs="+",
            default=[],
            metavar="SHA256",
            help="the SHA-256 of the package or of its manifest, as told by another way",
        )

    def handle(
        self, *args: Any, package: Path, heads: list[Path], digest: list[str], **options: Any
    ) -> None:
        try:
            noted, damaged = read_heads(heads)
            digests = {each.lower() for each in digest} | read_package_digests(heads)
            found = check(package, noted, digests, self._progress)
        except (InvalidHead, NotAPackage) as error:
            raise CommandError(str(error)) from error
        if found.faults:
            raise CommandError("\n".join(["This package is not sound.", *found.faults]))
        self.stdout.write("\n".join([_sentences(found, len(noted)), *map(str, damaged)]))

    def _progress(self, said: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"Checking {said} ...")


def _sentences(found: PackageOutcome, noted: int) -> str:
    lines = [
        f"Files: {found.files}, each as the manifest states.",
        f"Versions: {found.versions}, decisions: {found.decisions}, all as they were made.",
        f"Head: {found.head}" if found.head else "The chain holds no version.",
        f"Made again from the chain, byte for byte the same: {', '.join(found.remade)}.",
    ]
    if found.not_remade:
        histories = [name for name in found.not_remade if name.startswith(HISTORY)]
        others = [name for name in found.not_remade if name not in histories]
        said = ", ".join([*others, f"{len(histories)} histories"])
        lines.append(f"Checked against the manifest alone: {said}.")
    lines += [f"To be checked as README.txt says: {name}." for name in found.signatures]
    lines += [f"SHA-256 of the manifest: {found.manifest_digest}", found.unproved]
    if noted:
        lines.append(f"Heads noted down earlier: {noted}, all of them in the chain.")
    return "\n".join(lines)
