"""What cells of a workbook hold: text, numbers and days, as ECMA-376 has them written."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from ropa.digits import whole_number

from .cells import Cell, Unreadable, Unusable, text_cell

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SECONDS = 24 * 60 * 60
# A formula that a workbook keeps with its value can be of any length.
_SHOWN = 200
# The first program of this kind took 1900 for a leap year; all have done so since.
_NO_SUCH_DAY = 60
_LAST_SERIAL = 2_958_465
# So many digits of a number a spreadsheet keeps.
_WHOLE = 10**15 - 1


class Calendar(NamedTuple):
    """How a workbook counts days: from 1900, or on old Macs from 1904."""

    from_1904: bool = False

    def day(self, written: str) -> Cell:
        """Return the day, the instant or (as text) the time of day that a number stands for."""
        try:
            serial = float(written)
        except ValueError:
            return _not_a(written, "date")
        days, seconds = divmod(round(serial * _SECONDS), _SECONDS) if _fits(serial) else (-1, 0)
        if days < 0 or (days == _NO_SUCH_DAY and not self.from_1904):
            return _not_a(written, "date")
        of_day = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
        if serial < 1 and not self.from_1904:
            return of_day.isoformat()
        return _instant(self._first(days) + timedelta(days=days), of_day)

    def _first(self, days: int) -> date:
        if self.from_1904:
            return date(1904, 1, 1)
        return date(1899, 12, 31 if days < _NO_SUCH_DAY else 30)


def iso_day(written: str) -> Cell:
    """Return the day or instant of a cell that has it written out."""
    try:
        said = datetime.fromisoformat(written)
    except ValueError:
        return _not_a(written, "date")
    return _instant(said.date(), said.time())


def number(written: str) -> Cell:
    """Return a number as text, as a spreadsheet shows it: with 15 digits, whole if it is whole."""
    if whole_number(written, _WHOLE) is not None:
        return written
    try:
        value = float(written)
    except ValueError:
        return _not_a(written, "number")
    if abs(value) >= 1e300 or value != value:  # noqa: PLR0124 -- only what is no number differs
        return _not_a(written, "number")
    said = format(value, ".15g")
    return str(int(float(said))) if value.is_integer() and abs(value) < 1e15 else said


def text(written: str) -> Cell:
    """Return text, with the characters that XML cannot hold as themselves: `_x000D_`."""
    if "_x" not in written:
        return text_cell(written)
    plain = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), written)
    # Two escapes may stand for the halves of one character.
    return text_cell(plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"))


def true_or_false(written: str) -> Cell:
    """Return a truth value as spreadsheets show it in English."""
    return "TRUE" if written.strip() == "1" else "FALSE"


def error(written: str) -> Unusable:
    """Return what stands in a cell whose formula failed."""
    return Unusable(written[:_SHOWN], "holds an error: write what it should say.")


def formula(written: str) -> Unusable:
    """Return what stands in a cell with a formula."""
    return Unusable(f"={written[:_SHOWN]}", "holds a formula: paste its value instead.")


def column_of(reference: str) -> int:
    """Return the number (from 0) of the column of a cell named like `AB12`. Raises `Unreadable`."""
    index = 0
    for letter in reference.rstrip("0123456789"):
        index = index * 26 + ord(letter) - ord("A") + 1
        if not "A" <= letter <= "Z" or index > 1_000_000:
            index = 0
            break
    if not index:
        raise Unreadable(f"This file is damaged: no cell is called “{reference[:20]}”.")
    return index - 1


def _instant(day: date, of_day: time) -> date:
    return datetime.combine(day, of_day) if of_day != time() else day


def _fits(serial: float) -> bool:
    return 0 <= serial <= _LAST_SERIAL


def _not_a(written: str, what: str) -> Unusable:
    return Unusable(written[:_SHOWN], f"holds no {what} that can be read. Write it again.")
