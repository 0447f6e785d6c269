"""Texts in the form in which they are compared."""

from __future__ import annotations

import re

_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_ARTICLE = re.compile(r"the (?=\S)")


def folded(text: str) -> str:
    """Return a text without what does not tell names apart: case, spacing, forms of quotation
    marks and dashes, “&” for “and”, a “the” before it and a full stop after it."""
    plain = " ".join(text.translate(_SAME).casefold().replace("&", " and ").split())
    return (
        _ARTICLE.sub("", plain.strip(" .,;:"), count=1)
        if plain.startswith("the ")
        else (plain.strip(" .,;:"))
    )
