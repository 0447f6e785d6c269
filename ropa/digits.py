"""Numbers that people, files and addresses bring: ASCII digits, and no more of them than asked for.

`str.isdigit` and `\\d` accept the digits of every script, and `int` reads them: a text that looks
right is then not found where it is compared as text, breaks what matches `[0-9]`, or is larger
than a column of the database holds. Nothing else in the register asks whether a text is a number.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator

# What every whole-number column of both databases holds.
GREATEST = 2**31 - 1


def whole_number(text: str, greatest: int = GREATEST) -> int | None:
    """Return the number that a text of ASCII digits is; `None` for any other text, and for a
    number above `greatest`."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(greatest))):
        return None
    number = int(text)
    return number if number <= greatest else None


def in_ascii_digits(text: str) -> str:
    """Return a text with the digits of every script as ASCII has them."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(each, each)) for each in text)


# A reference as a frozen document holds it: those from before the register took ASCII digits alone
# are read as the migration wrote them in the rows.
FrozenReference = Annotated[str, BeforeValidator(in_ascii_digits)]
