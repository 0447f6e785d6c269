"""Words that tell of data the law protects more, and of people who are children.

Sources: UK GDPR Articles 8, 9(1) and 10.
"""

from __future__ import annotations

import re

from .grounds import Sensitivity

_WORDS = {
    Sensitivity.CRIMINAL: re.compile(
        r"\b(criminal\w*|convictions?|offences?|offend(?:ing|ers?)|cautions|dbs)\b", re.IGNORECASE
    ),
    Sensitivity.SPECIAL: re.compile(
        r"\b(health(?! and safety)|medical|medications?|medicines?|sick\w*|illness\w*|allerg\w+"
        r"|diagnos\w+|vaccin\w+|immunis\w+|pregnan\w+|disabilit(?:y|ies)|ethnic\w*|racial|religio\w+"
        r"|political|trade unions?|biometrics?|fingerprints?|genetics?|dna|sexual\w*|sex life)\b",
        re.IGNORECASE,
    ),
}
_CHILDREN = re.compile(
    r"\b(child(?:ren)?|pupils?|young people|young persons?|minors|infants?|babies|toddlers"
    r"|teenagers|under[- ]?1[0-8]s?)\b",
    re.IGNORECASE,
)
# Grown-ups who are named by the children they are with.
_OF_CHILDREN = re.compile(
    r"\b(?:parents?|carers?|guardians?|families|staff|teachers?|workers?|adults?)\b", re.IGNORECASE
)


def sensitive_word(text: str) -> tuple[Sensitivity, str] | None:
    """Return what data sounds like that is called so, and the word that says it; nothing if it
    sounds ordinary."""
    for sensitivity, words in _WORDS.items():
        if found := words.search(text):
            return sensitivity, found.group()
    return None


def sound_like_children(text: str) -> bool:
    """Whether people who are called so are children: “pupils”, and not “parents of pupils”."""
    return bool(_CHILDREN.search(text)) and not _OF_CHILDREN.search(text)
