"""What a column may hold, told by the words of its heading, in English, German, Dutch and French.

The words stand in `heading_words.toml`, which says how they are written.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

from .normalising import normalised
from .short_texts import told_once
from .targets import INTERNAL_NOTE

# A longer heading is a text, not what a column is called.
LONGEST = 160
# Shorter words are whole ones: “tom” is no beginning of “tomorrow”.
_WHOLE_WORD = 4
# What headings name besides: “owner of the data” is no category of data.
_LESS_TELLING = ({INTERNAL_NOTE}, {"people"}, {"title", "summary", "data"})


@told_once
def target_by_words(title: str) -> str | None:
    """Return the name of the target that the words of a heading tell; `None` if none do, or two do
    alike."""
    heading = _plain(title)
    if not heading or len(heading) > LONGEST:
        return None
    asked = {target for pattern, target in _questions() if pattern.search(heading)}
    if len(asked) == 1:
        return asked.pop()
    words, targets = _words()
    found = {word: targets[word] for word in words.findall(heading)}
    by_rank = [
        [(len(word), each) for word, each in found.items() if _rank(each) == rank]
        for rank in range(len(_LESS_TELLING) + 1)
    ]
    telling = next(filter(None, by_rank), [])
    longest = max((length for length, _ in telling), default=0)
    told = {target for length, target in telling if length == longest}
    return told.pop() if len(told) == 1 else None


def _rank(target: str) -> int:
    return next((rank for rank, of in enumerate(_LESS_TELLING, 1) if target in of), 0)


def _plain(heading: str) -> str:
    """A heading as words are looked for: small letters without accents, signs as spaces."""
    letters = unicodedata.normalize("NFKD", normalised(heading).replace("ß", "ss"))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.sub(r"[?!*_()\[\]/]", " ", bare).split())


@cache
def _described() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _questions() -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"\b{asked.replace(' … ', ' (?:.* )?').replace('…', r'\w*')}"), target)
        for target, said in _described().items()
        for asked in said.get("questions", ())
    ]


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds words in a heading, also where they overlap, and the target that each
    of them tells."""
    targets = {word: target for target, said in _described().items() for word in said["words"]}
    longest_first = sorted(targets, key=len, reverse=True)
    patterns = (
        rf"{re.escape(word)}\b" if len(word) <= _WHOLE_WORD else re.escape(word)
        for word in longest_first
    )
    return re.compile(rf"\b(?=({'|'.join(patterns)}))"), targets
