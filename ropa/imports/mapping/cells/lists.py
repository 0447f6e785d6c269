"""Several values in one cell: lines, bullets, semicolons, and commas where they part names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .answers import says_nothing

# Whether a text is a name that is known, of the kind the list is of.
type IsName = Callable[[str], bool]

_BULLET = re.compile(r"^\s*(?:[•·▪◦●*–—-]|o(?=\s{2,}|\t)|\(?(?:[0-9]{1,2}|[a-z])[.)])\s+")
_INLINE_BULLET = re.compile(r"\s*[•▪◦●]\s*")
_AND = re.compile(r"\s+(?:and|&|or)\s+|\s*/\s*", re.IGNORECASE)
_AND_AFTER_BRACKETS = re.compile(r"\)\s+(?:and|&)\s+", re.IGNORECASE)
_BEGINS_AND = re.compile(r"^(?:and|or|&)\s+", re.IGNORECASE)
# What may stand between a name and what is said of it.
_AFTER_NAME = re.compile(r"\s*[:(,.]|\s+[–—-]\s|\s*$")
_HEAD_ENDS = re.compile(r"\s*\(|\s*:(?!//)|\s+[–—-]\s")
_DEEPEST = 300


@dataclass(frozen=True)
class ListItem:
    """A name in a list, what stands after it in brackets, and what is said of it then."""

    name: str
    brackets: str = ""
    more: str = ""


class NamesInTexts:
    """Takes lists of names apart, each text once: cells say the same again and again. What is a
    name must stay so."""

    def __init__(self, is_name: IsName) -> None:
        self.is_name = is_name
        self._found: dict[str, tuple[ListItem, ...]] = {}

    def of(self, text: str) -> tuple[ListItem, ...]:
        """Return the names in a cell, as `split_names` does."""
        if text not in self._found:
            self._found[text] = tuple(split_names(text, self.is_name))
        return self._found[text]


def split_lines(text: str, *, parts_at: Callable[[str], bool] = bool) -> list[str]:
    """Return the lines of a cell, without bullets and numbers before them.

    A semicolon outside brackets ends a line, too, if `parts_at` holds of what follows it. What
    says nothing (“N/A”) is no line.
    """
    found = [
        part
        for line in _bulleted_lines(text)
        for part in _rejoin(_split(line, ";"), "; ", parts_at)
    ]
    return [line for line in found if not says_nothing(line)]


def split_names(text: str, is_name: IsName) -> list[ListItem]:
    """Return the names in a cell with what is said of each.

    Commas part names unless they belong to a known one, stand in brackets, or in what is said of a
    name; “and” and “/” do where both sides are known.
    """
    found: list[ListItem] = []
    for line in _bulleted_lines(text):
        items = _items(" ".join(line.split()), is_name)
        found += [parse_item(item, is_name) for item in items if not says_nothing(item)]
    return found


def parse_item(item: str, is_name: IsName) -> ListItem:
    """Return an item of a list as a name and what is said of it: the longest known name it begins
    with, or else what stands before a bracket, a colon or a dash."""
    if is_name(item):
        return ListItem(item.strip(" .,;"))
    end = _known_name_end(item, is_name)
    if not end:
        ends = _HEAD_ENDS.search(item)
        end = ends.start() if ends else len(item)
    name, rest = item[:end].strip(" .,;"), item[end:].strip()
    if not name:
        return ListItem(item.strip())
    brackets = ""
    if rest.startswith("("):
        inside, after = _bracketed(rest)
        brackets, rest = inside.strip(), after
    return ListItem(name, brackets, rest.strip().lstrip(":–—-.").strip())


def _bulleted_lines(text: str) -> Iterator[str]:
    """The lines of a text, and the items of those that have bullets within."""
    for line in text.splitlines():
        for part in _INLINE_BULLET.split(_BULLET.sub("", line)):
            if part.strip():
                yield part.strip()


def _items(line: str, is_name: IsName) -> Iterator[str]:
    if not is_name(line):
        # What is said of a name in brackets ends with them: “and” begins another.
        line = _AND_AFTER_BRACKETS.sub("), ", line)
    if is_name(line) or _is_described_name(line, is_name):
        # What is said of a name is a sentence; what parts it begins another item if a known name
        # follows.
        for item in _rejoin(
            _split(line, ";"), "; ", lambda part: is_name(part) or _is_described_name(part, is_name)
        ):
            yield from _rejoin(
                _split(item, ","), ", ", lambda part: bool(_known_name_end(part, is_name))
            )
        return
    for chunk in _split(line, ";"):
        if is_name(chunk) or _is_described_name(chunk, is_name):
            yield chunk
            continue
        for part in _rejoin_known_names(_split(chunk, ","), is_name):
            yield from _split_at_and(part, is_name)


def _is_described_name(item: str, is_name: IsName) -> bool:
    """Whether it is a name with a colon or bracket after it, and not commas before."""
    end = _known_name_end(item, is_name)
    if end:
        rest = item[end:].lstrip()
        if rest.startswith("("):
            return not _bracketed(rest)[1].lstrip().startswith(",")
        return rest[:1] in {":", ".", "–", "—", "-"}
    colon = re.search(r":(?!//)", item)
    return bool(colon and "," not in item[: colon.start()])


def _rejoin(parts: list[str], glue: str, begins: Callable[[str], bool]) -> Iterator[str]:
    """Join the parts again, but for those with which something new begins."""
    item = ""
    for part in parts:
        if item and begins(part):
            yield item
            item = part
        else:
            item = f"{item}{glue}{part}" if item else part
    if item:
        yield item


def _rejoin_known_names(parts: list[str], is_name: IsName) -> Iterator[str]:
    """The parts between commas; those that make a known name together stay together."""
    place = 0
    while place < len(parts):
        for end in range(min(len(parts), place + 6), place, -1):
            whole = ", ".join(parts[place:end])
            if end - place == 1 or is_name(whole):
                yield whole if place == 0 or is_name(whole) else _BEGINS_AND.sub("", whole)
                place = end
                break


def _split_at_and(part: str, is_name: IsName) -> Iterator[str]:
    if not is_name(part):
        for found in _AND.finditer(part):
            sides = part[: found.start()], part[found.end() :]
            if all(map(is_name, sides)):
                yield from sides
                return
    yield part


def _split(text: str, at: str) -> list[str]:
    """Split a text outside brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if letter == at and not depth:
            parts.append(text[start:place])
            start = place + 1
    # A bracket that nobody closed parts nothing.
    parts = [*parts, text[start:]] if not depth else text.split(at)
    return [part.strip() for part in parts if part.strip()]


def _known_name_end(item: str, is_name: IsName) -> int:
    """Where the longest known name ends that an item begins with; 0 if it begins with none."""
    ends = {found.start() for found in _AFTER_NAME.finditer(item[:_DEEPEST])}
    return next((end for end in sorted(ends, reverse=True) if end and is_name(item[:end])), 0)


def _bracketed(text: str) -> tuple[str, str]:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[1:place], text[place + 1 :]
    return text[1:], ""
