"""Load rows of files into the register: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import batched
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model

from ropa.database.statistics import gather_statistics_after
from ropa.models.base import Recorded
from ropa.models.related import read_related
from ropa.tables.shapes import Shape, tables

from .import_permissions import ImportPermissions
from .items import PreparedRow, prepare_row
from .outcome import Outcome
from .problems import CannotLoad, Problems
from .resolving import Resolver, natural_key_of
from .rows import FileRow, RowPlace
from .storing import store_rows

# So many rows, with their parts, are in hand at a time.
BATCH = 100
# What the history of a row holds of the reason for a change.
REASON_LENGTH = 100


def load(
    rows: list[FileRow],
    *,
    by: User | None = None,
    source: str = "",
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Bring the register to what `rows` say, in one transaction, and return what that took.

    Rows are matched by their natural keys, and parts by what tells them from their owner's other
    parts (the recipient of a disclosure) or else by their place; what is equal already is left
    alone, so loading twice changes nothing the second time.

    History says that the rows were changed by `by`, who must be one who may make each of these
    changes; without, nobody is asked. As the reason it gives `source`, of at most 100 characters,
    or else the file. A `dry_run` stores nothing, and returns and raises the same. `progress` is
    called now and then with the number of rows that are done and that of all.

    Raises `CannotLoad` with every problem found; then nothing has been loaded.
    """
    return _Loading(rows, by, source, progress, dry_run=dry_run).run()


class _Numbered(NamedTuple):
    """A row of a file, with its number among all rows and its natural key."""

    rank: int
    key: str
    row: FileRow


class _Linking(NamedTuple):
    """A row that names rows of its own table, the row it has become, and its place among the
    changes."""

    row: _Numbered
    instance: Recorded
    change: int
    is_new: bool


class _Loading:
    def __init__(
        self,
        rows: list[FileRow],
        by: User | None,
        source: str,
        progress: Callable[[int, int], None] | None,
        *,
        dry_run: bool,
    ) -> None:
        self.by = by
        self.dry_run = dry_run
        self.source = source
        self.outcome = Outcome()
        self.problems = Problems()
        self.resolver = Resolver(rows, self.problems)
        self.asking = ImportPermissions(by, self.problems) if by else None
        self.by_table: dict[str, list[FileRow]] = {name: [] for name in tables()}
        for row in rows:
            if row.table in self.by_table:
                self.by_table[row.table].append(row)
            else:
                says = f"no table is called “{row.table}”. Tables are: {', '.join(tables())}."
                self.problems.add(row.place, "", row.table, says)
        self.progress = progress
        self.total = sum(map(len, self.by_table.values()))
        self.done = 0

    def run(self) -> Outcome:
        with transaction.atomic():
            for name, shape in tables().items():
                if self.by_table[name]:
                    self._load_table(name, shape)
            if found := self.problems.in_order():
                raise CannotLoad(found)
            if self.dry_run:
                transaction.set_rollback(True)
            else:
                gather_statistics_after(self.outcome.created)
        return self.outcome

    def _load_table(self, name: str, shape: Shape) -> None:
        """Load a table in two rounds: rows may name rows of the same table, in any order."""
        links: list[_Linking] = []
        for batch in batched(self._once(shape, self.by_table[name]), BATCH):
            links += self._load_batch(name, shape, batch)
            if self.progress:
                self.progress(batch[-1].rank, self.total)
        for linking in batched(links, BATCH):
            self._load_links(shape, linking)
        self.done += len(self.by_table[name])

    def _once(self, shape: Shape, rows: list[FileRow]) -> Iterator[_Numbered]:
        """Yield the rows, but for those whose key stood in a row before."""
        seen: dict[str, RowPlace] = {}
        for rank, row in enumerate(rows, start=self.done + 1):
            key = natural_key_of(shape, row)
            if key in seen and shape.model.key_field in row.values:
                self.problems.rank = rank
                says = f"“{key}” stands already in {seen[key]}."
                self.problems.add(row.place, "", key, says)
                continue
            seen[key] = row.place
            yield _Numbered(rank, key, row)

    def _load_batch(
        self, name: str, shape: Shape, batch: Sequence[_Numbered]
    ) -> Iterator[_Linking]:
        """Store rows but for what they name of their own table; yield those that name any."""
        index = self.resolver.index(shape.model)
        own = _own(shape)
        existing = [index[row.key] for row in batch if row.key in index]
        read_related(existing, *_paths(shape, batch))
        with shape.model.checked_together([row.key for row in batch if row.key not in index]):
            items = [
                self._item(shape, row, index.get(row.key), _without(row, own)) for row in batch
            ]
        stored = self._store(items)
        for row, item in zip(batch, items, strict=True):
            if item in stored:
                index[row.key] = item.instance
                change = self.outcome.add(name, item)
                if own & row.row.values.keys():
                    yield _Linking(row, item.instance, change, item.is_new)
        _forget_parts(existing)

    def _load_links(self, shape: Shape, links: Sequence[_Linking]) -> None:
        """Have stored rows name what they name of their own table."""
        own = _own(shape)
        instances = [link.instance for link in links]
        read_related(instances, *(own & shape.parts.keys()))
        items = [self._item(shape, row, instance, _only(row, own)) for row, instance, *_ in links]
        created = {item for item, link in zip(items, links, strict=True) if link.is_new}
        stored = self._store(items, asked=created)
        for item, link in zip(items, links, strict=True):
            if item in stored:
                self.outcome.add_links(link.change, item)
        _forget_parts(instances)

    def _item(
        self, shape: Shape, row: _Numbered, existing: Recorded | None, values: dict[str, Any]
    ) -> PreparedRow:
        self.problems.rank = row.rank
        resolved = self.resolver.resolve(shape, values, row.row.place)
        return prepare_row(shape, existing, resolved, self.problems)

    def _store(
        self, items: list[PreparedRow], *, asked: Set[PreparedRow] = frozenset()
    ) -> Set[PreparedRow]:
        if self.asking:
            self.asking.refuse(item for item in items if item not in asked)
        return store_rows(items, self.problems, self._sign, is_trial=self.dry_run)

    def _sign(self, instance: Model, place: RowPlace) -> None:
        """Have the row's history say from where it was loaded, and by whom."""
        reason = self.source[:REASON_LENGTH] or f"Loaded from {place.file}"[-REASON_LENGTH:]
        instance._change_reason = reason  # type: ignore[attr-defined]
        if self.by is not None:
            instance._history_user = self.by  # type: ignore[attr-defined]


def _own(shape: Shape) -> Set[str]:
    """The fields that name a row of the same table, and the parts that do."""
    fields = {name for name, model in shape.related.items() if model is shape.model}
    return fields | {
        name for name, part in shape.parts.items() if shape.model in part.related.values()
    }


def _forget_parts(instances: Iterable[Model]) -> None:
    """The parts of all rows at once would take too much memory."""
    for instance in instances:
        instance.__dict__.pop("_prefetched_objects_cache", None)


def _without(row: _Numbered, names: Set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.row.values.items() if name not in names}


def _only(row: _Numbered, names: Set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.row.values.items() if name in names}


def _paths(shape: Shape, batch: Sequence[_Numbered]) -> list[str]:
    """What of rows that are there already is to be compared with what the files say."""
    written = {name for row in batch for name in row.row.values}
    parts = {shape.ordered_lists[name][0] for name in written & shape.ordered_lists.keys()}
    parts |= written & shape.parts.keys()
    return [
        *shape.required,
        *(written & shape.lists.keys()),
        *(path for name in parts for path in _paths_of_part(name, shape.parts[name])),
    ]


def _paths_of_part(name: str, shape: Shape) -> list[str]:
    further = [path for part, own in shape.parts.items() for path in _paths_of_part(part, own)]
    return [name, *(f"{name}__{path}" for path in (*shape.lists, *further))]
