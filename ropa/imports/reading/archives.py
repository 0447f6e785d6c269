"""Open uploaded ZIP files: checked before anything is unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from . import limits
from .cells import Unreadable

PROTECTED = "This file is protected with a password. Save it without one."
DAMAGED = "This file is damaged: {}. Make or send it again."
# What reading a damaged ZIP file may come to; a form it cannot have is a `RuntimeError` too.
_BROKEN = (
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
_ENCRYPTED = 0x1


class Archive:
    """A ZIP file within every limit, whose members can be read one after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        """Look at the members. Raises `Unreadable`."""
        with _damage_as_unreadable():
            # The members are told their sizes and checksums by its list, and cannot exceed them.
            self._zip = ZipFile(_NoLongReads(file))
            self.members = {each.filename: each for each in self._zip.infolist()}
            self._check(self._zip.infolist())

    def _check(self, members: list[ZipInfo]) -> None:
        if len(members) > limits.MEMBERS:
            raise Unreadable(
                f"This file has {len(members):,} files inside. At most {limits.MEMBERS:,} are "
                f"taken: take out what does not belong to the register."
            )
        if len(members) > len(self.members):
            raise Unreadable(DAMAGED.format("it has two files of the same name inside"))
        if sum(each.file_size for each in members) > limits.UNPACKED_SIZE:
            raise Unreadable(
                f"Unpacked, this file is larger than {limits.UNPACKED_SIZE // limits.MEGABYTE} MB. "
                "Bring the register in several files of fewer entries."
            )
        for each in members:
            _check_member(each)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Give a member to read from. Raises `Unreadable`, also from within, if it is damaged."""
        with _damage_as_unreadable():
            if name not in self.members:
                raise Unreadable(DAMAGED.format(f"“{name[:100]}” is missing inside"))
            with self._zip.open(self.members[name]) as member:
                yield member


def _check_member(member: ZipInfo) -> None:
    name = member.filename[:100]
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable(PROTECTED)
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Unreadable(
            f"“{name}” inside this file is packed in a way that is not read here. Pack it again "
            "with the usual method (deflate)."
        )
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > limits.RATIO_FROM and ratio > limits.RATIO:
        raise Unreadable(
            f"“{name}” inside this file grows more than {limits.RATIO} times when it is unpacked, "
            "which no register does. Save the file anew from your spreadsheet program."
        )


@contextmanager
def _damage_as_unreadable() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise Unreadable(DAMAGED.format("its parts cannot be unpacked")) from error


class _NoLongReads:
    """A file of which no more is read at once than the list of an honest ZIP file may be long: a
    list is read as a whole, and becomes many times larger."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        most = limits.ZIP_DIRECTORY
        content = self._file.read(min(size, most) if size >= 0 else most)
        if len(content) == most:
            raise Unreadable(
                f"This file has too many files inside. At most {limits.MEMBERS:,} are taken: take "
                "out what does not belong to the register."
            )
        return content
