"""The rights that a cell lists, compared with those that follow from the lawful basis.

Source: UK GDPR Articles 12 to 22D; which go with which basis is in `ropa.documents.rights`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ropa.documents.rights import rights_for

_ALL = re.compile(r"\b(?:all|every)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|except|excluding|without)\b", re.IGNORECASE)
# Those that people have on some bases and not on others.
_WORDS = {
    "erasure": r"erasure|erase|delet\w+|forgotten",
    "portability": r"portab\w+|elsewhere",
    "objection": r"object\w*",
    "withdraw-consent": r"withdraw\w*|change your mind",
}
_ALWAYS = re.compile(
    r"\b(?:informed|information|access|see what|rectif\w+|correct\w*|mistakes|restrict\w*|pause"
    r"|automated|complain\w*|law enforcement|person to decide)\b",
    re.IGNORECASE,
)


_PARTS = re.compile(r"[;,\n•]|\band\b|&")


def contradicts_lawful_bases(text: str, bases: Iterable[str]) -> bool:
    """Whether a cell lists other rights than people have on these lawful bases, or says it in words
    that cannot be compared. `bases` are values of `LawfulBasis`."""
    given = set(bases)
    if _NOT.search(text):
        return True
    has = {right.code for right in rights_for(given, automated_decisions=False)} & _WORDS.keys()
    if _ALL.search(text):
        return has != _WORDS.keys() - ({"withdraw-consent"} if "6-1-a" not in given else set())
    if not all(map(_is_read, _PARTS.split(text))):
        return True
    listed = {
        code for code, words in _WORDS.items() if re.search(rf"\b(?:{words})", text, re.IGNORECASE)
    }
    # The way to withdraw consent is no right that people list beside the others.
    return (listed ^ has) - {"withdraw-consent"} != set() or (
        "withdraw-consent" in listed and "withdraw-consent" not in has
    )


def _is_read(part: str) -> bool:
    """Whether a part of a list says nothing or names a right: then nothing is passed over."""
    words = "|".join(_WORDS.values())
    return (
        not re.search(r"[^\W\d_]{2}", part)
        or bool(_ALWAYS.search(part))
        or bool(re.search(rf"\b(?:{words})", part, re.IGNORECASE))
    )
