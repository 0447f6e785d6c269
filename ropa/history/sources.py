"""Where history is kept: the records of rows and of their parts, the decisions and the versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import CharField, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from ropa.models import Decision, Notice, ProcessingActivity, Version
from ropa.models.attributed import person_name
from ropa.models.base import Recorded, part_relations

# Whose history: for each kind of row, which of its records. An empty condition means all.
type Roots = Mapping[type[Recorded], Q]

ROOT_NAMES = ("reference", "title", "name", "label", "code", "slug")
_FIELD_OF = {ProcessingActivity: "activity", Notice: "notice"}


class ChangeMark(NamedTuple):
    """That something happened: in which source, to which row, when and by whom.

    `key` is the key of the record, decision or version, `root` that of the row it is about.
    """

    source: int
    key: int
    row: int
    at: datetime
    who: int | None
    root: int


@dataclass(frozen=True)
class HistorySource:
    """One table in which history is kept, and what of it counts.

    `model` is the recorded model, or `Decision` or `Version`; `root` the model of the rows that
    it is about. The other names are those of columns; `about` gives the key of the root.
    """

    model: type[Model]
    root: type[Recorded]
    rows: QuerySet[Any]
    about: Any
    key: str = "history_id"
    row: str = "id"
    at: str = "history_date"
    who: str = "history_user_id"

    @property
    def is_decisions(self) -> bool:
        """Whether this holds what was decided, and not what was changed."""
        return self.model in {Decision, Version}

    def within(self, since: date | None, until: date | None) -> HistorySource:
        """Return what happened from the beginning of one day to the end of another."""
        conditions = {}
        if since:
            conditions[f"{self.at}__gte"] = _start_of_day(since)
        if until:
            conditions[f"{self.at}__lt"] = _start_of_day(until + timedelta(days=1))
        return replace(self, rows=self.rows.filter(**conditions))


def sources_of(roots: Roots) -> list[HistorySource]:
    """Return where the history of these rows and of their parts, at any depth, is kept."""
    sources: list[HistorySource] = []
    for root, condition in roots.items():
        records = root.history.filter(condition)
        sources += _model_sources(root, root, records, F("id"), limited=bool(condition))
        if field := _FIELD_OF.get(root):
            about = {f"{field}__in": records.order_by().values("id")} if condition else {}
            sources += _decision_sources(root, field, about)
    return sources


def _model_sources(
    model: Any, root: Any, records: QuerySet[Any], about: Any, *, limited: bool
) -> Iterator[HistorySource]:
    yield HistorySource(model, root, records, about)
    rows = records.order_by().values("id")
    for part in part_relations(model).values():
        owner: Any = part._meta.get_field(part.owner_field)
        of_owner: Any = F(owner.attname)
        if model is not root:
            # The owner may be gone: its own records say whose it was.
            owners = model.history.filter(id=OuterRef(owner.attname)).order_by("-history_id")
            of_owner = Subquery(owners.values(root_key=about)[:1])
        of_part = part.history.filter(**({f"{owner.name}__in": rows} if limited else {}))
        yield from _model_sources(part, root, of_part, of_owner, limited=limited)


def _decision_sources(
    root: type[Recorded], field: str, about: dict[str, Any]
) -> Iterator[HistorySource]:
    about = about or {f"{field}__isnull": False}
    key = F(f"{field}_id")
    yield HistorySource(
        Decision,
        root,
        Decision.objects.filter(**about),
        key,
        "pk",
        "pk",
        "decided_at",
        "decided_by_id",
    )
    # What was frozen before decisions were recorded speaks for itself.
    versions = Version.objects.filter(decision=None, **about)
    yield HistorySource(Version, root, versions, key, "pk", "pk", "created_at", "created_by_id")


def read_marks(sources: Sequence[HistorySource]) -> list[ChangeMark]:
    """Return everything that happened, the newest first, in one query."""
    if not sources:
        return []
    first, *others = (
        source.rows.order_by().values_list(
            Value(number),
            F(source.key),
            F(source.row) if source.row != source.key else Value(0),
            F(source.at),
            F(source.who),
            source.about if source.about != F("id") else F("id") + 0,
        )
        for number, source in enumerate(sources)
    )
    found = first.union(*others, all=True).order_by() if others else first
    return sorted(
        (ChangeMark(*row) for row in found), key=lambda mark: (mark.at, mark.key), reverse=True
    )


def record_name(model: type[Model], number: int) -> str:
    """Return what a record of a row is called in files, such as `ropa.team 17`."""
    return f"{model._meta.label_lower} {number}"


def people_in(sources: Sequence[HistorySource]) -> list[tuple[int, str]]:
    """Return who appears in the history, by key, with their names in order."""
    appears = Q(pk__in=[])
    for source in sources:
        appears |= Q(pk__in=source.rows.order_by().values(source.who))
    return sorted(
        ((user.pk, person_name(user)) for user in User.objects.filter(appears)),
        key=lambda person: person[1].casefold(),
    )


def named_with(roots: Roots, words: str) -> Roots:
    """Return the rows of `roots` that are, or were once, named with these words."""
    narrowed_roots: dict[type[Recorded], Q] = {}
    for root, condition in roots.items():
        named = Q()
        for field in root._meta.concrete_fields:
            if field.name in ROOT_NAMES and isinstance(field, CharField):
                named |= Q(**{f"{field.name}__icontains": words})
        once = root.history.filter(named).order_by().values("id")
        narrowed_roots[root] = condition & Q(id__in=once)
    return narrowed_roots


def _start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
