"""Measure the width of text and break it into lines, without a browser.

The widths are those of Arial and of the typefaces drawn to replace it, rounded up, so that text
is rather narrower than it is taken for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Thousandths of the size of the text, for as many letters as have no more.
_WIDTHS = {
    250: "ijlI|'’‘",
    300: "ft.,:;!/\\[] ·\u00a0",
    350: "r()-`{}•",
    450: '"*“”',
    500: "cksvxyzJ",
    560: "abdeghnopquL0123456789?#$_–",
    600: "+<=>~^",
    670: "ABEKPSVXYFTZ&",
    780: "wCDHNRUGOQ",
    900: "mM%",
    1020: "W@—…",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
# A letter of another script, and a sign such as an emoji.
_OTHER, _SIGN = 1100, 1400
_BOLD = 1.12
_MARGIN = 1.02

_SPACES = re.compile(r"[^\S\u00a0]+")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cleaned(text: str) -> str:
    """Return text in one line, without what no XML file may hold. No-break spaces stay."""
    return _SPACES.sub(" ", _NOT_IN_XML.sub("\ufffd", text)).strip(" ")


def width(text: str, size: int, *, bold: bool = False) -> float:
    """Return how wide a line of text is at most, in the unit of `size`."""
    letters = sum(map(_letter, unicodedata.normalize("NFD", text)))
    return letters * size * _MARGIN * (_BOLD if bold else 1) / 1000


def wrapped(text: str, size: int, room: float, *, bold: bool = False) -> list[str]:
    """Return text as lines no wider than `room`, broken between words where that is possible.

    `room` must be wide enough for any one letter.
    """
    lines = [""]
    for word in cleaned(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        pieces = list(_pieces(word, size, room, bold=bold))
        lines = [*lines, *pieces] if lines[-1] else pieces
    return lines


def _pieces(word: str, size: int, room: float, *, bold: bool) -> Iterator[str]:
    """A word as it is or, if it is too long for a line, in as few pieces as it takes."""
    piece = ""
    for letter in word:
        # What has no width of its own belongs to the letter before.
        if piece and _letter(letter) and width(piece + letter, size, bold=bold) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letter(letter: str) -> int:
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    match unicodedata.category(letter):
        case "Mn" | "Me" | "Cf":
            return 0
        case "So":
            return _SIGN
        case _:
            return _OTHER
