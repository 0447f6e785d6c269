"""Names and titles as people read and compare them: docs/decisions/0043.

What is not seen in a name makes two that look the same differ, or one look like another: a space of
no width, a mark that turns the direction of what follows, the rest of a tab.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

# Control and format characters, halves of characters, separators of lines and paragraphs.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Between words these are white space, and nothing is lost where they are read as a space.
_WHITE = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")


def refuse_unseen(text: str) -> None:
    """Raise `ValidationError` if a text of one line holds a character that nobody sees there."""
    if text.isprintable():
        return
    for place, character in enumerate(text, start=1):
        if is_unseen(character):
            raise ValidationError(
                f"Character {place} ({_character_name(character)}) cannot be seen. Delete it.",
                code="unseen_character",
            )


def is_unseen(character: str) -> bool:
    """Say whether a character is one that nobody sees, but for spaces."""
    return unicodedata.category(character) in _UNSEEN


def without_unseen(text: str) -> str:
    """Return a text of one line without what nobody sees; tabs and ends of lines become spaces."""
    spaced = _WHITE.sub(" ", text)
    if spaced.isprintable():
        # Nothing that is unseen is printable, and most texts are.
        return spaced
    return "".join(each for each in spaced if not is_unseen(each))


def comparable(text: str) -> str:
    """Return a name in the form in which names are compared: without regard to what is not seen, to
    case, spacing, and forms of a letter that Unicode holds equivalent (Unicode 3.13, D146)."""
    seen = without_unseen(text)
    if seen.isascii():
        # Such letters have one form.
        return " ".join(seen.casefold().split())
    plain = unicodedata.normalize("NFD", seen).casefold()
    plain = unicodedata.normalize("NFKC", plain).casefold()
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def _character_name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{code} {name}" if name else code
