"""Which styles of a workbook show a number as a day or a time."""

from __future__ import annotations

import re
from typing import IO

from ropa.digits import whole_number

from .xml_parts import Attributes, LocalNames, all_at_once

# The formats that need not be declared: days and times of every language.
_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
# What in a format is not one of its letters: text, colours and conditions, padding.
_NOT_LETTERS = re.compile(r'"[^"]*"?|\[[^\]]*\]|[\\_*].')
_SPAN = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_OF_DAYS = re.compile("[dmyhs]", re.IGNORECASE)


def read_day_styles(stream: IO[bytes]) -> frozenset[str]:
    """Return the numbers of the styles in `styles.xml` by which a number is shown as a day or a
    time, as cells name them. Raises `Unreadable`."""
    names = LocalNames()
    formats: dict[str, str] = {}
    styles: list[str] = []
    in_cell_styles = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal in_cell_styles
        local = names[name]
        if local == "cellXfs":
            in_cell_styles = True
        elif local == "numFmt" and len(formats) < 10_000:
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local == "xf" and in_cell_styles and len(styles) < 100_000:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal in_cell_styles
        if names[name] == "cellXfs":
            in_cell_styles = False

    all_at_once(stream, start, end)
    return frozenset(
        str(index) for index, number in enumerate(styles) if _shows_day(number, formats)
    )


def _shows_day(number: str, formats: dict[str, str]) -> bool:
    if number not in formats:
        return whole_number(number) in _BUILT_IN
    return is_day_format(formats[number])


def is_day_format(code: str) -> bool:
    """Whether a format such as `dd/mm/yyyy` shows a day or a time. A span of time (`[h]:mm`) is
    none: it stays the number of days that it is."""
    first = code.partition(";")[0]
    return not _SPAN.search(first) and bool(_OF_DAYS.search(_NOT_LETTERS.sub("", first)))
