"""Rebuild the files of a package from the chain of versions, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ropa.documents.heads import Head
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import Notice, Version
from ropa.reports.contents import Report, ReportEntry, ReportNotice, frozen_entries, frozen_notices
from ropa.reports.formats import Format
from ropa.reports.selection import Selection

from .chain_file import version_of


class NotTheSame(Exception):
    """A file is not what the chain gives."""


def rebuilt(kind: Format, manifest: dict[str, Any], chain: Path, file: Path) -> None:
    """Make a file again from a chain that has been verified, and compare it with the one there.

    Raises `NotTheSame`.
    """
    report = report_of(manifest, chain)
    with file.open("rb") as original:
        for piece in kind.write(report):
            if original.read(len(piece)) != piece:
                raise NotTheSame(
                    "is not what the chain gives: it was changed together with the manifest, or "
                    "made by another release of the register’s program. Check it with that one."
                )
        if original.read(1):
            raise NotTheSame("goes on after what the chain gives.")


def report_of(manifest: dict[str, Any], chain: Path) -> Report:
    """Return the report that a package holds, from its chain alone."""
    about = manifest["about"]
    at = datetime.fromisoformat(about["as_at"]) if about["as_at"] else None
    places = _in_force(chain)
    selection = Selection(at=at)
    notices = _Notices(chain, places, selection)
    return Report(
        name=about["name"],
        address=manifest["address"],
        selection=selection,
        head=places.head,
        entries=_Entries(chain, places, selection),
        notices=notices,
        tables=dict,
        policies=lambda: (
            notice.document
            for notice in notices()
            if notice.document.kind.code == Notice.Kind.POLICY_DOCUMENT
        ),
    )


def in_force(manifest: dict[str, Any], chain: Path) -> Iterator[str]:
    """Yield each entry and notice that was in force, by its table and key: `notices/some-slug`."""
    report = report_of(manifest, chain)
    yield from (f"activities/{entry.document.reference}" for entry in report.entries())
    yield from (f"notices/{notice.document.slug}" for notice in report.notices())


@dataclass
class _Places:
    """Where in the file the newest version of each entry and notice in force begins, by key."""

    entries: dict[str, int]
    notices: dict[str, int]
    head: Head | None


def _in_force(chain: Path) -> _Places:
    newest: dict[tuple[str, int | None], tuple[int, str, bool]] = {}
    head = None
    with chain.open("rb") as lines:
        begins = 0
        for line in lines:
            version = version_of(line)
            head = Head.of_version(version)
            kind, number = _subject(version)
            newest[kind, number] = (begins, _key(version), version.is_in_force)
            begins += len(line)
    found: dict[str, dict[str, int]] = {"entry": {}, "notice": {}}
    for (kind, _), (begins, key, in_force) in newest.items():
        if in_force:
            found[kind][key] = begins
    return _Places(found["entry"], found["notice"], head)


def _subject(version: Version) -> tuple[str, int | None]:
    if version.activity_id is not None:
        return "entry", version.activity_id
    return "notice", version.notice_id


def _key(version: Version) -> str:
    if version.activity_id is not None:
        return ActivityDocument.model_validate_json(version.document).reference
    return NoticeDocument.model_validate_json(version.document).slug


@dataclass(frozen=True)
class _FromChain:
    chain: Path
    places: _Places
    selection: Selection

    def _versions(self, places: dict[str, int]) -> Iterator[Version]:
        with self.chain.open("rb") as lines:
            for _, begins in sorted(places.items()):
                lines.seek(begins)
                yield version_of(lines.readline())


class _Entries(_FromChain):
    def __call__(self) -> Iterator[ReportEntry]:
        return frozen_entries(self._versions(self.places.entries), self.selection)


class _Notices(_FromChain):
    def __call__(self) -> Iterator[ReportNotice]:
        return frozen_notices(self._versions(self.places.notices), self.selection)
