"""A history, page by page: what was changed and decided, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Model

from ropa.models.attributed import name_of

from .changes import Change, Reading
from .decided import Decided, Reasons
from .filters import Filters
from .names import Names
from .page_records import PageRecords, read_page_records
from .pages import MarkGroup, occasions, pages
from .sources import Source, read_marks

# So many changes of one occasion are folded under their number.
MANY = 12


@dataclass(frozen=True)
class About:
    """The row that something happened to or in: its name, and itself while it is there."""

    name: str
    row: Model | None


@dataclass(frozen=True)
class Occasion:
    """What somebody changed in one go, or decided.

    `why` is the decision that followed a change, if that was asked for and there is one.
    """

    about: About
    when: datetime
    who: str
    changes: tuple[Change, ...] = ()
    decided: Decided | None = None
    why: Decided | None = None

    @property
    def reason(self) -> str:
        """What was noted with every one of the changes; empty if that was not the same."""
        reasons = {change.reason for change in self.changes}
        return reasons.pop() if len(reasons) == 1 else ""

    @property
    def is_long(self) -> bool:
        """Whether so much was changed that a reader first wants to know how much."""
        return len(self.changes) > MANY


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
    sources: Sequence[Source], filters: Filters, page: int = 1, *, with_reasons: bool = False
) -> Timeline:
    """Return a page of what happened in the sources, as the filters choose it.

    A page that is not there is answered with the nearest that is. The number of queries depends
    neither on how much happened nor on how much of it is shown.
    """
    sources = filters.sources(sources)
    paged = pages(occasions(filters.chosen(read_marks(sources), sources), sources))
    page = min(max(page, 1), len(paged))
    before = sum(len(each) for each in paged[: page - 1])
    return Timeline(
        occasions=tuple(_occasions_of(paged[page - 1], sources, with_reasons=with_reasons)),
        number=sum(len(each) for each in paged),
        first=before + 1,
        page=page,
        pages=len(paged),
    )


def everything(sources: Sequence[Source], until: datetime) -> Iterable[tuple[int, Occasion]]:
    """Return all that happened in the sources up to an instant, the newest first, each with the key
    of the row it is about.

    All of it is in memory at once, so the sources are to be those of a few rows.
    """
    marks = [mark for mark in read_marks(sources) if mark.at <= until]
    group = occasions(marks, sources)
    built = _occasions_of(group, sources, with_reasons=False)
    return zip((each[0].root for each in group), built, strict=True)


def _occasions_of(
    groups: Sequence[MarkGroup], sources: Sequence[Source], *, with_reasons: bool
) -> Iterable[Occasion]:
    records = read_page_records([mark for group in groups for mark in group], sources)
    names = Names()
    names.read(
        {
            *records.keys,
            *((sources[mark.source].root, mark.root) for group in groups for mark in group),
            *((User, mark.who) for group in groups for mark in group if mark.who),
        },
        [record.instance for record, _ in records.records.values()],
    )
    reading = Reading(names, records.links)
    reasons = Reasons(
        ((sources[group[0].source].root, group[0].root), group[0].at)
        for group in groups
        if with_reasons and not sources[group[0].source].is_decisions
    )
    for group in groups:
        mark = group[0]
        root = sources[mark.source].root
        about = About(names.of(root, mark.root), names.row(root, mark.root))
        if decided := records.decided.get((mark.source, mark.key)):
            yield Occasion(about, mark.at, decided.who, decided=decided)
        else:
            yield Occasion(
                about,
                mark.at,
                names.of(User, mark.who) or name_of(None),
                changes=_changes(group, sources, records, reading),
                why=reasons.after((root, mark.root), mark.at),
            )


def _changes(
    group: MarkGroup, sources: Sequence[Source], records: PageRecords, reading: Reading
) -> tuple[Change, ...]:
    """What was changed, in the order in which it was; what can be told as one is."""
    changes: list[Change] = []
    places: dict[tuple[int, int], int] = {}
    for mark in reversed(group):
        record, before = records.records[mark.source, mark.key]
        change = reading.change(sources[mark.source].model, before, record)
        if change is None:
            continue
        row = mark.source, mark.row
        if row in places and (both := changes[places[row]].with_next(change)):
            changes[places[row]] = both
        else:
            places[row] = len(changes)
            changes.append(change)
    return tuple(changes)
