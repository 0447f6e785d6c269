"""Write ZIP files that are the same bytes for the same contents."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

CHUNK = 256 * 1024
# The earliest day that such a file can say: when its members were made is nobody's business.
_EARLIEST_DATE = (1980, 1, 1, 0, 0, 0)


def zipped(members: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    """Yield a ZIP file of files, in the order given, piece by piece."""
    with TemporaryFile() as made:
        with ZipFile(made, "w", ZIP_DEFLATED) as archive:
            for name, path in members:
                with path.open("rb") as content:
                    add(archive, name, content)
        made.seek(0)
        yield from file_chunks(made)


def add(archive: ZipFile, name: str, content: IO[bytes]) -> None:
    """Add a member to an archive that is being written."""
    member = ZipInfo(name, _EARLIEST_DATE)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    with archive.open(member, "w", force_zip64=True) as written:
        shutil.copyfileobj(content, written, CHUNK)


def file_chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left of a file, piece by piece."""
    while piece := file.read(CHUNK):
        yield piece
