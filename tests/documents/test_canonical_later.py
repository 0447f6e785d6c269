"""Fields that came later leave the text, and the digest, of what says nothing in them alone."""

import json
from typing import Annotated, Any

import pytest

from ropa.documents import description
from ropa.documents.canonical import canonical_json
from ropa.documents.classification import Document
from ropa.documents.description import describes, public


@pytest.fixture(autouse=True)
def descriptions_of_its_own(monkeypatch):
    monkeypatch.setattr(description, "_descriptions", dict(description._descriptions))


def documents() -> tuple[Any, Any]:
    """A leaf that got a field with version 4 of the schema, and a tree that holds leaves."""

    @describes(identity=("name",), name=("name",))
    class Leaf(Document):
        name: Annotated[str, public("Name")]
        colour: Annotated[str, public("Colour", since=4)] = ""
        old: Annotated[bool, public("Old")] = False

    @describes(identity=("leaf.name",), name=("leaf.name",))
    class Tree(Document):
        leaf: Annotated[Leaf, public("Leaf")]
        leaves: Annotated[tuple[Leaf, ...], public("Leaves")]

    return Leaf, Tree


def test_a_later_field_that_says_nothing_is_not_in_the_text():
    # given
    leaf, tree = documents()
    plain, green = leaf(name="oak"), leaf(name="ash", colour="green")
    # when
    text = json.loads(canonical_json(tree(leaf=plain, leaves=(plain, green))))
    # then
    assert text == {
        "leaf": {"name": "oak", "old": False},
        "leaves": [
            {"name": "oak", "old": False},
            {"name": "ash", "old": False, "colour": "green"},
        ],
    }


def test_what_was_frozen_before_reads_and_has_the_same_text():
    # given
    leaf, _ = documents()
    frozen = '{"name":"oak","old":false}'
    # when
    read = leaf.model_validate_json(frozen)
    # then
    assert read.colour == ""
    assert canonical_json(read) == frozen
