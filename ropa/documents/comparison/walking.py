"""Walking through two documents side by side, and telling every difference once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ropa.documents.classification import INTERNAL, PUBLIC, Document, visibility_of
from ropa.documents.description import Description, FieldDescription, description_for
from ropa.documents.nodes import is_node, parts_of
from ropa.documents.schema import NoticeDocument

from .difference import Difference, Kind, Step, in_one
from .grouping import grouped
from .matching import match
from .values import Titles, both_in_text, in_text, summary

_FIRST = FieldDescription("First version")


@dataclass(frozen=True)
class _Place:
    """Where the walk is: the steps to it, and from where it came to something that is shared."""

    steps: tuple[Step, ...] = ()
    key: tuple[str, ...] = ()
    is_public: bool = True
    outer: str = ""

    def into(self, node: Any, name: str) -> _Place:
        """Return the place of a field of `node`, which is here."""
        field = description_for(node).labelled(name)
        is_public = not isinstance(node, Document) or visibility_of(type(node), name) is PUBLIC
        return replace(
            self,
            steps=self.steps if field.is_through else (*self.steps, Step(field)),
            key=(*self.key, name),
            is_public=self.is_public and is_public,
        )

    def at_item(self, name: str, *, quoted: bool) -> _Place:
        """Return the place of an item of the list that is here."""
        last = replace(self.steps[-1], item=name, quoted=quoted)
        return replace(self, steps=(*self.steps[:-1], last))

    def at_shared(self, described: Description, node: Any) -> _Place:
        """Return the place of something shared, which has a heading of its own."""
        step = Step(FieldDescription(described.heading), described.name_of(node))
        here = in_one(word for step in self.steps for word in step.words)
        return replace(self, steps=(step,), outer=self.outer or here)

    @property
    def field(self) -> FieldDescription:
        return self.steps[-1].field

    def difference(self, kind: Kind, before: str, after: str) -> Difference:
        return Difference(
            kind=kind,
            steps=self.steps,
            before=before,
            after=after,
            key=".".join(self.key),
            is_public=self.is_public,
            places=(self.outer,) if self.outer else (),
        )

    def came_or_went(self, kind: Kind, text: str) -> Difference:
        """Return the difference that `text` was added here, or removed."""
        return self.difference(kind, *(("", text) if kind is Kind.ADDED else (text, "")))


def compare[D: Document](before: D | None, after: D) -> tuple[Difference, ...]:
    """Return what differs between two documents of the same kind, in reading order.

    Without a document before, the one difference is that this is the first version. Raises
    `TypeError` if the documents are of different kinds.
    """
    if before is None:
        title = description_for(after).name_of(after)
        return (Difference(Kind.ADDED, (Step(_FIRST),), "", title, key="", is_public=True),)
    if type(before) is not type(after):
        raise TypeError(f"A {type(before).__name__} is no version of a {type(after).__name__}.")
    walk = _Walk({**_titles(before), **_titles(after)})
    return grouped(walk.nodes(before, after, _Place()))


def _titles(document: Document) -> Titles:
    """What people call the entries of a notice, by their references."""
    if not isinstance(document, NoticeDocument):
        return {}
    return {each.document.reference: each.document.title for each in document.activities}


class _Walk:
    def __init__(self, titles: Titles) -> None:
        self.titles = titles

    def nodes(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Compare two nodes field by field; what is derived is told if nothing else is."""
        derived = description_for(after).derived
        old, new = parts_of(before), parts_of(after)
        told = False
        for name in sorted(dict.fromkeys([*new, *old]), key=lambda name: name in derived):
            inner = place.into(after, name)
            for difference in self.values(old.get(name), new.get(name), inner):
                if name in derived and told and difference.key == ".".join(inner.key):
                    continue
                told = told or name not in derived
                yield difference

    def values(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Compare what stands in a field, or what is an item of a list of shared things."""
        if before == after:
            return
        if isinstance(before or after, (list, tuple)):
            yield from self.lists(before or (), after or (), place)
        elif not (is_node(before) and is_node(after)):
            yield self.leaf(before, after, place)
        elif not (described := description_for(after)).heading:
            yield from self.nodes(before, after, place)
        elif described.identity_of(before) == described.identity_of(after):
            yield from self.nodes(before, after, place.at_shared(described, after))
        else:
            yield self.leaf(before, after, place)

    def leaf(self, before: Any, after: Any, place: _Place) -> Difference:
        """Return the difference between two values that have nothing inside to compare."""
        if before in (None, ""):
            return place.came_or_went(Kind.ADDED, in_text(after, place.field, self.titles))
        if after in (None, ""):
            return place.came_or_went(Kind.REMOVED, in_text(before, place.field, self.titles))
        return place.difference(
            Kind.CHANGED, *both_in_text(before, after, place.field, self.titles)
        )

    def lists(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Compare two lists item by item, and say once if only their order changed."""
        matched = match(before, after)
        for old, new in matched.pairs:
            yield from self.values(old, new, self.item(new, place))
        for kind, items in ((Kind.REMOVED, matched.removed), (Kind.ADDED, matched.added)):
            for item in items:
                yield from self.whole(kind, item, self.item(item, place))
        # Shared things stand in the order of their names: a new name puts them in another.
        is_shared = any(description_for(item).heading for item in after)
        if matched.is_reordered and not (
            is_shared and any(old != new for old, new in matched.pairs)
        ):
            yield place.difference(Kind.MOVED, self.order(before), self.order(after))

    def whole(self, kind: Kind, item: Any, place: _Place) -> Iterator[Difference]:
        """Tell an item that came or went: what the public may read of it, and what staff may."""
        public = summary(item, PUBLIC, self.titles)
        internal = summary(item, INTERNAL, self.titles)
        if not place.is_public:
            public, internal = "\n".join(text for text in (public, internal) if text), ""
        yield place.came_or_went(kind, public or self.name(item))
        if internal:
            yield replace(place, is_public=False).came_or_went(kind, internal)

    def item(self, item: Any, place: _Place) -> _Place:
        quoted = description_for(item).quoted or (isinstance(item, str) and item in self.titles)
        return place.at_item(self.name(item), quoted=quoted)

    def name(self, item: Any) -> str:
        name = description_for(item).name_of(item) if is_node(item) else str(item)
        return self.titles.get(name, name)

    def order(self, items: Any) -> str:
        return "\n".join(self.name(item) for item in items)
