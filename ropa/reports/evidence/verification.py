"""Check an evidence package, on any machine and without the register it came from."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from lzma import LZMAError
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import BadZipFile, ZipFile

from ropa.documents.heads import Head
from ropa.documents.verification import Verification, verify_rows
from ropa.reports.zip_files import file_chunks

from .chain_file import CHAIN, DECISIONS, NotAVersionRow, decision_of, version_of, with_decisions
from .histories import HISTORY
from .package import FORMAT, FORMAT_VERSION, MANIFEST, included
from .rebuilding import NotTheSame, in_force, rebuilt

# What damage makes the library say that unpacks.
_DAMAGED = (
    BadZipFile,
    EOFError,
    LZMAError,
    RuntimeError,
    UnicodeDecodeError,
    struct.error,
    zlib.error,
)
# No package of a real register is larger than this, in bytes unpacked.
LARGEST = 20 * 1024**3
_MANIFEST_LARGEST = 64 * 1024**2
_PDF = "register.pdf"


@dataclass
class PackageOutcome:
    """What was found: `faults` are what is wrong, a sentence each; none means that it is sound."""

    faults: list[str] = field(default_factory=list)
    files: int = 0
    versions: int = 0
    decisions: int = 0
    head: Head | None = None
    remade: list[str] = field(default_factory=list)
    not_remade: list[str] = field(default_factory=list)


class NotAPackage(Exception):
    """The file is not an evidence package. The message says why, and what to do."""


def check(
    path: Path, heads: Iterable[Head] = (), progress: Callable[[str], None] = lambda _message: None
) -> PackageOutcome:
    """Check a package: every file against the manifest, the chain, and that the files say what the
    chain says. `heads` are such as were noted down: each must be in the chain.

    Raises `NotAPackage` if it is none, or cannot be read.
    """
    try:
        with ZipFile(path) as archive, TemporaryDirectory() as folder:
            return _Check(archive, Path(folder), progress).run(heads)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise NotAPackage(f"{path} cannot be read ({reason}): name a package.") from error
    except _DAMAGED as error:
        raise NotAPackage(
            f"{path} is not a whole ZIP file: fetch it again from where it is kept."
        ) from error


class _Check:
    def __init__(self, archive: ZipFile, folder: Path, progress: Callable[[str], None]) -> None:
        self._archive = archive
        self._folder = folder
        self._progress = progress
        self._found = PackageOutcome()

    def run(self, heads: Iterable[Head]) -> PackageOutcome:
        manifest = self._manifest()
        stated = {each["name"]: each for each in manifest["files"]}
        self._names(stated, manifest)
        for name, entry in stated.items():
            self._file(name, entry)
        # What was changed is told already; the chain of a changed file would say no more.
        if not self._found.faults:
            self._chain(manifest, heads)
        if not self._found.faults:
            self._remade(manifest)
            self._histories(manifest, stated)
            proved = {CHAIN, DECISIONS, *self._found.remade}
            self._found.not_remade = sorted(stated.keys() - proved)
        return self._found

    def _manifest(self) -> dict[str, Any]:
        if sum(member.file_size for member in self._archive.infolist()) > LARGEST:
            raise NotAPackage("Unpacked it is larger than any package: it is not one.")
        try:
            if self._archive.getinfo(MANIFEST).file_size > _MANIFEST_LARGEST:
                raise ValueError
            manifest = json.loads(self._archive.read(MANIFEST))
            if (manifest["format"], manifest["format_version"]) != (FORMAT, FORMAT_VERSION):
                raise ValueError
            for each in manifest["files"]:
                if not (
                    isinstance(each["name"], str)
                    and isinstance(each["size"], int)
                    and isinstance(each["sha256"], str)
                ):
                    raise TypeError
            if not isinstance(manifest.get("not_made", {}), dict):
                raise TypeError
            _decisions_began(manifest)
        except (KeyError, ValueError, TypeError, RecursionError) as error:
            raise NotAPackage(
                f"It holds no manifest of an evidence package ({MANIFEST}): name a file that "
                "“Evidence package” or export_register --format evidence made."
            ) from error
        return dict(manifest)

    def _names(self, stated: dict[str, Any], manifest: dict[str, Any]) -> None:
        names = [member.filename for member in self._archive.infolist()]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._found.faults.append(f"{name} is in the package more than once.")
        for name in sorted(set(names) - stated.keys() - {MANIFEST}):
            self._found.faults.append(f"{name} is not in the manifest: it was added.")
        needed = {CHAIN, DECISIONS, *(f"register.{kind.suffix}" for kind in included())}
        # Of a large register, or on some machines, there is no PDF: the manifest says why.
        needed -= {_PDF} & manifest.get("not_made", {}).keys()
        for name in sorted((needed | stated.keys()) - set(names)):
            self._found.faults.append(f"{name} is missing from the package.")

    def _file(self, name: str, stated: dict[str, Any]) -> None:
        self._progress(name)
        try:
            member = self._archive.getinfo(name)
        except KeyError:
            return
        if member.file_size != stated["size"]:
            self._found.faults.append(f"{name} is not of the size that the manifest states.")
            return
        made = hashlib.sha256()
        unpacked = self._unpacked_path(name)
        try:
            with self._archive.open(member) as content, unpacked.open("wb") as copy:
                for piece in file_chunks(content):
                    made.update(piece)
                    copy.write(piece)
        except (OSError, *_DAMAGED):
            self._found.faults.append(f"{name} cannot be unpacked: it was changed or cut off.")
            return
        if made.hexdigest() != stated["sha256"]:
            self._found.faults.append(f"{name} does not have the digest that the manifest states.")
            return
        self._found.files += 1

    def _chain(self, manifest: dict[str, Any], heads: Iterable[Head]) -> None:
        self._progress("the chain of versions")
        try:
            decisions = [decision_of(line) for line in self._lines(DECISIONS)]
            versions = (version_of(line) for line in self._lines(CHAIN))
            walked = verify_rows(
                with_decisions(versions, decisions), heads, _decisions_began(manifest)
            )
        except NotAVersionRow as error:
            self._found.faults.append(f"{CHAIN} or {DECISIONS} cannot be read. {error}")
            return
        self._found.versions, self._found.head = walked.count, walked.head
        self._found.decisions = len(decisions)
        self._found.faults.extend(_faults(walked, manifest))
        missing = {each.version_id for each in decisions if each.version_id} - set(
            range(1, walked.count + 1)
        )
        if missing and not walked.fault:
            self._found.faults.append("A decision is about a version that is not in the chain.")

    def _remade(self, manifest: dict[str, Any]) -> None:
        """Make the register's files again from the chain, and compare them byte for byte."""
        chain = self._unpacked_path(CHAIN)
        for kind in included():
            name = f"register.{kind.suffix}"
            self._progress(f"{name}, made again")
            if name == _PDF:
                # How a page is set depends on the libraries of the machine.
                continue
            try:
                rebuilt(kind, manifest, chain, self._unpacked_path(name))
                self._found.remade.append(name)
            except NotTheSame as problem:
                self._found.faults.append(f"{name} {problem}")

    def _histories(self, manifest: dict[str, Any], stated: dict[str, Any]) -> None:
        """See that there is a history of each entry and notice in force."""
        for key in in_force(manifest, self._unpacked_path(CHAIN)):
            name = f"{HISTORY}{key}.json"
            if name not in stated:
                self._found.faults.append(f"{name} is missing from the package.")

    def _unpacked_path(self, name: str) -> Path:
        """Where a member is unpacked: under a name of our own, since its own may lead anywhere."""
        return self._folder / hashlib.sha256(name.encode()).hexdigest()

    def _lines(self, name: str) -> Iterator[bytes]:
        with self._unpacked_path(name).open("rb") as lines:
            yield from lines


def _decisions_began(manifest: dict[str, Any]) -> datetime | None:
    began = manifest["decisions_began"]
    return datetime.fromisoformat(began) if began is not None else None


def _faults(walked: Verification, manifest: dict[str, Any]) -> Iterator[str]:
    if walked.fault is not None:
        fault = walked.fault
        yield f"Version {fault.sequence} of the chain is not sound. {fault.problem}"
        return
    found = walked.head
    head = found and {
        "sequence": found.sequence,
        "row_hash": found.row_hash,
        "created_at": found.created_at.isoformat(),
    }
    if manifest["about"]["head"] != head:
        yield "The chain does not end with the head that the manifest states."
