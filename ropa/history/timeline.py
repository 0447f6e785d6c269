"""A history, page by page: what was changed and decided, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Model

from ropa.models.attributed import person_name

from .changes import ChangeReader, RowChange
from .decision_records import DecisionRecord, LaterDecisions
from .filters import Filters
from .names import RowNames
from .page_records import PageRecords, read_page_records
from .pages import MarkGroup, occasions, pages
from .sources import HistorySource, read_marks, record_name

# So many changes of one occasion are folded under their number.
FOLDED_ABOVE = 12


@dataclass(frozen=True)
class OccasionSubject:
    """The row that something happened to or in: its name, and itself while it is there."""

    name: str
    row: Model | None


@dataclass(frozen=True)
class Occasion:
    """What somebody changed in one go, or decided.

    `why` is the decision that followed a change, if that was asked for and there is one. `records`
    are what is kept of the changes.
    """

    about: OccasionSubject
    when: datetime
    who: str
    changes: tuple[RowChange, ...] = ()
    decided: DecisionRecord | None = None
    why: DecisionRecord | None = None
    records: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """What was noted with every one of the changes; empty if that was not the same."""
        reasons = {change.reason for change in self.changes}
        return reasons.pop() if len(reasons) == 1 else ""

    @property
    def is_long(self) -> bool:
        """Whether so much was changed that a reader first wants to know how much."""
        return len(self.changes) > FOLDED_ABOVE


@dataclass(frozen=True)
class Timeline:
    """One page of a history. `number` counts the occasions on all its pages, from `first` on."""

    occasions: tuple[Occasion, ...]
    number: int
    first: int
    page: int
    pages: int

    @property
    def last(self) -> int:
        """The place of the last occasion on the page."""
        return self.first + len(self.occasions) - 1


def timeline(
    sources: Sequence[HistorySource], filters: Filters, page: int = 1, *, with_reasons: bool = False
) -> Timeline:
    """Return a page of what happened in the sources, as the filters choose it.

    A page that is not there is answered with the nearest that is. The number of queries depends
    neither on how much happened nor on how much of it is shown.
    """
    sources = filters.matching_sources(sources)
    paged = pages(occasions(filters.matching_marks(read_marks(sources), sources), sources))
    page = min(max(page, 1), len(paged))
    before = sum(len(each) for each in paged[: page - 1])
    return Timeline(
        occasions=tuple(_occasions_of(paged[page - 1], sources, with_reasons=with_reasons)),
        number=sum(len(each) for each in paged),
        first=before + 1,
        page=page,
        pages=len(paged),
    )


def all_occasions(
    sources: Sequence[HistorySource], until: datetime
) -> Iterable[tuple[int, Occasion]]:
    """Return all that happened in the sources up to an instant, the newest first, each with the key
    of the row it is about.

    All of it is in memory at once, so the sources are to be those of a few rows.
    """
    marks = [mark for mark in read_marks(sources) if mark.at <= until]
    group = occasions(marks, sources)
    built = _occasions_of(group, sources, with_reasons=False)
    return zip((each[0].root for each in group), built, strict=True)


def _occasions_of(
    groups: Sequence[MarkGroup], sources: Sequence[HistorySource], *, with_reasons: bool
) -> Iterable[Occasion]:
    records = read_page_records([mark for group in groups for mark in group], sources)
    names = RowNames()
    names.read(
        {
            *records.keys,
            *((sources[mark.source].root, mark.root) for group in groups for mark in group),
            *((User, mark.who) for group in groups for mark in group if mark.who),
        },
        [record.instance for record, _ in records.records.values()],
    )
    reading = ChangeReader(names, records.links)
    later = LaterDecisions(
        ((sources[group[0].source].root, group[0].root), group[0].at)
        for group in groups
        if with_reasons and not sources[group[0].source].is_decisions
    )
    for group in groups:
        mark = group[0]
        root = sources[mark.source].root
        about = OccasionSubject(names.name(root, mark.root), names.row(root, mark.root))
        if decided := records.decided.get((mark.source, mark.key)):
            yield Occasion(about, mark.at, decided.who, decided=decided)
        else:
            yield Occasion(
                about,
                mark.at,
                names.name(User, mark.who) or person_name(None),
                changes=_row_changes(group, sources, records, reading),
                why=later.first_after((root, mark.root), mark.at),
                records=tuple(
                    record_name(sources[each.source].model, each.key) for each in reversed(group)
                ),
            )


def _row_changes(
    group: MarkGroup, sources: Sequence[HistorySource], records: PageRecords, reading: ChangeReader
) -> tuple[RowChange, ...]:
    """What was changed, in the order in which it was; what can be told as one is."""
    changes: list[RowChange] = []
    places: dict[tuple[int, int], int] = {}
    for mark in reversed(group):
        record, before = records.records[mark.source, mark.key]
        change = reading.change(sources[mark.source].model, before, record)
        if change is None:
            continue
        row = mark.source, mark.row
        if row in places and (both := changes[places[row]].merged_with(change)):
            changes[places[row]] = both
        else:
            places[row] = len(changes)
            changes.append(change)
    return tuple(changes)
