"""Make an evidence package: one ZIP file, the same bytes for the same register and instant."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Q

from ropa.documents.heads import Head
from ropa.documents.verification import decisions_recorded_since
from ropa.models import Decision, Version
from ropa.reports.contents import Report
from ropa.reports.formats import Format, formats, register_format
from ropa.reports.paper.limits import NotOnPaper
from ropa.reports.report_summary import summary_data
from ropa.reports.zip_files import add, file_chunks

from . import verify
from .chain_file import line_of
from .histories import FrozenHistories, histories
from .noting import note_package
from .readme import README

_AT_A_TIME = 50


class RegisterNotWhole(ValueError):
    """A package holds the whole register as it was approved, or it proves nothing."""


def write(report: Report) -> Iterator[bytes]:
    """Yield the package. Without an instant it is that of the newest version.

    Raises `RegisterNotWhole` for drafts, the public part or a selection.
    """
    selection = report.selection
    if selection.is_draft or selection.is_public or not selection.is_whole:
        raise RegisterNotWhole(
            "An evidence package holds everything that was approved: choose that."
        )
    head = report.head
    until = selection.at or (head.created_at if head else None)
    with TemporaryFile() as made:
        with ZipFile(made, "w", ZIP_DEFLATED) as archive:
            package = _Package(archive)
            package.add(verify.README, [README.encode()])
            package.add(verify.VERIFIER, [verifier()])
            for kind in included():
                package.add_report(kind, report)
            package.add(verify.CHAIN, _chain(head))
            if until is None:
                package.add(verify.FROZEN, ())
                package.add(verify.DECISIONS, ())
            else:
                frozen = FrozenHistories(head)
                package.add(verify.FROZEN, frozen.lines())
                package.add(verify.DECISIONS, _decisions(head, until))
                for name, content in histories(until, frozen):
                    package.add(name, [content])
            manifest_digest = package.finish(report)
        note_package(manifest_digest, head)
        made.seek(0)
        yield from file_chunks(made)


def verifier() -> bytes:
    """Return the program that checks packages where there is nothing but Python."""
    return Path(verify.__file__).read_bytes()


def included() -> tuple[Format, ...]:
    """Return the forms in which a package holds the register."""
    return tuple(kind for kind in formats().values() if not kind.needs_everything)


class _Package:
    """A package that is being written, and what its manifest is to say."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._files: list[dict[str, Any]] = []
        self._not_made: dict[str, str] = {}

    def add_report(self, kind: Format, report: Report) -> None:
        """Add the register in a form. What cannot be had on paper is noted, with the reason."""
        name = f"register.{kind.suffix}"
        try:
            content = kind.write(report)
        except NotOnPaper as reason:
            self._not_made[name] = str(reason)
        else:
            self.add(name, content)

    def add(self, name: str, content: Iterable[bytes]) -> None:
        with TemporaryFile() as written:
            size, made = 0, hashlib.sha256()
            for piece in content:
                written.write(piece)
                made.update(piece)
                size += len(piece)
            written.seek(0)
            self._put(name, written)
        self._files.append({"name": name, "size": size, "sha256": made.hexdigest()})

    def finish(self, report: Report) -> str:
        """Add the manifest, and return its SHA-256."""
        began = decisions_recorded_since()
        manifest = {
            "format": verify.FORMAT,
            "format_version": verify.FORMAT_VERSION,
            "about": summary_data(report),
            "address": report.address,
            "decisions_began": began.isoformat() if began else None,
            "files": self._files,
            "not_made": self._not_made,
        }
        text = f"{json.dumps(manifest, indent=1, ensure_ascii=False)}\n".encode()
        self._put(verify.MANIFEST, BytesIO(text))
        return hashlib.sha256(text).hexdigest()

    def _put(self, name: str, content: IO[bytes]) -> None:
        add(self._archive, name, content)


def _chain(head: Head | None) -> Iterator[bytes]:
    versions = Version.objects.filter(sequence__lte=head.sequence if head else 0)
    return map(line_of, versions.order_by("sequence").iterator(_AT_A_TIME))


def _decisions(head: Head | None, until: datetime) -> Iterator[bytes]:
    freezing = Q(version__sequence__lte=head.sequence if head else 0)
    others = Q(version=None, decided_at__lte=until)
    decisions = Decision.objects.filter(freezing | others).order_by("pk")
    return map(line_of, decisions.iterator(_AT_A_TIME))


EVIDENCE = register_format(
    Format(
        name="evidence",
        title="Evidence package (ZIP)",
        description="The whole register in every form, with the decisions, the history and the "
        "chain of versions. It can be checked on another machine, without this register.",
        suffix="evidence.zip",
        type="application/zip",
        write=write,
        takes_drafts=False,
        needs_everything=True,
    )
)
