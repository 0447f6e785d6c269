"""Descriptions of the fields of documents: what the models cannot say, once for all outputs.

A document names the model it is made of, and each of its fields says who may read it and what
people call it. Building documents, turning them back into rows, labels, sentences, forms, files,
search and linked data follow from that and from the models:

    @describes(Disclosure, identity=("recipient.code",), name=("recipient.name",))
    class DisclosureDocument(Document):
        frequency: Annotated[Term, public("How often", "how often we share with {item}")]

`public` is for everybody: every output shows it after its label. `worded` is for everybody too, and
each output places it in words of its own. `internal` is for staff alone. Which outputs leave a
field out, and why, is in `left_out`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import Model
from pydantic import BaseModel

from .chapters import Chapter
from .nodes import paths_to, value_at


class Visibility(Enum):
    """Who may read a field: everybody, or staff alone."""

    PUBLIC = "public"
    INTERNAL = "internal"


PUBLIC = Visibility.PUBLIC
INTERNAL = Visibility.INTERNAL


@dataclass(frozen=True)
class FieldDescription:
    """What is said of one field of a document.

    `label` heads it; without one, its value is shown in place of the field itself.
    `phrase` names it within a sentence: `{item}` is the item it belongs to, `{lowered}` the same
    with a small first letter. A `period` is an ISO 8601 duration.

    It is made of the field of the model with its own name. Where frozen versions use another name
    than the model, `of` names the fields of the model; `through` goes on from there by relations,
    and `made` makes the value from the row. Of several relations of which one leads on, `chosen`
    tells from the document which it was. What is `given` comes from elsewhere.

    `chapter` is that of an entry's form. Within it, fields stand in the order of the document, but
    for one that stands `beside` or `after` another of the model. `term` is the property of linked
    data, such as “dpv:hasFrequency”; without one, it gets one of our own. `spellings` are names
    that columns of imported files have for it, besides its label. A field that came to a later
    version of the schema than 3 says so in `since`, and has a default: documents that hold the
    default read, to the letter, as they did before. What is `told` of a yes stands for itself,
    without the label; of a no, nothing is told.
    """

    label: str
    phrase: str = ""
    visibility: Visibility = PUBLIC
    is_worded: bool = False
    period: bool = False
    of: tuple[str, ...] = ()
    through: str = ""
    made: Callable[[Any], Any] | None = None
    chosen: Callable[[Any], str] | None = None
    given: bool = False
    chapter: Chapter | None = None
    beside: str = ""
    after: str = ""
    term: str = ""
    spellings: tuple[str, ...] = ()
    since: int = 0
    told: str = ""

    @property
    def is_through(self) -> bool:
        """Whether its value is shown in place of the field itself, without a label."""
        return not self.label


public = partial(FieldDescription, visibility=PUBLIC)
worded = partial(FieldDescription, visibility=PUBLIC, is_worded=True)
internal = partial(FieldDescription, visibility=INTERNAL)


@dataclass(frozen=True)
class Description:
    """What is said of the documents of one type.

    `model` is that of the rows they are made of, if they are made of rows of one. `identity` says
    by what an item of a list is known again, `name` what it is called, both as paths such as
    “recipient.code”. Where an item is known by text, `likeness` names the texts by which it is
    known again although it was rewritten. A `quoted` name is a text, or the title of one, and
    stands in quotation marks within a sentence. `heading` is given to what many documents share: a
    change to it is told once, under that heading. What stands in a field of `derived` follows from
    other fields: it is told if nothing else is.
    """

    document: type[BaseModel] = BaseModel
    model: type[Model] | None = None
    identity: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    likeness: tuple[str, ...] = ()
    quoted: bool = False
    heading: str = ""
    derived: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> Mapping[str, FieldDescription]:
        """What is said of each field, by its name in the document. Fields that only say who may
        read them are called by their names."""
        found = {}
        for name, field in self.document.model_fields.items():
            said = next(
                (each for each in field.metadata if isinstance(each, FieldDescription)), None
            )
            found[name] = said or FieldDescription(name_in_words(name))
        return found

    def field(self, name: str) -> FieldDescription:
        """Return what is said of a field; one that nobody described is called by its name."""
        return self.fields.get(name) or FieldDescription(name_in_words(name))

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the fields of the model that a field of the document is made of."""
        field = self.fields[name]
        return field.of if field.of or field.made or field.given else (name,)

    def field_of(self, column: str) -> str:
        """Return the field of the document that is made of a field of the model; empty if none."""
        return self._by_column.get(column, "")

    def name_of(self, item: Any) -> str:
        """Return what people call an item; empty if it has no name."""
        if isinstance(item, str):
            return item
        return ", ".join(str(found) for path in self.name if (found := value_at(item, path)))

    def identity_of(self, item: Any) -> tuple[Any, ...]:
        """Return by what an item is known again in another version of its list."""
        if isinstance(item, str):
            return (item,)
        return tuple(value_at(item, path) for path in self.identity)

    @cached_property
    def _by_column(self) -> Mapping[str, str]:
        return {column: name for name in self.fields for column in self.columns(name)}


# The heading of what stands in many places with its name alone.
NAMES = "Names"

_descriptions: dict[type[BaseModel], Description] = {}


def describes[D: type[BaseModel]](
    model: type[Model] | None = None,
    *,
    identity: tuple[str, ...] = (),
    name: tuple[str, ...] = (),
    likeness: tuple[str, ...] = (),
    quoted: bool = False,
    heading: str = "",
    derived: frozenset[str] = frozenset(),
) -> Callable[[D], D]:
    """Describe a type of document, made of rows of `model`: see `Description` for the options."""

    def described(document: D) -> D:
        _descriptions[document] = Description(
            document, model, identity, name, likeness, quoted, heading, derived
        )
        _description_with_fields.cache_clear()
        return document

    return described


def description_of(document: type[BaseModel]) -> Description:
    """Return what is said of a type of document.

    Raises `LookupError` if nobody described it.
    """
    return _descriptions[document]


def descriptions() -> Mapping[type[BaseModel], Description]:
    """Return every description, by type of document, those of other applications included."""
    return _descriptions


def description_of_model(model: type[Model]) -> Description:
    """Return what is said of the documents made of rows of a model.

    Raises `LookupError` if none are.
    """
    return _descriptions_by_model()[model]


def field_description(model: type[Model], column: str) -> FieldDescription | None:
    """Return what is said of a field, list or part of a model; `None` if documents leave it out."""
    description = _descriptions_by_model().get(model)
    name = description.field_of(column) if description else ""
    return description.fields[name] if description and name else None


def _descriptions_by_model() -> Mapping[type[Model], Description]:
    return {each.model: each for each in _descriptions.values() if each.model is not None}


def description_of_node(node: Any) -> Description:
    """Return how a document, or a plain dict made from one, is read."""
    if isinstance(node, BaseModel):
        return _descriptions[type(node)]
    if isinstance(node, dict):
        return _description_with_fields(frozenset(node)) or _guessed_description(node)
    return _NO_DESCRIPTION


def name_in_words(name: str) -> str:
    """Return the name of a field or annex as words: `part_played` is “Part played”."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


_NO_DESCRIPTION = Description()


@cache
def _description_with_fields(names: frozenset[str]) -> Description | None:
    """What is said of documents whose public part has these fields: so dicts are known.

    A field that came to the schema with a default may be absent.
    """
    for document, description in _descriptions.items():
        fields = document.model_fields
        public = {name for name, field in description.fields.items() if field.visibility is PUBLIC}
        required = {name for name in public if fields[name].is_required()}
        if required and required <= names <= public:
            return description
    return None


def _guessed_description(node: dict[str, Any]) -> Description:
    """How a dict of no known type is read, as far as its fields tell."""
    name = next(iter(paths_to(node, ("name", "title", "heading", "label", "citation"))), "")
    codes = tuple(paths_to(node, ("code", "slug", "reference")))
    return Description(
        identity=codes or ((name,) if name else ()),
        name=(name,) if name else (),
        likeness=() if codes or not name else (name,),
        heading=NAMES if "code" in node and name else "",
    )
