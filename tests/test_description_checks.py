"""A description that names what there is not, or forgets a field, stops the register at start."""

from __future__ import annotations

from typing import Annotated

import pytest

from ropa.description_checks import problems_of, the_record_is_described
from ropa.documents.classification import Document
from ropa.documents.description import (
    Description,
    FieldDescription,
    description_of,
    internal,
    public,
)
from ropa.documents.left_out import Output, leave_out, left_out, reason_left_out
from ropa.documents.schema import DisclosureDocument, Term
from ropa.models import CollectionChannel, Disclosure


def problems(**fields: tuple[type, FieldDescription]) -> list[str]:
    """What is wrong with a document made of channels that has these fields besides its own."""
    described = {
        "channel": (Term, public("Way")),
        "detail": (str, public("Detail")),
        **fields,
    }
    document = type(
        "Way",
        (Document,),
        {
            "__module__": "somewhere",
            "__annotations__": {
                name: Annotated[kind, said] for name, (kind, said) in described.items()
            },
        },
    )
    return list(problems_of(Description(document, CollectionChannel)))


def test_the_record_as_it_is_has_no_problem():
    assert the_record_is_described() == []
    assert problems() == []


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (
            public("Speed"),
            "somewhere: Way.speed is made of “speed”, which CollectionChannel does not have.",
        ),
        (
            public("Speed", of=("velocity",)),
            "somewhere: Way.speed is made of “velocity”, which CollectionChannel does not have.",
        ),
        (
            public("Speed", given=True, beside="velocity"),
            "somewhere: Way.speed stands next to “velocity”, which CollectionChannel does not "
            "have.",
        ),
        (
            public("Speed", given=True, after="velocity"),
            "somewhere: Way.speed stands next to “velocity”, which CollectionChannel does not "
            "have.",
        ),
        (
            public("Speed", given=True, chapter="Somewhere"),  # type: ignore[arg-type]
            "somewhere: Way.speed stands in “Somewhere”, which is no chapter of an entry.",
        ),
        (
            public("Speed", given=True, term="unheard:of"),
            "somewhere: Way.speed is called “unheard:of” in linked data, which no vocabulary "
            "there has.",
        ),
        (
            public("Speed", given=True, since=4),
            "somewhere: Way.speed came with version 4 of the schema, so it needs a default.",
        ),
        (
            internal("Speed", of=("detail",)),
            "somewhere: Way makes detail, speed of one field, “detail”.",
        ),
    ],
)
def test_a_description_of_what_there_is_not_is_named(said, problem):
    assert problems(speed=(str, said)) == [problem]


def test_a_field_of_a_model_without_a_description_is_named(monkeypatch):
    # given a document of disclosures that says nothing of how often
    description = description_of(DisclosureDocument)
    fields = {name: said for name, said in description.fields.items() if name != "frequency"}
    # when
    forgetful = Description(DisclosureDocument, Disclosure)
    forgetful.__dict__["fields"] = fields
    # then
    assert list(problems_of(forgetful)) == [
        "ropa.models.flows: Disclosure.frequency has no description. Describe it in "
        "ropa.documents.schema.parts, or say in ropa.documents.left_out why documents leave it out."
    ]


def test_what_is_left_out_must_be_there(monkeypatch):
    monkeypatch.setattr("ropa.documents.left_out._reasons", dict(left_out()))
    leave_out({"disclosure.velocity": {Output.SEARCH: "it is fast"}})
    assert [each.msg for each in the_record_is_described()] == [
        "ropa.documents.left_out: “disclosure.velocity” is no field and no model of the record."
    ]


def test_the_reason_is_that_of_the_field_its_model_or_every_model(monkeypatch):
    monkeypatch.setattr("ropa.documents.left_out._reasons", {})
    field = Disclosure._meta.get_field("frequency")
    assert reason_left_out(field, Output.SEARCH) == ""
    leave_out({"*.frequency": {Output.SEARCH: "of every model"}})
    assert reason_left_out(field, Output.SEARCH) == "of every model"
    leave_out({"disclosure.frequency": {Output.SEARCH: "its own"}})
    assert reason_left_out(field, Output.SEARCH) == "its own"
    leave_out({"disclosure": {Output.SEARCH: "of its model"}})
    assert reason_left_out(field, Output.SEARCH) == "of its model"
    assert reason_left_out(Disclosure, Output.SEARCH) == "of its model"
    assert reason_left_out(field, Output.CSV) == ""
