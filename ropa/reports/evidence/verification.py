"""Check an evidence package, on any machine and without the register it came from.

What `verify` checks with nothing but Python comes first. To that the program adds what it alone can
do: read each document, and make the register's files again from the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ropa.documents.heads import Head
from ropa.documents.verification import verify_rows
from ropa.reports.zip_files import file_chunks

from . import verify
from .chain_file import NotAVersionRow, decision_of, version_of, with_decisions, with_history
from .package import included, verifier
from .readme import README
from .rebuilding import NotTheSame, in_force, rebuilt
from .verify import NotAPackage

_OF_THE_PROGRAM = {verify.README: README.encode, verify.VERIFIER: verifier}


@dataclass
class PackageOutcome:
    """What was found: `faults` are what is wrong, a sentence each; none means that it is sound.

    `unproved` says in lines what of a sound package nothing vouches for.
    """

    faults: list[str] = field(default_factory=list)
    files: int = 0
    versions: int = 0
    decisions: int = 0
    head: Head | None = None
    manifest_digest: str = ""
    unproved: str = ""
    remade: list[str] = field(default_factory=list)
    not_remade: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)


def check(
    path: Path,
    heads: Iterable[Head] = (),
    digests: Iterable[str] = (),
    progress: Callable[[str], None] = lambda _message: None,
) -> PackageOutcome:
    """Check a package: every file against the manifest, the chain, and that the files say what the
    chain says. `path` is the ZIP file, or the folder it was unpacked to. `heads` are such as were
    noted down: each must be in the chain. `digests` are those of packages or their manifests: if
    there are any, that of this one must be among them.

    Raises `NotAPackage` if it is none, or cannot be read.
    """
    noted = verify.OutsideRecord(digests=set(digests))
    noted.read(map(str, heads))
    try:
        found = verify.examine(str(path), noted, progress)
        outcome = PackageOutcome(
            faults=found.faults,
            files=found.files,
            versions=found.versions,
            decisions=found.decisions,
            manifest_digest=found.manifest_digest,
            signatures=found.signatures,
        )
        # What was changed is told already; what it says would say no more.
        if not outcome.faults:
            with verify.opened(str(path)) as members, TemporaryDirectory() as folder:
                _Check(members, Path(folder), progress, found.manifest, outcome).run()
            outcome.unproved = verify.unproved(found, outcome.remade)
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise NotAPackage(
            f"{path} cannot be read ({reason}): name a package, or the folder it was unpacked to."
        ) from error
    return outcome


@dataclass
class _Check:
    members: verify.Members
    folder: Path
    progress: Callable[[str], None]
    manifest: dict[str, Any]
    found: PackageOutcome

    def run(self) -> None:
        stated = [each["name"] for each in self.manifest["files"]]
        self.found.faults.extend(self._missing_forms(stated))
        self.found.faults.extend(self._chain())
        if self.found.faults:
            return
        self.found.faults.extend(self._remade())
        for key in in_force(self.manifest, self._unpacked(verify.CHAIN)):
            name = f"{verify.HISTORY}{key}.json"
            if name not in stated:
                self.found.faults.append(f"{name} is missing from the package.")
        proved = {verify.CHAIN, verify.FROZEN, verify.DECISIONS, *self.found.remade}
        self.found.not_remade = sorted(set(stated) - proved)

    def _missing_forms(self, stated: list[str]) -> Iterator[str]:
        """Of a large register, or on some machines, there is no PDF: the manifest says why."""
        needed = {f"register.{kind.suffix}" for kind in included()}
        needed -= {verify.PDF} & self.manifest["not_made"].keys()
        yield from (f"{name} is missing from the package." for name in sorted(needed - {*stated}))

    def _chain(self) -> Iterator[str]:
        self.progress("the chain of versions")
        began = self.manifest["decisions_began"]
        try:
            decisions = map(decision_of, self._lines(verify.DECISIONS))
            versions = map(version_of, self._lines(verify.CHAIN))
            walked = verify_rows(
                with_history(with_decisions(versions, decisions), self._lines(verify.FROZEN)),
                (),
                datetime.fromisoformat(began) if began else None,
            )
        except NotAVersionRow as error:
            yield f"{verify.CHAIN} or {verify.DECISIONS} cannot be read. {error}"
            return
        self.found.head = walked.head
        if walked.fault is not None:
            fault = walked.fault
            yield f"Version {fault.sequence} of the chain is not sound. {fault.problem}"

    def _remade(self) -> Iterator[str]:
        """Make every file again that follows from the chain or the program, and compare them byte
        for byte. How a page is set depends on the libraries of the machine: the PDF is left out."""
        for name, made in _OF_THE_PROGRAM.items():
            if self.members.read(name) == made():
                self.found.remade.append(name)
            else:
                yield (
                    f"{name} is not that of this release of the register’s program: it was "
                    "changed, or made by another release. Check it with that one."
                )
        for kind in included():
            name = f"register.{kind.suffix}"
            if name == verify.PDF:
                continue
            self.progress(f"{name}, made again")
            try:
                rebuilt(kind, self.manifest, self._unpacked(verify.CHAIN), self._unpacked(name))
                self.found.remade.append(name)
            except NotTheSame as problem:
                yield f"{name} {problem}"

    def _unpacked(self, name: str) -> Path:
        """Unpack a member under a name of our own, since its own may lead anywhere."""
        path = self.folder / hashlib.sha256(name.encode()).hexdigest()
        if not path.exists():
            with self.members.open(name) as content, path.open("wb") as copy:
                for piece in file_chunks(content):
                    copy.write(piece)
        return path

    def _lines(self, name: str) -> Iterator[bytes]:
        with self._unpacked(name).open("rb") as lines:
            yield from lines
