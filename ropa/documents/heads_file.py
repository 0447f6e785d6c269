"""The file of heads of the chain, one a line, appended to by one process at a time.

Between them stand lines of evidence packages that were made: `package`, the SHA-256 of the manifest
and the number of the last version in it.

A line that the end of a disk or a machine cut short stays what it is, evidence of that, unless it
is plainly the beginning of a head that is written again in full. The next head never joins it.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ropa.digits import whole_number
from ropa.models import Version

from .heads import Head, InvalidHead, NotedPackage

# Some dozens of lines.
_END_BYTES = 4096
_HEAD_AT_END = re.compile(r"(?P<digits>[0-9]+)(?P<rest> [0-9a-f]{64} [0-9T:.+-]{20,40})\Z")
_GREATEST_SEQUENCE = 10**18 - 1


@dataclass(frozen=True)
class DamagedLine:
    """A line of a file that is no head: where it stands, what it holds, and what that means."""

    path: Path
    line: int
    text: str
    meaning: str
    is_harmless: bool

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}, holds “{self.text[:200]}”. {self.meaning}"


def append_missing_heads(path: Path, head: Head | None = None) -> list[Head]:
    """Add to the file every head that it lacks, in order, and return those.

    They are those of the versions after the newest that it holds, and `head`, of a version just
    made, should the database not follow on from the file. Raises `OSError` if the file cannot be
    written; then it is as it was.
    """
    with _locked(path) as file:
        missing = list(_missing_heads(file, head))
        if missing:
            _append(file, missing)
    return missing


def add_line(path: Path, line: str) -> None:
    """Add a line to the file unless it stands there. Raises `OSError` as `append_missing_heads`."""
    with _locked(path) as file:
        if line.encode() not in path.read_bytes().splitlines():
            _append(file, [line])


def read_package_digests(paths: Iterable[Path]) -> set[str]:
    """Return the digests of the manifests of packages that files of heads name.

    Raises `InvalidHead` for a file that cannot be read.
    """
    found = (NotedPackage.parse(line) for path in paths for line in _lines(path))
    return {package.digest for package in found if package}


def read_heads(paths: Iterable[Path]) -> tuple[list[Head], list[DamagedLine]]:
    """Return the heads in files, those in damaged lines among them, and the damage.

    Raises `InvalidHead` for a file that cannot be read.
    """
    every: list[Head] = []
    damage: list[DamagedLine] = []
    for path in paths:
        heads, damaged = _read(path)
        every += heads
        damage += damaged
    return every, damage


def _read(path: Path) -> tuple[list[Head], list[DamagedLine]]:
    heads: list[Head] = []
    broken: list[tuple[int, str]] = []
    for number, line in enumerate(_lines(path), start=1):
        try:
            if line.strip() and not NotedPackage.parse(line):
                heads.append(Head.parse(line))
        except InvalidHead:
            broken.append((number, line.strip()))
            heads += _head_at_end(line.strip())
    whole = {str(head) for head in heads}
    return heads, [_damaged_line(path, number, line, whole) for number, line in broken]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8", errors="replace").split("\n")
    except OSError as error:
        raise InvalidHead(
            f"{path} cannot be read ({(error.strerror or str(error)).lower()}): name a file of "
            "heads, such as the one in HEADS_FILE."
        ) from error


def _head_at_end(line: str) -> Iterator[Head]:
    """The whole head at the end of a line that begins with a piece of another.

    The piece may end in digits too: the number is the one that the piece has, or the next.
    """
    match = _HEAD_AT_END.search(line)
    first = line.partition(" ")[0]
    number = whole_number(first, _GREATEST_SEQUENCE) if match else None
    for expected in () if match is None or number is None else (number, number + 1):
        if match and match["digits"].endswith(str(expected)):
            yield Head.parse(f"{expected}{match['rest']}")
            return


def _damaged_line(path: Path, number: int, line: str, whole: set[str]) -> DamagedLine:
    again = next((head for head in whole if head.startswith(line)), None)
    if again:
        said = (
            f"It is the beginning of the head of version {again.partition(' ')[0]}, which stands "
            "in full on another line. Nothing is lost: leave the file as it is."
        )
        return DamagedLine(path, number, line, said, is_harmless=True)
    joined = next((head for head in whole if line.endswith(head)), None)
    if joined:
        said = (
            f"It ends with the whole head of version {joined.partition(' ')[0]}, which was used; "
            "before that stands a piece of another head. Leave the line as it is, and look for the "
            "other head in the log of the register or where else heads are sent."
        )
    else:
        said = (
            "No whole head is in it. Every other line was used. Leave the line as it is, and look "
            "for the head that it was in the log of the register, or where else heads are sent."
        )
    return DamagedLine(path, number, line, said, is_harmless=False)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _missing_heads(file: int, head: Head | None) -> Iterator[Head]:
    noted = list(_last_heads(file))
    later = Version.objects.order_by("sequence").defer("document")
    if noted:
        later = later.filter(sequence__gt=noted[0].sequence)
    found = [Head.of_version(version) for version in later.iterator()]
    yield from found
    # A database that was put back to an earlier day goes on from there: that is to be seen.
    if head is not None and head not in found and head not in noted:
        yield head


def _append(file: int, lines: Iterable[Head | str]) -> None:
    size = os.fstat(file).st_size
    text = "".join(f"{line}\n" for line in lines)
    tail = _end_of_file(file)
    piece = tail.rpartition("\n")[2]
    if piece and text.startswith(piece):
        text = text[len(piece) :]
    elif piece:
        text = f"\n{text}"
    data = text.encode()
    try:
        while data:
            data = data[os.write(file, data) :]
        os.fsync(file)
    except OSError:
        os.ftruncate(file, size)
        raise


def _last_heads(file: int) -> Iterator[Head]:
    """The heads at the end of the file, the last first. Lines of packages may follow them."""
    length, size = _END_BYTES, os.fstat(file).st_size
    found: list[Head] = []
    while not found:
        for line in reversed(_end_of_file(file, length).split("\n")):
            with suppress(InvalidHead):
                found.append(Head.parse(line))
        if length >= size:
            break
        length *= 16
    return iter(found)


def _end_of_file(file: int, length: int = _END_BYTES) -> str:
    size = os.fstat(file).st_size
    return os.pread(file, length, max(0, size - length)).decode("utf-8", errors="replace")
