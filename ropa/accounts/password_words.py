"""Removing what is easy to guess, such as known words and runs of characters, from a password."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# How people write letters with other keys.
LEET = str.maketrans("0134579@$!|", "oieastgasil")
# What fingers do without thinking: along the rows and down the columns of a keyboard, the
# alphabet, the digits; each also backwards.
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "qawsedrftgyhujikolp",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()",
    '!"£$%^&*()',
)
TRACKS = tuple(track for row in ROWS for track in (row, row[::-1]))
SHORTEST_RUN = 3
# What comes later in a password is not looked at: nobody guesses that far, and looking takes time.
CHECKED_CHARACTERS = 256
_NOT_LETTERS_AT_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def normalised(password: str) -> str:
    """Return a password without the differences that guessing programs try by themselves: case,
    and the several ways Unicode writes one letter."""
    return unicodedata.normalize("NFKC", password[:CHECKED_CHARACTERS]).casefold()


def spellings(password: str) -> set[str]:
    """Return the words a password may be a spelling of: with digits and signs taken off its ends,
    with letters put for the digits and signs that look like them, with only its letters, and with
    what it repeats said once."""
    text = normalised(password)
    bare = _NOT_LETTERS_AT_ENDS.sub("", text)
    found = {text, bare, text.translate(LEET), bare.translate(LEET), _NOT_LETTERS.sub("", text)}
    found |= {_NOT_LETTERS_AT_ENDS.sub("", each) for each in found}
    return {each for word in found for each in (word, unit(word)) if each}


def unit(text: str) -> str:
    """Return what a text repeats: “abc” of “abcabcabc”, and all of it if it repeats nothing."""
    length = (text + text).find(text, 1)
    return text[:length] if length > 0 else text


def without_runs(text: str) -> str:
    """Return a text without the runs along keyboard, alphabet and digits, and with a character
    that stands several times in a row standing once."""
    remainder: list[str] = []
    place = 0
    while place < len(text):
        length = max(_run(text[place:], track) for track in TRACKS)
        if length >= SHORTEST_RUN:
            place += length
        else:
            if not remainder or remainder[-1] != text[place]:
                remainder.append(text[place])
            place += 1
    return "".join(remainder)


def _run(text: str, track: str) -> int:
    """How many characters at the start of `text` follow the track."""
    start = track.find(text[0])
    length = 0
    while start >= 0:
        here = 0
        while here < len(text) and start + here < len(track) and text[here] == track[start + here]:
            here += 1
        length = max(length, here)
        start = track.find(text[0], start + 1)
    return length


def without_words(password: str, words: Iterable[str]) -> str:
    """Return the letters of a password that belong to none of the words, the longest first."""
    text = _NOT_LETTERS.sub("", normalised(password).translate(LEET))
    for word in sorted({letters(word) for word in words}, key=len, reverse=True):
        if word:
            text = text.replace(word, " ")
    return text.replace(" ", "")


def letters(text: str) -> str:
    """Return the letters of a text as `without_words` compares them."""
    return _NOT_LETTERS.sub("", normalised(text))
