"""Spreadsheets (XLSX, XLS, ODS, XLSB): their sheets, read in a process of its own.

What a library does with a file that was made to do harm, nobody can foresee. So it gets the file
and nothing else: no database, none of our environment, so much memory and time and no more. What it
finds comes back as lines of JSON, in a file without a name.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings

from . import limits
from .cells import Cell, Layout, Merged, Row, Source, Unreadable, Unusable, column_name

logger = logging.getLogger(__name__)

_PROGRAM = (sys.executable, "-m", "ropa.imports.reading.spreadsheet_program")
_NOT_READ = (
    "This is no spreadsheet that can be read here, or it is damaged. Open it in your spreadsheet "
    "program, and save it anew as XLSX."
)
_TOO_LONG = (
    "Reading this file takes more than {} seconds. Take out what does not belong to the register, "
    "or bring it in several files."
)
_TOO_MUCH = (
    "This file is damaged, or takes up more memory than any register does. Something may stand far "
    "below or to the right of your table: delete it, and save the file anew as XLSX."
)


def open_spreadsheet(file: IO[bytes]) -> list[Source]:
    """Return the sheets in their order, hidden ones as well. Raises `Unreadable`."""
    found = _read(file)
    starts: list[tuple[dict[str, Any], int]] = []
    place = 0
    for line in found:
        place += len(line)
        if line.startswith(b'{"unreadable"') and not starts:
            raise Unreadable(json.loads(line)["unreadable"])
        if line.startswith(b'{"sheet"'):
            starts.append((json.loads(line), place))
    if not starts:
        raise Unreadable(_NOT_READ)
    if len(starts) > limits.SHEETS:
        raise Unreadable(
            f"The workbook has {len(starts):,} sheets. At most {limits.SHEETS} are taken: take out "
            "what does not belong to the register."
        )
    return [_source(found, sheet, start) for sheet, start in starts]


def _read(file: IO[bytes]) -> IO[bytes]:
    """The lines that the other process writes. Raises `Unreadable` if it does not come to its
    end."""
    file.seek(0)
    found = TemporaryFile()  # noqa: SIM115 -- goes with the sheets that are read from it
    done = subprocess.run(  # noqa: S603 -- nothing in it is anybody's but ours
        [*_PROGRAM, str(limits.MEMORY), str(limits.SECONDS)],
        input=file.read(limits.FILE_SIZE),
        stdout=found,
        stderr=subprocess.DEVNULL,
        cwd=settings.BASE_DIR,
        env={},
        check=False,
    )
    if done.returncode:
        logger.warning("A spreadsheet was not read: its process ended with %s", done.returncode)
        is_late = done.returncode == -signal.SIGXCPU
        raise Unreadable(_TOO_LONG.format(limits.SECONDS) if is_late else _TOO_MUCH)
    found.seek(0)
    return found


def _source(found: IO[bytes], sheet: dict[str, Any], start: int) -> Source:
    def rows(layout: Layout) -> Iterator[Row]:
        for count, line in enumerate(_lines(found, start)):
            content = json.loads(line)
            if isinstance(content, dict) and "merged" in content:
                layout.merged += (Merged(*each) for each in content["merged"])
                layout.hidden_rows.update(content["hidden_rows"])
                layout.hidden_columns.update(content["hidden_columns"])
                continue
            if isinstance(content, dict):
                _refuse_unreadable(content)
                return
            number, cells = content
            _check(number, count, cells)
            yield number, tuple(map(_cell, cells))

    return Source(sheet["sheet"], rows, sheet["hidden"])


def _lines(found: IO[bytes], place: int) -> Iterator[bytes]:
    """The lines from that place on, whoever reads others between."""
    while True:
        found.seek(place)
        line = found.readline()
        place += len(line)
        yield line


def _refuse_unreadable(summary: dict[str, Any]) -> None:
    if "unreadable" in summary:
        raise Unreadable(summary["unreadable"], summary["row"])


def _check(number: int, count: int, cells: list[Any]) -> None:
    if count > limits.ROWS:
        raise Unreadable(
            f"The sheet has more than {limits.ROWS:,} rows. Bring it in several files.", number
        )
    if len(cells) > limits.COLUMNS:
        raise Unreadable(
            f"Column {column_name(len(cells) - 1)} has something in it. At most {limits.COLUMNS} "
            "columns are taken: delete those that are not needed.",
            number,
        )
    if any(len(each) > limits.TEXT for each in cells if isinstance(each, str)):
        raise Unreadable(
            f"A cell holds more than {limits.TEXT:,} characters. Shorten it, or put it into a "
            "document of its own.",
            number,
        )


def _cell(value: Any) -> Cell:
    match value:
        case [text, says]:
            return Unusable(text, says)
        case {"day": day}:
            return date.fromisoformat(day)
        case {"instant": instant}:
            return datetime.fromisoformat(instant)
    return value
