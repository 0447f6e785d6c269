"""The program that reads an uploaded spreadsheet in a process of its own.

`python -m ropa.imports.reading.spreadsheet_program MEMORY SECONDS`: the file comes on standard
input, and what stands in it goes to standard output as lines of JSON, one for each row. This runs
in a process of its own, which knows nothing of the register, its database or its secrets, and ends
when it asks for more memory (in bytes) or time (of a processor) than that. `spreadsheets` starts
it, and reads the lines.

    {"sheet": TITLE, "hidden": BOOLEAN}   begins a sheet
    {"merged": [[FIRST, LAST, NAME, LEFT, RIGHT]], "hidden_rows": [NUMBER],
     "hidden_columns": [PLACE]}           comes next: cells that were made one, and what is not
                                          shown (of XLSX alone)
    [NUMBER, [CELL, ...]]                 a row: cells are text, null, {"day": …}, {"instant": …},
                                          or [TEXT, WHY IT CANNOT BE TAKEN]
    {}                                    ends a sheet
    {"unreadable": WHY, "row": NUMBER}    ends one that cannot be read, or stands for the whole file
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from . import limits
from .archives import DAMAGED, PROTECTED
from .cells import Cell, Merged, Unreadable, Unusable, column_name, text_cell
from .xlsx_unread import LAST_ROW, Cells, UnreadParts

_SHEET_NOT_READ = (
    "This file is damaged: the sheet cannot be read. Open it in your spreadsheet program, and save "
    "it anew as XLSX."
)
# The largest number that is shown with all its digits, and one that no register has.
_WHOLE = 10**15
_HUGE = 1e300

type Value = str | float | date | time | timedelta


def read_lines(content: bytes) -> Iterator[object]:
    """Yield what stands in a file, line by line: nothing, if it is no spreadsheet."""
    try:
        book = load_workbook(BytesIO(content))
        unread = UnreadParts(BytesIO(content))
    except PasswordError:
        yield _unreadable(PROTECTED)
    except CalamineError:
        return
    except Unreadable as error:
        yield _unreadable(str(error))
    else:
        for each in book.sheets_metadata:
            if each.typ == SheetTypeEnum.WorkSheet:
                is_hidden = each.visible != SheetVisibleEnum.Visible
                yield {"sheet": each.name, "hidden": is_hidden}
                yield from _sheet(book, each.name, unread)


def _sheet(book: CalamineWorkbook, title: str, unread: UnreadParts) -> Iterator[object]:
    cells: Cells = {}
    try:
        beside = unread.of(title)
        cells = beside.cells
        sheet = book.get_sheet_by_name(title)
        yield {
            "merged": [_merged(*each) for each in sheet.merged_cell_ranges or ()],
            "hidden_rows": beside.hidden_rows,
            "hidden_columns": beside.hidden_columns,
        }
        yield from _rows(sheet, cells)
        yield {}
    except CalamineError as error:
        yield _unreadable(*_why(str(error), cells))
    except Unreadable as error:
        yield _unreadable(str(error))


def _rows(sheet: CalamineSheet, unread: Cells) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that have anything in them. Raises `Unreadable`."""
    if (sheet.end or (0, 0))[0] >= LAST_ROW:
        raise Unreadable(DAMAGED.format("its rows go further than those of any spreadsheet"))
    before: list[Cell] = [None] * (sheet.start or (0, 0))[1]
    number = 0
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = _row([*before, *map(to_cell, values)], unread.pop(number, {}))
        if cells:
            yield number, cells
    for beyond in sorted(unread):
        yield beyond, _row([], unread[beyond])


def _row(cells: list[Cell], unread: dict[int, Unusable]) -> list[Cell]:
    """The cells of a row up to the last that has anything in it."""
    for column, unusable in unread.items():
        cells += [None] * (column + 1 - len(cells))
        cells[column] = unusable
    while cells and cells[-1] is None:
        del cells[-1]
    return cells


def to_cell(value: Value) -> Cell:
    """Return a cell, from what the library makes of it."""
    return _OF_TYPE[type(value)](value)


def _number(value: float) -> Cell:
    """A number as a spreadsheet shows it: with 15 digits, whole if it is whole."""
    if not abs(value) < _HUGE:
        return Unusable(str(value), "holds no number that can be read. Write it again.")
    is_whole = abs(value) < _WHOLE and value == int(value)
    return str(int(value)) if is_whole else format(value, ".15g")


_OF_TYPE: dict[type, Callable[[Any], Cell]] = {
    str: text_cell,
    int: _number,
    float: _number,
    bool: lambda value: str(value).upper(),
    date: lambda value: value,
    datetime: lambda value: value.replace(microsecond=0),
    time: lambda value: value.isoformat("seconds"),
    timedelta: lambda value: _number(value / timedelta(days=1)),
}


def _merged(first: tuple[int, int], last: tuple[int, int]) -> Merged:
    (top, left), (bottom, right) = first, last
    name = f"{column_name(left)}{top + 1}:{column_name(right)}{bottom + 1}"
    return Merged(top + 1, bottom + 1, name, left, right)


def _why(error: str, unread: Cells) -> tuple[str, int]:
    """Why the library does not read a sheet, and in which row. A cell with an error of a kind that
    it does not know is enough."""
    for row, cells in unread.items():
        for column, unusable in cells.items():
            if f"'{unusable.text}'" in error:
                return f"The cell {column_name(column)}{row} {unusable.says}", row
    return _SHEET_NOT_READ, 0


def _unreadable(says: str, row: int = 0) -> dict[str, object]:
    return {"unreadable": says, "row": row}


def _as_json(day: date) -> dict[str, str]:
    return {"instant" if isinstance(day, datetime) else "day": day.isoformat()}


def limit_resources(memory: int, seconds: int) -> None:
    """Have the system end this process when it goes beyond that, and keep nothing of it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.UNPACKED_SIZE, limits.UNPACKED_SIZE))
    # Where it cannot be set (macOS), time is the limit.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Where a machine or container has less than that, this process ends, and none that serves.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def main(memory: int, seconds: int) -> None:
    """Write what standard input holds to standard output."""
    limit_resources(memory, seconds)
    write = sys.stdout.buffer.write
    for line in read_lines(sys.stdin.buffer.read()):
        write(json.dumps(line, ensure_ascii=False, default=_as_json).encode() + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
