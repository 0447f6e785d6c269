"""Which rows the document of an entry or a notice rests on, beside its own parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db.models import ManyToOneRel, Model

from ropa.documents.build import ACTIVITY_PATHS, paths_of
from ropa.documents.schema import NoticeDocument
from ropa.models import Notice, ProcessingActivity

type Shared = tuple[str, int]
type _Tree = dict[str, _Tree]

NOTICE_PATHS = paths_of(NoticeDocument)
# A notice in which another application has its say rests on rows that are not known here.
ANY_ROW: Shared = ("", 0)


def label(model: type[Model] | Model) -> str:
    """Return by which name a kind of row is known, such as “ropa.organisation”."""
    return model._meta.label_lower


def rests_on(row: ProcessingActivity | Notice) -> set[Shared]:
    """Return the rows that the document of `row` was made of and that are not its own, which
    `row` holds since."""
    found: set[Shared] = set()
    _walk(row, _tree(type(row)), own=True, found=found, seen=set())
    return found


@cache
def belongs_to(model: type[Model]) -> tuple[tuple[str, type[Model]], ...]:
    """Return the columns of a model that name the row it is read as a part of, and its model."""
    return tuple(sorted(_owners()[model], key=str))


def _walk(
    row: Any, tree: _Tree, *, own: bool, found: set[Shared], seen: set[tuple[int, int]]
) -> None:
    if (id(row), id(tree)) in seen:
        return
    seen.add((id(row), id(tree)))
    for name, onward in tree.items():
        field: Any = row._meta.get_field(name)
        belongs = isinstance(field, ManyToOneRel)
        held = getattr(row, field.get_accessor_name() if belongs else name)
        targets = held.all() if belongs or field.many_to_many else filter(None, [held])
        for target in targets:
            if not (own and belongs):
                found.add((label(target), target.pk))
            _walk(target, onward, own=own and belongs, found=found, seen=seen)


@cache
def _tree(model: type[ProcessingActivity | Notice]) -> _Tree:
    tree: _Tree = {}
    for path in ACTIVITY_PATHS if model is ProcessingActivity else NOTICE_PATHS:
        branch = tree
        for name in path.split("__"):
            branch = branch.setdefault(name, {})
    return tree


@cache
def _owners() -> Mapping[type[Model], set[tuple[str, type[Model]]]]:
    found: dict[type[Model], set[tuple[str, type[Model]]]] = defaultdict(set)
    roots: Iterable[tuple[type[Model], Iterable[str]]] = (
        (ProcessingActivity, ACTIVITY_PATHS),
        (Notice, NOTICE_PATHS),
    )
    for root, paths in roots:
        for path in paths:
            for relation in _relations(root, path):
                if isinstance(relation, ManyToOneRel):
                    found[relation.related_model].add((relation.field.attname, relation.model))
    return found


def _relations(model: Any, path: str) -> Iterator[Any]:
    for name in path.split("__"):
        field = model._meta.get_field(name)
        yield field
        model = field.related_model
