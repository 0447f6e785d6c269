"""Load related rows of many models, one query for each depth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, override

from django.db.models import ForeignKey, ManyToManyField, ManyToOneRel, Model, QuerySet

from .combined_queries import NUMBERS, IdIn, RowsWhere, read_in_one_query

# The relations to follow from a row, and from each row found there.
type _Tree = dict[str, _Tree]
type _Known = dict[type[Model], dict[Any, Any]]


def read_related(rows: Iterable[Model], *paths: str) -> None:
    """Read what the paths reach from the rows, which hold it afterwards as after
    `prefetch_related_objects`.

    Each path is names of relations joined by `__`. What stands at the same depth of all paths is
    read in one query, so that there are as many queries as the longest path has names, however
    many paths and rows there are. What a row holds already is not read again; what several rows
    point at is read once and shared.

    Raises `TypeError` for a relation that is neither a foreign key, nor its other side, nor a list
    of shared rows.
    """
    known: _Known = defaultdict(dict)
    level: list[tuple[Sequence[Any], _Tree]] = [(list(rows), _tree(paths))]
    while relations := _relations(level):
        _read(relations, known)
        level = [(list(relation.targets()), relation.onward) for relation in relations]


def _tree(paths: Iterable[str]) -> _Tree:
    tree: _Tree = {}
    for path in paths:
        branch = tree
        for name in path.split("__"):
            branch = branch.setdefault(name, {})
    return tree


def _relations(level: Iterable[tuple[Sequence[Any], _Tree]]) -> list[_Relation]:
    """The relations to follow next, those that several paths share taken as one."""
    found: dict[tuple[type[Model], str], _Relation] = {}
    for rows, tree in level:
        for name, onward in tree.items() if rows else ():
            model = type(rows[0])
            relation = found.setdefault((model, name), _relation(model._meta.get_field(name)))
            relation.rows |= {id(row): row for row in rows}
            _graft(relation.onward, onward)
    return list(found.values())


def _graft(tree: _Tree, onto: _Tree) -> None:
    for name, branch in onto.items():
        _graft(tree.setdefault(name, {}), branch)


def _relation(field: Any) -> _Relation:
    if isinstance(field, ForeignKey):
        return _ToOne(field)
    if isinstance(field, ManyToManyField):
        return _Shared(field)
    if type(field) is ManyToOneRel:
        return _Belonging(field)
    raise TypeError(f"{field} cannot be read with others.")


def _read(relations: Iterable[_Relation], known: _Known) -> None:
    """Read what the rows do not hold yet, in one query, and leave it on them."""
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for relation in relations:
        if isinstance(relation, _ToOne):
            wanted[relation.field.related_model] |= relation.keys()
    unknown = {model: keys - known[model].keys() for model, keys in wanted.items()}
    pointed_at = {
        model: RowsWhere(_with_keys, (model,), frozenset(keys))
        for model, keys in unknown.items()
        if keys
    }
    own = {relation: relation.parts() for relation in relations}
    parts = (*pointed_at.values(), *(part for parts in own.values() for part in parts))
    read = iter(read_in_one_query(*parts))
    for model in pointed_at:
        known[model] |= {row.pk: row for row in next(read)}
    for relation, of_relation in own.items():
        relation.attach(known, *(next(read) for _ in of_relation))


def _with_keys(model: type[Model]) -> QuerySet[Any]:
    return model._base_manager.filter(IdIn("pk", NUMBERS))


def _of_owners(relation: ManyToOneRel) -> QuerySet[Any]:
    return relation.related_model._default_manager.filter(IdIn(relation.field.attname, NUMBERS))


def _links(field: Any) -> QuerySet[Any]:
    owner_id, _ = _columns_of_links(field)
    return field.remote_field.through._default_manager.filter(IdIn(owner_id, NUMBERS))


def _linked(field: Any) -> QuerySet[Any]:
    _, target_id = _columns_of_links(field)
    return field.related_model._default_manager.filter(pk__in=_links(field).values(target_id))


def _columns_of_links(field: Any) -> tuple[str, str]:
    """The columns of the rows that link: of whom it is, and at what it points."""
    links = field.remote_field.through._meta
    owner, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    return links.get_field(owner).attname, links.get_field(target).attname


class _Relation(ABC):
    """One relation of one model, and the rows to follow it from."""

    def __init__(self, field: Any) -> None:
        self.field = field
        self.rows: dict[int, Any] = {}
        self.onward: _Tree = {}

    @abstractmethod
    def unread(self) -> list[Any]:
        """Return the rows that do not hold it yet."""

    @abstractmethod
    def targets(self) -> Iterator[Any]:
        """Return each row it leads to, once."""

    @abstractmethod
    def parts(self) -> list[RowsWhere]:
        """Return what to read for it alone."""

    @abstractmethod
    def attach(self, known: _Known, *read: list[Any]) -> None:
        """Leave on the rows what was read for them."""


class _ToOne(_Relation):
    """A foreign key. What it points at is read with what others of its kind point at."""

    @override
    def unread(self) -> list[Any]:
        return [row for row in self.rows.values() if not self.field.is_cached(row)]

    def keys(self) -> set[Any]:
        """Return the primary keys of what the rows point at and do not hold."""
        return {getattr(row, self.field.attname) for row in self.unread()} - {None}

    @override
    def targets(self) -> Iterator[Any]:
        held = (self.field.get_cached_value(row) for row in self.rows.values())
        return iter({id(row): row for row in held if row is not None}.values())

    @override
    def parts(self) -> list[RowsWhere]:
        return []

    @override
    def attach(self, known: _Known, *read: list[Any]) -> None:
        targets = known[self.field.related_model]
        for row in self.unread():
            self.field.set_cached_value(row, targets.get(getattr(row, self.field.attname)))


class _ToMany(_Relation):
    """A relation whose rows a manager gives, under the name `held_as` once they are held."""

    held_as: str

    @override
    def unread(self) -> list[Any]:
        return [row for row in self.rows.values() if self.held_as not in _held_relations(row)]

    @override
    def targets(self) -> Iterator[Any]:
        held = (
            target for row in self.rows.values() for target in _held_relations(row)[self.held_as]
        )
        return iter({id(target): target for target in held}.values())

    def hold(self, row: Any, targets: list[Any]) -> None:
        """Leave the targets on the row: whoever asks its manager for all gets them."""
        queryset = getattr(row, self.held_as).get_queryset()
        queryset._result_cache = targets
        queryset._prefetch_done = True
        _held_relations(row)[self.held_as] = queryset


def _held_relations(row: Any) -> dict[str, Any]:
    held: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    return held


class _Belonging(_ToMany):
    """The other side of a foreign key, in the order of the model there."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.held_as = field.get_accessor_name()

    @override
    def parts(self) -> list[RowsWhere]:
        owners = frozenset(row.pk for row in self.unread())
        return [RowsWhere(_of_owners, (self.field,), owners)] if owners else []

    @override
    def attach(self, known: _Known, *read: list[Any]) -> None:
        key = self.field.field
        owned = defaultdict(list)
        for target in (target for targets in read for target in targets):
            owned[getattr(target, key.attname)].append(target)
        for row in self.unread():
            self.hold(row, owned[row.pk])
            for target in owned[row.pk]:
                key.set_cached_value(target, row)


class _Shared(_ToMany):
    """A list of shared rows, in the order of their own model: the links and the rows."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        self.held_as = field.name
        self.owner_id, self.target_id = _columns_of_links(field)

    @override
    def parts(self) -> list[RowsWhere]:
        owners = frozenset(row.pk for row in self.unread())
        both = (_links, _linked) if owners else ()
        return [RowsWhere(make, (self.field,), owners) for make in both]

    @override
    def attach(self, known: _Known, *read: list[Any]) -> None:
        links, targets = read or ([], [])
        listed = defaultdict(set)
        for link in links:
            listed[getattr(link, self.owner_id)].add(getattr(link, self.target_id))
        same = known[self.field.related_model]
        places = {target.pk: place for place, target in enumerate(targets)}
        shared = [same.setdefault(target.pk, target) for target in targets]
        for row in self.unread():
            own = sorted(places[key] for key in listed[row.pk])
            self.hold(row, [shared[place] for place in own])
