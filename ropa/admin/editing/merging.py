"""A three-way merge of a row and its parts, on plain data.

A page is a row and its parts, each as a browser would post it. Three such pages are compared:
`base`, which both people started from, `theirs`, which is stored now, and `mine`, which was typed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

type PostedValue = list[str]
type PostedFields = dict[str, PostedValue]
# The kind of part, then its primary key, then its fields.
type PageContent = dict[str, dict[str, PostedFields]]

ROW = ""  # the kind, and the key, of the row that the page is about
NEW = "new-"  # how the keys of parts begin that are not in the database yet
KEY = "id"
POSITION = "position"


class EditedPlace(NamedTuple):
    """One field of a row or part; without a field, the part as a whole."""

    kind: str
    key: str
    field: str = ""

    @property
    def name(self) -> str:
        """The name under which a form asks about it."""
        return f"choice:{self.kind}:{self.key}:{self.field}"


class ChangedBy(Enum):
    """Who changed something."""

    BOTH = "both"
    ME = "me"
    THEM = "them"


@dataclass(frozen=True)
class EditDifference[T: (PostedValue, PostedFields)]:
    """A place where the three pages differ. `None` is a field or part that is not there."""

    place: EditedPlace
    base: T | None
    theirs: T | None
    mine: T | None
    by: ChangedBy


def differences(
    base: PageContent | None, theirs: PageContent, mine: PageContent
) -> list[EditDifference[PostedValue] | EditDifference[PostedFields]]:
    """Return where somebody changed something, in the order of the pages.

    If it is not known what the person started from, everything in which the two pages differ
    counts as changed by both. What both changed alike is no difference. A kind of part that is
    missing from `mine` altogether was not touched.
    """
    found: list[EditDifference[PostedValue] | EditDifference[PostedFields]] = []
    known = base or {}
    for kind in _all_keys(theirs, mine, known):
        old, now = known.get(kind, {}), theirs.get(kind, {})
        typed = mine.get(kind, old if base is not None else now)
        added = [fields for key, fields in now.items() if key not in old]
        typed = {
            key: part for key, part in typed.items() if not _is_already_added(key, part, added)
        }
        for key in _all_keys(now, old, typed):
            place, versions = EditedPlace(kind, key), (old.get(key), now.get(key), typed.get(key))
            if versions[1] is not None and versions[2] is not None:
                found += _field_differences(place, versions[0] or {}, versions[1], versions[2])
            elif by := _changed_by(*versions, known=base is not None or key.startswith(NEW)):
                found.append(EditDifference(place, *versions, by=by))
    return found


def _is_already_added(key: str, part: PostedFields, added: list[PostedFields]) -> bool:
    """Whether a new part has been added already: whoever presses “Save” twice means one."""
    return key.startswith(NEW) and _without_position(part) in [
        _without_position(other) for other in added
    ]


def _without_position(part: PostedFields) -> PostedFields:
    return {field: value for field, value in part.items() if field != POSITION}


def _field_differences(
    place: EditedPlace, base: PostedFields, theirs: PostedFields, mine: PostedFields
) -> Iterator[EditDifference[PostedValue]]:
    for field in _all_keys(theirs, mine):
        versions = base.get(field), theirs.get(field), mine.get(field)
        # A field that one of the two pages does not know has nothing to be chosen between.
        if None not in versions[1:] and (by := _changed_by(*versions, known=field in base)):
            yield EditDifference(place._replace(field=field), *versions, by=by)


def _changed_by(base: Any, theirs: Any, mine: Any, *, known: bool) -> ChangedBy | None:
    if theirs == mine:
        return None
    if known and mine == base:
        return ChangedBy.THEM
    if known and theirs == base:
        return ChangedBy.ME
    return ChangedBy.BOTH


def merged_content(
    theirs: PageContent,
    found: Iterable[EditDifference[PostedValue] | EditDifference[PostedFields]],
    keep_theirs: Collection[EditedPlace],
) -> PageContent:
    """Return the page as it stands with the person's own changes made to it.

    Of what both changed, theirs stays in the places `keep_theirs`; everywhere else mine comes in.
    """
    page = deepcopy(theirs)
    for difference in found:
        kind, key, field = place = difference.place
        if difference.by is ChangedBy.THEM or (
            difference.by is ChangedBy.BOTH and place in keep_theirs
        ):
            continue
        parts = page.setdefault(kind, {})
        if difference.mine is None:
            parts.pop(key, None)
        elif field:
            parts[key][field] = difference.mine  # type: ignore[assignment]
        else:
            parts[key] = difference.mine  # type: ignore[assignment]
    return page


def as_posted(page: PageContent, opened: PageContent) -> dict[str, PostedValue]:
    """Return what a browser would post for `page`, from a form opened with `opened`."""
    posted = dict(page[ROW][ROW])
    for kind, parts in page.items():
        if kind == ROW:
            continue
        existing = opened.get(kind, {})
        all_parts = {**existing, **parts}
        posted[f"{kind}-INITIAL_FORMS"] = [str(len(existing))]
        posted[f"{kind}-TOTAL_FORMS"] = [str(len(all_parts))]
        for number, (key, fields) in enumerate(all_parts.items()):
            prefix = f"{kind}-{number}"
            posted |= {f"{prefix}-{field}": value for field, value in fields.items()}
            posted[f"{prefix}-{KEY}"] = [key if key in existing else ""]
            if key not in parts:
                posted[f"{prefix}-DELETE"] = ["on"]
    return posted


def _all_keys(*mappings: Iterable[str]) -> list[str]:
    """Every key once, in the order of the first mapping that has it."""
    return list(dict.fromkeys(key for mapping in mappings for key in mapping))
