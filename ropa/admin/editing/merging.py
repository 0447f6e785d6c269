"""Bringing together what two people made of one page: plain data in, plain data out.

A page is a row and its parts, each held as a browser would post it. Three such pages meet: what
both started from, what stands now, and what the person typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

type Value = list[str]
type Fields = dict[str, Value]
# The kind of part, then its primary key, then its fields.
type Content = dict[str, dict[str, Fields]]

ROW = ""  # the kind, and the key, of the row that the page is about
NEW = "new-"  # how the keys of parts begin that are not in the database yet
KEY = "id"
POSITION = "position"


class Place(NamedTuple):
    """One field of a row or part; without a field, the part as a whole."""

    kind: str
    key: str
    field: str = ""

    @property
    def name(self) -> str:
        """The name under which a form asks about it."""
        return f"choice:{self.kind}:{self.key}:{self.field}"


class By(Enum):
    """Who changed something."""

    BOTH = "both"
    ME = "me"
    THEM = "them"


@dataclass(frozen=True)
class Difference[T: (Value, Fields)]:
    """A place where the three pages differ. `None` is a field or part that is not there."""

    place: Place
    base: T | None
    theirs: T | None
    mine: T | None
    by: By


def differences(
    base: Content | None, theirs: Content, mine: Content
) -> list[Difference[Value] | Difference[Fields]]:
    """Return where somebody changed something, in the order of the pages.

    If it is not known what the person started from, everything in which the two pages differ
    counts as changed by both. What both changed alike is no difference. A kind of part that is
    missing from `mine` altogether was not touched.
    """
    found: list[Difference[Value] | Difference[Fields]] = []
    known = base or {}
    for kind in _united(theirs, mine, known):
        old, now = known.get(kind, {}), theirs.get(kind, {})
        typed = mine.get(kind, old if base is not None else now)
        added = [fields for key, fields in now.items() if key not in old]
        typed = {key: part for key, part in typed.items() if not _is_there(key, part, added)}
        for key in _united(now, old, typed):
            place, three = Place(kind, key), (old.get(key), now.get(key), typed.get(key))
            if three[1] is not None and three[2] is not None:
                found += _of_fields(place, three[0] or {}, three[1], three[2])
            elif by := _changed_by(*three, known=base is not None or key.startswith(NEW)):
                found.append(Difference(place, *three, by=by))
    return found


def _is_there(key: str, part: Fields, added: list[Fields]) -> bool:
    """Whether a new part has been added already: whoever presses “Save” twice means one."""
    return key.startswith(NEW) and _unplaced(part) in [_unplaced(other) for other in added]


def _unplaced(part: Fields) -> Fields:
    return {field: value for field, value in part.items() if field != POSITION}


def _of_fields(
    place: Place, base: Fields, theirs: Fields, mine: Fields
) -> Iterator[Difference[Value]]:
    for field in _united(theirs, mine):
        three = base.get(field), theirs.get(field), mine.get(field)
        # A field that one of the two pages does not know has nothing to be chosen between.
        if None not in three[1:] and (by := _changed_by(*three, known=field in base)):
            yield Difference(place._replace(field=field), *three, by=by)


def _changed_by(base: Any, theirs: Any, mine: Any, *, known: bool) -> By | None:
    if theirs == mine:
        return None
    if known and mine == base:
        return By.THEM
    if known and theirs == base:
        return By.ME
    return By.BOTH


def merged(
    theirs: Content,
    found: Iterable[Difference[Value] | Difference[Fields]],
    left_to_them: Collection[Place],
) -> Content:
    """Return the page as it stands with the person's own changes made to it.

    Of what both changed, theirs stays in the places `left_to_them`; everywhere else mine comes in.
    """
    page = deepcopy(theirs)
    for difference in found:
        kind, key, field = place = difference.place
        if difference.by is By.THEM or (difference.by is By.BOTH and place in left_to_them):
            continue
        parts = page.setdefault(kind, {})
        if difference.mine is None:
            parts.pop(key, None)
        elif field:
            parts[key][field] = difference.mine  # type: ignore[assignment]
        else:
            parts[key] = difference.mine  # type: ignore[assignment]
    return page


def as_posted(page: Content, standing: Content) -> dict[str, Value]:
    """Return what a browser would post for `page`, from a form opened with `standing`."""
    posted = dict(page[ROW][ROW])
    for kind, parts in page.items():
        if kind == ROW:
            continue
        kept = standing.get(kind, {})
        every = {**kept, **parts}
        posted[f"{kind}-INITIAL_FORMS"] = [str(len(kept))]
        posted[f"{kind}-TOTAL_FORMS"] = [str(len(every))]
        for number, (key, fields) in enumerate(every.items()):
            prefix = f"{kind}-{number}"
            posted |= {f"{prefix}-{field}": value for field, value in fields.items()}
            posted[f"{prefix}-{KEY}"] = [key if key in kept else ""]
            if key not in parts:
                posted[f"{prefix}-DELETE"] = ["on"]
    return posted


def _united(*mappings: Iterable[str]) -> list[str]:
    """Every key once, in the order of the first mapping that has it."""
    return list(dict.fromkeys(key for mapping in mappings for key in mapping))
