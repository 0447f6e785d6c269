"""Comma-separated text: a file of it, or a member of a ZIP file."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO

from . import limits
from .cells import Cell, Row, Unreadable, text_cell

NOT_UTF_8 = (
    "The text is not in UTF-8, so that letters could be lost. In your spreadsheet program choose "
    "“Save as” and the type “CSV UTF-8 (comma delimited)”, or save it as XLSX."
)
GUESSED = (
    "The text is not in UTF-8. It was read as spreadsheet programs in Western Europe wrote it for "
    "long (Windows-1252): look whether letters with accents, dashes and pound signs are right."
)
UTF_8, _UTF_16, WINDOWS_1252 = "utf-8-sig", "utf-16", "cp1252"
UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PIECE = 1 << 16
_DELIMITERS = ",;\t|"
# What parts the cells is told from so many lines: above the header a title may stand.
_LINES_SEEN = 20
_ESCAPED = re.compile("[\udc80-\udcff]")
# The library has one limit for everybody; its own is less than a cell may hold here.
csv.field_size_limit(limits.TEXT)


def text_encoding(file: IO[bytes]) -> str:
    """Return in what a text is encoded: `UTF_8`, UTF-16 if its first bytes say so, or
    `WINDOWS_1252`, which is a guess. What is none of them is refused as no `UTF_8`."""
    file.seek(0)
    is_utf_16 = file.read(2) in UTF_16_MARKS
    for encoding in (_UTF_16,) if is_utf_16 else (UTF_8, WINDOWS_1252):
        if _is_in(encoding, file):
            return encoding
    return UTF_8


def _is_in(encoding: str, file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def csv_rows(stream: IO[bytes], encoding: str = UTF_8) -> Iterator[Row]:
    """Yield the rows that have anything in them, each with its number as a spreadsheet shows it.

    What parts the cells is told from the first lines. Raises `Unreadable`.
    """
    lines = _Lines(stream, encoding)
    number = 0
    try:
        for number, written in enumerate(
            csv.reader(lines, delimiter=lines.delimiter(), strict=True), start=1
        ):
            lines.since_row = 0
            if number > limits.ROWS:
                raise Unreadable(
                    f"The file has more than {limits.ROWS:,} rows. Bring it in several files.",
                    number,
                )
            cells = _cells(written, number)
            if cells:
                yield number, cells
    except csv.Error as error:
        raise Unreadable(_not_csv(error), number + 1) from error
    except Unreadable as problem:
        problem.row = problem.row or number + 1
        raise
    finally:
        lines.release()


class _Lines:
    """The lines of a text with their ends, of which no row may take too many characters."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        # What is not UTF-8 is seen in the line where it stands, not where it is read ahead.
        self._text = TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        self.since_row = 0
        self._ahead: list[str] = []

    def delimiter(self) -> str:
        """Return what parts the cells: of the signs that may, the one that parts the most lines
        into as many cells."""
        while len(self._ahead) < _LINES_SEEN and (line := self._text.readline(limits.ROW_TEXT)):
            self._ahead.append(line)
        # What stands between quotation marks parts nothing.
        lines = ["".join(line.split('"')[::2]) for line in self._ahead]
        return max(_DELIMITERS, key=lambda sign: _parted(lines, sign))

    def __iter__(self) -> Iterator[str]:
        for line in self._ahead:
            yield self._sound(line)
        self._ahead = []
        while line := self._text.readline(limits.ROW_TEXT):
            yield self._sound(line)

    def _sound(self, line: str) -> str:
        self.since_row += len(line)
        if not line.isascii() and _ESCAPED.search(line):
            raise Unreadable(NOT_UTF_8)
        if self.since_row >= limits.ROW_TEXT:
            raise Unreadable(
                f"The row has more than {limits.ROW_TEXT:,} characters. Look for a quotation mark "
                "that has no second one."
            )
        return line

    def release(self) -> None:
        """Leave the stream open for whoever opened it."""
        self._text.detach()


def _parted(lines: list[str], sign: str) -> int:
    """How often a sign stands in the lines that have it as often as most of those that have it."""
    counts = Counter(count for line in lines if (count := line.count(sign)))
    return max((count * often for count, often in counts.items()), default=0)


def _cells(written: list[str], number: int) -> tuple[Cell, ...]:
    """The cells of a row up to the last that has anything in it."""
    last = len(written)
    while last and not written[last - 1]:
        last -= 1
    if last > limits.COLUMNS:
        raise Unreadable(
            f"The row has {last:,} columns. At most {limits.COLUMNS} are taken: delete those that "
            "are not needed.",
            number,
        )
    return tuple(text_cell(text) for text in written[:last])


def _not_csv(error: csv.Error) -> str:
    if "field larger" in str(error):
        return (
            f"A cell holds more than {limits.TEXT:,} characters. Shorten it, and look for a "
            "quotation mark that has no second one."
        )
    return (
        "The row has a quotation mark that does not fit. Put text that has a comma, a line break "
        "or a quotation mark between quotation marks, and write each quotation mark within twice."
    )
