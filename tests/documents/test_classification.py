"""Public or internal is declared for every field, and nothing is public by oversight."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import pytest

import ropa.documents.schema  # noqa: F401
from ropa.documents.classification import (
    INTERNAL,
    PUBLIC,
    Document,
    public_part,
    visibility_of,
)


def document_types(of: type[Document] = Document) -> list[type[Document]]:
    """Every type of document of the project, those of other applications included."""
    found = [of] if of.__module__.split(".")[0] in {"ropa", "inspections"} else []
    return found + [kind for child in of.__subclasses__() for kind in document_types(child)]


FIELDS = [(model, field) for model in document_types() for field in model.model_fields]


class Note(Document):
    text: Annotated[str, PUBLIC]
    remark: Annotated[str, INTERNAL]


class Page(Document):
    title: Annotated[str, PUBLIC]
    published_on: Annotated[date, PUBLIC]
    notes: Annotated[tuple[Note, ...], PUBLIC]
    by_name: Annotated[dict[str, Note], PUBLIC]
    first: Annotated[Note | None, PUBLIC]
    hidden: Annotated[tuple[Note, ...], INTERNAL]


class Careless(Document):
    forgotten: str


def test_every_field_of_every_document_is_declared(subtests):
    for model, field in FIELDS:
        with subtests.test(field=f"{model.__name__}.{field}"):
            assert visibility_of(model, field) in {PUBLIC, INTERNAL}


def test_the_walk_finds_the_documents():
    """So that the test above cannot pass by finding nothing."""
    assert len(document_types()) >= 27
    assert len(FIELDS) > 130


def test_a_field_nobody_declared_is_an_error():
    with pytest.raises(LookupError, match=r"Careless\.forgotten is declared neither"):
        visibility_of(Careless, "forgotten")
    with pytest.raises(LookupError):
        public_part(Careless(forgotten="by somebody"))


def test_internal_fields_are_left_out_at_every_depth():
    note = Note(text="said", remark="secret")
    page = Page(
        title="A page",
        published_on=date(2026, 3, 14),
        notes=(note, note),
        by_name={"one": note},
        first=note,
        hidden=(note,),
    )
    assert public_part(page) == {
        "title": "A page",
        "published_on": "2026-03-14",
        "notes": [{"text": "said"}, {"text": "said"}],
        "by_name": {"one": {"text": "said"}},
        "first": {"text": "said"},
    }


def test_a_document_cannot_be_changed_or_hold_more_than_it_declares():
    note = Note(text="said", remark="secret")
    with pytest.raises(ValueError, match="frozen"):
        note.text = "other"  # type: ignore[misc]
    with pytest.raises(ValueError, match="Extra inputs"):
        Note(text="said", remark="secret", more="text")  # type: ignore[call-arg]
