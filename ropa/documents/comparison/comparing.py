"""Compare two documents field by field, and list their differences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ropa.documents.classification import INTERNAL, PUBLIC, Document, visibility_of
from ropa.documents.description import Description, FieldDescription, description_of_node
from ropa.documents.nodes import is_node, node_fields
from ropa.documents.schema import NoticeDocument

from .difference import Difference, DifferenceKind, DifferenceStep, joined_path
from .item_sentences import item_sentences
from .matching import match
from .shared_changes import merge_shared_changes
from .values import Titles, distinct_value_texts, item_summary, value_text

_FIRST = FieldDescription("First version")


@dataclass(frozen=True)
class _Place:
    """Where two values stand: the steps to them, and the place a shared thing was reached from."""

    steps: tuple[DifferenceStep, ...] = ()
    key: tuple[str, ...] = ()
    is_public: bool = True
    outer_location: str = ""

    def into(self, node: Any, name: str) -> _Place:
        """Return the place of a field of `node`, which is here."""
        field = description_of_node(node).field(name)
        is_public = not isinstance(node, Document) or visibility_of(type(node), name) is PUBLIC
        return replace(
            self,
            steps=self.steps if field.is_through else (*self.steps, DifferenceStep(field)),
            key=(*self.key, name),
            is_public=self.is_public and is_public,
        )

    def at_item(self, name: str, *, quoted: bool) -> _Place:
        """Return the place of an item of the list that is here."""
        last = replace(self.steps[-1], item=name, quoted=quoted)
        return replace(self, steps=(*self.steps[:-1], last))

    def at_shared(self, described: Description, node: Any) -> _Place:
        """Return the place of something shared, which has a heading of its own."""
        step = DifferenceStep(FieldDescription(described.heading), described.name_of(node))
        location = joined_path(word for step in self.steps for word in step.path)
        return replace(self, steps=(step,), outer_location=self.outer_location or location)

    @property
    def field(self) -> FieldDescription:
        return self.steps[-1].field

    def difference(self, kind: DifferenceKind, before: str, after: str) -> Difference:
        return Difference(
            kind=kind,
            steps=self.steps,
            before=before,
            after=after,
            key=".".join(self.key),
            is_public=self.is_public,
            places=(self.outer_location,) if self.outer_location else (),
        )

    def added_or_removed(self, kind: DifferenceKind, text: str) -> Difference:
        """Return the difference that `text` was added here, or removed."""
        return self.difference(kind, *(("", text) if kind is DifferenceKind.ADDED else (text, "")))


def compare[D: Document](before: D | None, after: D) -> tuple[Difference, ...]:
    """Return what differs between two documents of the same kind, in reading order.

    Without a document before, the one difference is that this is the first version. Raises
    `TypeError` if the documents are of different kinds.
    """
    if before is None:
        title = description_of_node(after).name_of(after)
        return (
            Difference(
                DifferenceKind.ADDED, (DifferenceStep(_FIRST),), "", title, key="", is_public=True
            ),
        )
    if type(before) is not type(after):
        raise TypeError(f"A {type(before).__name__} is no version of a {type(after).__name__}.")
    comparison = _Comparison({**_titles(before), **_titles(after)})
    return merge_shared_changes(comparison.node_differences(before, after, _Place()))


def _titles(document: Document) -> Titles:
    """What people call the entries of a notice, by their references."""
    if not isinstance(document, NoticeDocument):
        return {}
    return {each.document.reference: each.document.title for each in document.activities}


class _Comparison:
    def __init__(self, titles: Titles) -> None:
        self.titles = titles

    def node_differences(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Compare two nodes field by field; what is derived is reported only if nothing else is."""
        derived = description_of_node(after).derived
        sentences = item_sentences(before, after)
        old, new = node_fields(before), node_fields(after)
        has_difference = False
        for name in sorted(dict.fromkeys([*new, *old]), key=lambda name: name in derived):
            inner = place.into(after, name)
            for difference in self.value_differences(old.get(name), new.get(name), inner):
                if name in derived and has_difference and difference.key == ".".join(inner.key):
                    continue
                has_difference = has_difference or name not in derived
                said = sentences.get(name)
                yield replace(difference, sentence=said) if said else difference

    def value_differences(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Compare what stands in a field, or what is an item of a list of shared things."""
        if before == after:
            return
        if isinstance(before or after, (list, tuple)):
            yield from self.list_differences(before or (), after or (), place)
        elif not (is_node(before) and is_node(after)):
            yield self.leaf_difference(before, after, place)
        elif not (described := description_of_node(after)).heading:
            yield from self.node_differences(before, after, place)
        elif described.identity_of(before) == described.identity_of(after):
            yield from self.node_differences(before, after, place.at_shared(described, after))
        else:
            yield self.leaf_difference(before, after, place)

    def leaf_difference(self, before: Any, after: Any, place: _Place) -> Difference:
        """Return the difference between two values that have nothing inside to compare."""
        difference = self.value_difference(before, after, place)
        is_text = isinstance(after or before, str) and not place.field.period
        return replace(difference, is_text=is_text)

    def value_difference(self, before: Any, after: Any, place: _Place) -> Difference:
        if before in (None, ""):
            return place.added_or_removed(
                DifferenceKind.ADDED, value_text(after, place.field, self.titles)
            )
        if after in (None, ""):
            return place.added_or_removed(
                DifferenceKind.REMOVED, value_text(before, place.field, self.titles)
            )
        return place.difference(
            DifferenceKind.CHANGED, *distinct_value_texts(before, after, place.field, self.titles)
        )

    def list_differences(self, before: Any, after: Any, place: _Place) -> Iterator[Difference]:
        """Compare two lists item by item, and say once if only their order changed."""
        matched = match(before, after)
        for old, new in matched.pairs:
            yield from self.value_differences(old, new, self.item_place(new, place))
        for kind, items in (
            (DifferenceKind.REMOVED, matched.removed),
            (DifferenceKind.ADDED, matched.added),
        ):
            for item in items:
                yield from self.item_differences(kind, item, self.item_place(item, place))
        # Shared things stand in the order of their names: a new name puts them in another.
        is_shared = any(description_of_node(item).heading for item in after)
        if matched.is_reordered and not (
            is_shared and any(old != new for old, new in matched.pairs)
        ):
            yield place.difference(
                DifferenceKind.MOVED, self.item_names(before), self.item_names(after)
            )

    def item_differences(
        self, kind: DifferenceKind, item: Any, place: _Place
    ) -> Iterator[Difference]:
        """Tell an item that came or went: what the public may read of it, and what staff may."""
        public = item_summary(item, PUBLIC, self.titles)
        internal = item_summary(item, INTERNAL, self.titles)
        if not place.is_public:
            public, internal = "\n".join(text for text in (public, internal) if text), ""
        yield place.added_or_removed(kind, public or self.item_name(item))
        if internal:
            yield replace(place, is_public=False).added_or_removed(kind, internal)

    def item_place(self, item: Any, place: _Place) -> _Place:
        quoted = description_of_node(item).quoted or (isinstance(item, str) and item in self.titles)
        return place.at_item(self.item_name(item), quoted=quoted)

    def item_name(self, item: Any) -> str:
        name = description_of_node(item).name_of(item) if is_node(item) else str(item)
        return self.titles.get(name, name)

    def item_names(self, items: Any) -> str:
        return "\n".join(self.item_name(item) for item in items)
