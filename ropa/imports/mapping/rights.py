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


def contradicts(text: str, bases: Iterable[str]) -> bool:
    """Whether a cell lists other rights than people have on these lawful bases, or says it in words
    that cannot be compared. `bases` are values of `LawfulBasis`."""
    given = set(bases)
    if _NOT.search(text):
        return True
    has = {right.code for right in rights_for(given, automated_decisions=False)} & _WORDS.keys()
    if _ALL.search(text):
        return has != _WORDS.keys() - ({"withdraw-consent"} if "6-1-a" not in given else set())
    listed = {
        code for code, words in _WORDS.items() if re.search(rf"\b(?:{words})", text, re.IGNORECASE)
    }
    if not listed and not _ALWAYS.search(text):
        return True
    # The way to withdraw consent is no right that people list beside the others.
    return (listed ^ has) - {"withdraw-consent"} != set() or (
        "withdraw-consent" in listed and "withdraw-consent" not in has
    )
