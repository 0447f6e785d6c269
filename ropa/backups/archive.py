"""The file of a backup: a ZIP file with a manifest, the database, and the heads noted down.

Whoever changes a byte of it is found out by the digests in the manifest; whoever changes the
manifest too is found out by the heads that were noted down elsewhere (docs/evidence.md).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from os import SEEK_END
from pathlib import Path
from typing import IO, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

MANIFEST: Final = "manifest.json"
DATABASE: Final = "database"
HEADS: Final = "heads.log"
# A manifest is a few kilobytes; nobody is to fill the memory with another one.
_LONGEST_MANIFEST: Final = 1024 * 1024
_PIECE: Final = 1024 * 1024
# How a ZIP file without a comment ends: a record of this length that begins with these bytes.
_END_LENGTH: Final = 22
_END_BEGINS: Final = b"PK\x05\x06"


class NotABackup(Exception):
    """The file is no backup, or not as it was made. The message says so in one sentence."""


class ArchivePart(BaseModel):
    """A file in the archive: its size in bytes and its SHA-256."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup holds. `head` is the line of the newest version, empty if there was none."""

    model_config = ConfigDict(frozen=True)

    format: Literal["ropa-backup-1"] = "ropa-backup-1"
    made_at: str
    engine: Literal["sqlite", "postgresql"]
    program: str
    versions: int
    head: str
    migrations: tuple[str, ...]
    parts: Mapping[str, ArchivePart] = {}

    def with_parts(self, folder: Path) -> Self:
        """Return the manifest with the files in a folder named as the parts."""
        parts = {path.name: part_of(path) for path in sorted(folder.iterdir())}
        return self.model_copy(update={"parts": parts})


def part_of(path: Path) -> ArchivePart:
    """Return the size and the digest of a file."""
    with path.open("rb") as file:
        return ArchivePart(
            size=path.stat().st_size, sha256=hashlib.file_digest(file, "sha256").hexdigest()
        )


def write(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write the manifest and the files in a folder, its parts, into one file.

    Raises OSError if it cannot be written.
    """
    # PostgreSQL compresses its own.
    kind = zipfile.ZIP_STORED if manifest.engine == "postgresql" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
        for name in manifest.parts:
            archive.write(folder / name, name)


def read(path: Path, folder: Path | None = None) -> Manifest:
    """Return the manifest of a backup, once each part of it is as it was made.

    The parts are unpacked into `folder`, if it is given. Raises `NotABackup`, also where the file
    cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive)
            if not _fills_its_file(archive, path):
                raise NotABackup(
                    f"{path} is damaged: something was added before or after the backup in it. Use "
                    "another backup."
                )
            names = sorted(archive.namelist())
            if names != sorted([MANIFEST, *manifest.parts]) or DATABASE not in manifest.parts:
                raise NotABackup(f"{path} is damaged: it does not hold what its manifest names.")
            for name, part in manifest.parts.items():
                with archive.open(name) as content:
                    if _copied(content, folder / name if folder else None) != part:
                        raise NotABackup(
                            f"{path} is damaged: “{name}” in it is not as it was when the backup "
                            "was made. Use another backup."
                        )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NotABackup(f"{path} cannot be read ({reason}).") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise NotABackup(
            f"{path} is no backup of the register, or only part of one: use another backup."
        ) from error
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _LONGEST_MANIFEST:
            raise ValueError
        return Manifest.model_validate(json.loads(archive.read(info)))
    except (KeyError, ValidationError) as error:
        raise ValueError from error


def _fills_its_file(archive: zipfile.ZipFile, path: Path) -> bool:
    """Return whether nothing stands before or after the archive, which ZIP readers pass over."""
    with path.open("rb") as file:
        file.seek(-_END_LENGTH, SEEK_END)
        ends = file.read().startswith(_END_BEGINS)
    return ends and min(info.header_offset for info in archive.infolist()) == 0


def _copied(content: IO[bytes], to: Path | None) -> ArchivePart:
    """Return what was read, and write it to a file, if one is named."""
    made, size = hashlib.sha256(), 0
    target = to.open("xb") if to else None
    try:
        while piece := content.read(_PIECE):
            made.update(piece)
            size += len(piece)
            if target:
                target.write(piece)
    finally:
        if target:
            target.close()
    return ArchivePart(size=size, sha256=made.hexdigest())
