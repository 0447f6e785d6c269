"""Group marks of changes into occasions, and occasions into pages."""

from __future__ import annotations

from collections.abc import Sequence

from .sources import ChangeMark, HistorySource

# A page ends with the occasion with which it holds so many of them, or so many changes.
OCCASIONS_ON_PAGE = 50
CHANGES_ON_PAGE = 500

type MarkGroup = list[ChangeMark]


def occasions(marks: Sequence[ChangeMark], sources: Sequence[HistorySource]) -> list[MarkGroup]:
    """Return marks that stand together, the newest first.

    That is what one person changed in one row and its parts in the same minute, as long as
    nothing was decided and nobody else changed it in between. Every decision stands for itself.
    """
    groups: list[MarkGroup] = []
    newest: dict[tuple[object, int], tuple[object, MarkGroup]] = {}
    for mark in marks:
        source = sources[mark.source]
        about = source.root, mark.root
        minute = mark.at.replace(second=0, microsecond=0)
        common = mark if source.is_decisions else (minute, mark.who)
        before, group = newest.get(about, (None, []))
        if before != common:
            group = []
            groups.append(group)
            newest[about] = common, group
        group.append(mark)
    return groups


def pages(groups: Sequence[MarkGroup]) -> list[list[MarkGroup]]:
    """Return the occasions page by page; the first page is there even if it is empty."""
    paged: list[list[MarkGroup]] = [[]]
    changes = 0
    for group in groups:
        if len(paged[-1]) == OCCASIONS_ON_PAGE or changes >= CHANGES_ON_PAGE:
            paged.append([])
            changes = 0
        paged[-1].append(group)
        changes += len(group)
    return paged
