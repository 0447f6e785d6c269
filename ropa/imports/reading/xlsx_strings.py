"""The texts that the sheets of a workbook share: in memory, and the rest in a file of our own."""

from __future__ import annotations

from array import array
from tempfile import TemporaryFile
from typing import IO

from ropa.digits import whole_number

from . import limits
from .archives import DAMAGED
from .cells import Cell, Unreadable
from .xlsx_values import text
from .xml_parts import Attributes, LocalNames, all_at_once

# So many characters are held in memory.
_HELD = 8 * limits.MEGABYTE
# What a text takes in memory besides its characters.
_BESIDE = 64


class SharedStrings:
    """Texts by their number. Those for which there is no room in memory are looked up on disk."""

    def __init__(self) -> None:
        self._held: list[Cell] = []
        self._room = _HELD
        self._places = array("q", [0])
        self._file: IO[bytes] | None = None

    def add(self, written: str) -> None:
        """Add the next text, as the workbook has it written."""
        self._room -= len(written) + _BESIDE
        if self._room >= 0:
            self._held.append(text(written))
            return
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 -- goes with this object
        self._places.append(self._places[-1] + self._file.write(written.encode()))

    def __getitem__(self, written: str) -> Cell:
        """Return the text of that number. Raises `Unreadable` if there is none."""
        number = whole_number(written)
        if number is not None and number < len(self._held):
            return self._held[number]
        number = -1 if number is None else number - len(self._held)
        if self._file is None or not 0 <= number < len(self._places) - 1:
            raise Unreadable(DAMAGED.format("a cell has a text that is not there"))
        self._file.seek(self._places[number])
        return text(self._file.read(self._places[number + 1] - self._places[number]).decode())


class TextOf:
    """Gathers the text of an element, within the limit."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)
        if self._length > limits.TEXT:
            raise Unreadable(
                f"A cell holds more than {limits.TEXT:,} characters. Shorten it, or put it into a "
                "document of its own."
            )

    def take(self) -> str:
        """Return it, and begin anew."""
        parts, self._parts, self._length = self._parts, [], 0
        return parts[0] if len(parts) == 1 else "".join(parts)


def read_strings(stream: IO[bytes]) -> SharedStrings:
    """Return the texts of `sharedStrings.xml`. Raises `Unreadable`."""
    strings, names, gathered = SharedStrings(), LocalNames(), TextOf()
    taking = False
    # How the text before is pronounced stands beside it in Japanese workbooks.
    beside = 0

    def start(name: str, _attributes: Attributes) -> None:
        nonlocal taking, beside
        local = names[name]
        beside += local == "rPh"
        taking = local == "t" and not beside

    def end(name: str) -> None:
        nonlocal taking, beside
        local = names[name]
        taking = False
        beside -= local == "rPh"
        if local == "si":
            strings.add(gathered.take())

    def data(part: str) -> None:
        if taking:
            gathered.add(part)

    all_at_once(stream, start, end, data)
    return strings
