"""The schema of what is published is that of the documents, without what is internal."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

import jsonschema_rs
import pytest
from pydantic import BaseModel, Field, ValidationError

from inspections.documents import RegimeDocument
from ropa.documents.build import activity_document
from ropa.documents.canonical import canonical_json
from ropa.documents.classification import INTERNAL, PUBLIC, Document, public_part, visibility_of
from ropa.documents.notices import draft_notice_document
from ropa.documents.public_schema import DIALECT, full_model, json_schema, public_model
from ropa.documents.schema import ActivityDocument, NoticeDocument, SourceDocument
from tests.documents.filled import fill_activity
from tests.documents.test_classification import document_types
from tests.factories import make_notice


class Note(Document):
    """Something written down."""

    text: Annotated[str, PUBLIC] = Field(description="What it says.", max_length=9)
    remark: Annotated[str, INTERNAL]


class Sheet(Document):
    title: Annotated[str, PUBLIC]
    written_on: Annotated[date | None, PUBLIC] = None
    notes: Annotated[tuple[Note, ...], PUBLIC] = Field(default_factory=tuple)
    by_name: Annotated[dict[str, Note], PUBLIC]
    first: Annotated[Note | None, PUBLIC]
    side: Annotated[Literal["front", "back"], PUBLIC] = "front"
    hidden: Annotated[tuple[Note, ...], INTERNAL]


class Envelope(BaseModel):
    """What is no document keeps every field."""

    sender: str
    sheet: Sheet


def public_fields(model: type[Document]) -> set[str]:
    return {name for name in model.model_fields if visibility_of(model, name) is PUBLIC}


def filled(model: type[BaseModel]) -> dict[str, Any]:
    """The least that a model takes, by its own JSON Schema, each list with one item in it."""
    whole = full_model(model).model_json_schema(mode="serialization")

    def value(schema: dict[str, Any]) -> Any:
        if "$ref" in schema:
            return value(whole["$defs"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return value(schema["anyOf"][0])
        if schema.get("type") == "object":
            return {name: value(part) for name, part in schema.get("properties", {}).items()}
        if schema.get("type") == "array":
            return [value(schema["items"])]
        return {"boolean": True, "integer": 1, "date": "2026-03-14"}.get(
            str(schema.get("format", schema.get("type"))), "x"
        )

    found: dict[str, Any] = value(whole)
    return found


# The derived model


def test_the_public_model_of_every_document_is_what_is_let_out(subtests):
    for model in document_types():
        with subtests.test(model=model.__name__):
            public_model_is_what_is_let_out(model)


def public_model_is_what_is_let_out(model: type[Document]) -> None:
    # given a document with something in every field
    document = model.model_validate(filled(model))
    let_out = public_part(document)
    # when
    derived = public_model(model)
    # then it has the same name and words, and takes what is let out and gives it back
    assert derived.__name__ == model.__name__
    assert derived.__doc__ == model.__doc__
    assert list(derived.model_fields) == list(let_out)
    assert set(derived.model_fields) == public_fields(model)
    assert derived.model_validate(let_out).model_dump(mode="json") == let_out
    # and nothing that is internal
    internal = set(model.model_fields) - public_fields(model)
    for name in internal:
        with pytest.raises(ValidationError, match="Extra inputs"):
            derived.model_validate(let_out | {name: "secret"})


def test_the_full_model_of_every_document_takes_all_of_it(subtests):
    for model in document_types():
        with subtests.test(model=model.__name__):
            said = model.model_validate(filled(model)).model_dump()
            assert full_model(model).model_validate(said).model_dump() == said


def test_documents_are_replaced_at_every_depth():
    schema = public_model(Sheet).model_json_schema()
    assert set(schema["properties"]) == {
        "title", "written_on", "notes", "by_name", "first", "side"
    }  # fmt: skip
    assert set(schema["$defs"]) == {"Note"}
    assert set(schema["$defs"]["Note"]["properties"]) == {"text"}
    assert schema["properties"]["side"]["enum"] == ["front", "back"]


def test_words_and_limits_are_kept():
    text = public_model(Note).model_json_schema()["properties"]["text"]
    assert text["description"] == "What it says."
    assert text["maxLength"] == 9
    regime = public_model(ActivityDocument).model_json_schema()["properties"]["legal_regime"]
    assert regime["title"] == "Which law applies"


def test_what_is_no_document_keeps_every_field():
    envelope = public_model(Envelope)
    assert list(envelope.model_fields) == ["sender", "sheet"]
    assert "hidden" not in envelope.model_json_schema()["$defs"]["Sheet"]["properties"]


def test_a_model_is_derived_once():
    assert public_model(NoticeDocument) is public_model(NoticeDocument)
    fields = public_model(RegimeDocument).model_fields
    assert fields["lead"].annotation is public_model(
        RegimeDocument.model_fields["lead"].annotation  # type: ignore[arg-type]
    )


# Frozen documents


@pytest.mark.django_db
def test_what_is_frozen_can_be_checked_by_the_published_schemas():
    # given a notice with an entry that has something in every field
    activity = fill_activity()
    document = draft_notice_document(make_notice(activity, internal_note="a note"))
    entry_text = canonical_json(activity_document(activity))
    for model, text in (
        (NoticeDocument, canonical_json(document)),
        (ActivityDocument, entry_text),
    ):
        whole = model.model_validate_json(text)
        # when and then
        full = jsonschema_rs.Draft202012Validator(json_schema(model, public=False))
        public = jsonschema_rs.Draft202012Validator(json_schema(model, public=True))
        assert full.is_valid(json.loads(text))
        assert public.is_valid(public_part(whole))
        assert not public.is_valid(json.loads(text))
        assert not full.is_valid(public_part(whole))


def test_a_version_frozen_before_a_field_came_is_valid_still():
    # given a source as it was frozen before it said whether it is people
    old = filled(SourceDocument)
    del old["are_people"]
    # when and then
    assert public_model(SourceDocument).model_validate(old).are_people is False  # type: ignore[attr-defined]
    assert jsonschema_rs.Draft202012Validator(json_schema(SourceDocument, public=True)).is_valid(
        old
    )
    required = public_model(SourceDocument).model_json_schema(mode="serialization")["required"]
    assert "are_people" in required


def test_the_schema_says_by_which_rules_it_is_written():
    schema = json_schema(NoticeDocument, public=True)
    assert schema["$schema"] == DIALECT
    jsonschema_rs.meta.validate(schema)
