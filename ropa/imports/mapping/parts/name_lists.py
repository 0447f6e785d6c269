"""The names in a cell that lists some: of people, data, recipients or sources."""

from __future__ import annotations

import re

from ..cells.answers import short_answer
from ..cells.lists import ListItem, NamesInTexts
from ..entry_row import EntryRow

# “Nobody unless life is at risk” names nobody, and is no answer alone.
_NOBODY = re.compile(
    r"(?:nobody|no[- ]one|none|not shared|never)(?:$|\s*[-–—(,:]"
    r"|\s+(?:unless|except|without|but|apart|outside|else|other than|if|currently|yet)\b)",
    re.IGNORECASE,
)


def names_in(row: EntryRow, target: str, text: str, names: NamesInTexts) -> list[ListItem]:
    """Return the names in a text of a target, with what is said of each. What answers a question
    (“Yes”, “Possibly”) or names nobody is no name: it is told, and kept in the internal note."""
    found: list[ListItem] = []
    for item in names.of(text):
        if names.is_name(item.name) or not (short_answer(item.name) or _NOBODY.match(item.name)):
            found.append(item)
        else:
            words = ": ".join(filter(None, (item.name, item.brackets, item.more)))
            row.gap(target, "This is no name. Write who or what is meant.", words)
    return found
