"""How a document is read in words: the label of each field, and how an item of a list is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ropa.documents.classification import PUBLIC, Document, visibility_of


@dataclass(frozen=True)
class Field:
    """What people call a field.

    `label` heads it; without one, what stands in it is read as standing where it stands itself.
    `phrase` names it within a sentence: `{item}` is the item it belongs to, `{lowered}` the same
    with a small first letter. A `period` is an ISO 8601 duration.
    """

    label: str
    phrase: str = ""
    period: bool = False


THROUGH = Field("")


@dataclass(frozen=True)
class Shape:
    """How documents of one type are read.

    `identity` says by what an item of a list is known again, `name` what it is called, both as
    paths such as “recipient.code”. Where an item is known by text, `likeness` names the texts by
    which it is known again although it was rewritten. A `quoted` name is a text, or the title of
    one, and stands in quotation marks within a sentence. `heading` is given to what many documents
    share: a change to it is told once, under that heading. What stands in a field of `derived`
    follows from other fields: it is told if nothing else is.
    """

    fields: Mapping[str, Field]
    identity: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    quoted: bool = False
    heading: str = ""
    derived: frozenset[str] = field(default=frozenset())

    def labelled(self, name: str) -> Field:
        """Return what people call a field; one that nobody described is called by its name."""
        return self.fields.get(name) or Field(in_words(name))

    def name_of(self, item: Any) -> str:
        """Return what people call an item of this shape; empty if it has no name."""
        if isinstance(item, str):
            return item
        return ", ".join(str(found) for path in self.name if (found := at(item, path)))

    def identity_of(self, item: Any) -> tuple[Any, ...]:
        """Return by what an item is known again in another version of its list."""
        if isinstance(item, str):
            return (item,)
        return tuple(at(item, path) for path in self.identity)


_shapes: dict[type[Document], Shape] = {}


def describe(model: type[Document], fields: Mapping[str, str | Field], **options: Any) -> None:
    """Say how documents of type `model` are read: see `Shape` for the options."""
    described = {
        name: Field(said) if isinstance(said, str) else said for name, said in fields.items()
    }
    _shapes[model] = Shape(described, **options)
    _known_by.cache_clear()


def shape_of(node: Any) -> Shape:
    """Return how a document, or a plain dict made from one, is read."""
    if isinstance(node, Document):
        return _shapes[type(node)]
    if isinstance(node, dict):
        return _known_by(frozenset(node)) or _guessed(node)
    return Shape({})


def shape_for(model: type[Document]) -> Shape:
    """Return how documents of a type are read.

    Raises `LookupError` if nobody described it.
    """
    return _shapes[model]


def parts_of(node: Any) -> dict[str, Any]:
    """Return the fields of a document or dict that are there: of a public part, the public."""
    return node if isinstance(node, dict) else vars(node)


def is_node(value: Any) -> bool:
    """Say whether a value has fields of its own."""
    return isinstance(value, (Document, dict))


def at(node: Any, path: str) -> Any:
    """Return what stands at a path such as “recipient.code”; `None` where it ends early."""
    for name in path.split("."):
        if not is_node(node):
            return None
        node = parts_of(node).get(name)
    return node


def in_words(name: str) -> str:
    """Return the name of a field or annex as words: `part_played` is “Part played”."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


@cache
def _known_by(names: frozenset[str]) -> Shape | None:
    """The shape of the documents whose public part has these fields: so dicts are known.

    A field that came to the schema with a default may be absent.
    """
    for model, shape in _shapes.items():
        fields = model.model_fields
        public = {name for name in fields if visibility_of(model, name) is PUBLIC}
        required = {name for name in public if fields[name].is_required()}
        if required and required <= names <= public:
            return shape
    return None


def _guessed(node: dict[str, Any]) -> Shape:
    """How a dict of no known type is read, as far as its fields tell."""
    name = next(iter(_paths(node, ("name", "title", "heading", "label", "citation"))), "")
    codes = tuple(_paths(node, ("code", "slug", "reference")))
    return Shape(
        {},
        identity=codes or ((name,) if name else ()),
        name=(name,) if name else (),
        likeness=() if codes or not name else (name,),
        heading="Names" if "code" in node and name else "",
    )


def _paths(node: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """Where one of the keys stands: in the dict itself or else in what stands in it."""
    if own := next((key for key in keys if key in node), ""):
        yield own
        return
    for name, inner in node.items():
        if isinstance(inner, dict) and (key := next((key for key in keys if key in inner), "")):
            yield f"{name}.{key}"
