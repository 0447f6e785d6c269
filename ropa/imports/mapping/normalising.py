"""Texts in the form in which they are compared."""

from __future__ import annotations

import re

from ropa.names import comparable

from .short_texts import told_once

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_ARTICLE = re.compile(r"the (?=\S)")


@told_once
def normalised(text: str) -> str:
    """Return a text without what does not tell names apart: case, spacing, forms of letters, of
    quotation marks and of dashes, “&” for “and”, a “the” before it and a full stop after it."""
    plain = comparable(text.translate(_SAME).replace("&", " and "))
    return (
        _ARTICLE.sub("", plain.strip(" .,;:"), count=1)
        if plain.startswith("the ")
        else (plain.strip(" .,;:"))
    )


def cut_to(text: str, length: int) -> str:
    """Return a text of at most so many characters: a longer one ends after a word, with a sign
    that it goes on."""
    if len(text) <= length:
        return text
    cut = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    return f"{cut.rstrip(' ,;:')}…"
