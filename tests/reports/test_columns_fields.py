"""Every fact of a document reaches a column of its layout, and the public reads only the public
ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from django.db import transaction

from ropa.documents.build import activity_document
from ropa.documents.classification import Document
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import (
    ActivityDocument,
    AgreementDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    PurposeDocument,
    RightDocument,
    SourceDocument,
    SystemDocument,
    Term,
    TransferDocument,
)
from ropa.models.identifiers import IDENTIFIER_FORMS
from ropa.reports.columns import COLUMNS, REFERENCE, TITLE
from ropa.reports.section_61 import SECTION_61
from tests.checks.complete import ENTRY, changed
from tests.documents.filled import fill_activity

pytestmark = pytest.mark.django_db

BOTH_LISTS = (*COLUMNS, *SECTION_61)
PERIODS = {"P3Y": "P4Y", "P1Y": "P2Y"}

# Where each field of a completely filled document stands, by what its text field holds.
PLACES = {
    "processingactivity.business_function": 1,
    "purpose.statement": 2,
    "organisation.name": 3,
    "controllerrole.scope": 3,
    "controllerrole.essence": 3,
    "contactpoint.email": 3,
    "contactpoint.telephone": 3,
    "contactpoint.address": 3,
    "contactpoint.url": 3,
    "contactpoint.to_be_supplied": 3,
    "organisation.website": 3,
    "organisation.privacy_notice_url": 3,
    "peoplecategory.name": 4,
    "peoplecategory.description": 4,
    "datacategory.name": 5,
    "datacategory.description": 5,
    "dataholding.detail": 5,
    "processingactivity.internal_recipients": 6,
    "processingactivity.sharing_note": 6,
    "disclosure.purpose": 6,
    "disclosure.detail": 6,
    "statutorypower.name": 6,
    "provision.subject": 6,
    "controllerrole.arrangement": 7,
    "disclosure.agreement": 7,
    "supportingdocument.title": 7,
    "supportingdocument.location": 7,
    "transfer.destination": 8,
    "transfer.safeguards": 8,
    "retentionrule.covers": 10,
    "retentionrule.trigger": 10,
    "retentionrule.extension": 10,
    "retentionrule.schedule_reference": 10,
    "retentionrule.to_be_supplied": 10,
    "securitymeasure.description": 11,
    "securitymeasure.to_be_supplied": 11,
    "poweruse.explanation": 12,
    "condition.explanation": 13,
    "purpose.interest": 14,
    "peoplechoice.choice": 16,
    "peoplechoice.how": 16,
    "peoplechoice.by_when": 16,
    "peoplechoice.consequence": 16,
    "peoplechoice.only_for": 16,
    "peoplechoice.contact": 16,
    "peoplechoice.url": 16,
    "processingactivity.automated_decisions_detail": 17,
    "automateddecision.decision": 17,
    "automateddecision.effect": 17,
    "automateddecision.logic": 17,
    "automateddecision.tool_record": 17,
    "datasource.detail": 18,
    "channel.name": 18,
    "collectionchannel.detail": 18,
    "processingactivity.if_not_provided": 18,
    "processingactivity.data_location": 20,
    "processingactivity.why_not_followed": 30,
}

# Fields that have no place in the regulator's layout or in section 61's, and why.
NO_PLACE: dict[tuple[type[Document], str], str] = {
    (Term, "code"): "the name beside it says the same to people",
    (OrganisationDocument, "code"): "likewise",
    (OrganisationDocument, "short_name"): "the name says it",
    (OrganisationDocument, "description"): "says what the body does, not what it does here",
    (OrganisationDocument, "is_public_authority"): "decides what the law asks of the body",
    **{(OrganisationDocument, name): "the page of the body says it" for name in IDENTIFIER_FORMS},
    (PeopleDocument, "code"): "the name beside it says the same to people",
    (PeopleDocument, "related_groups"): "leads readers on; the entry says whom it is about",
    (DataCategoryDocument, "code"): "likewise",
    (ProvisionDocument, "code"): "likewise",
    (ProvisionDocument, "label"): "the citation holds it",
    (ProvisionDocument, "legislation"): "the citation holds it",
    (ProvisionDocument, "url"): "the citation leads to it",
    (TransferDocument, "assessed_on"): "where data goes and what allows it is what the law asks",
    (TransferDocument, "assessment"): "likewise",
    (ProvisionDocument, "verified_on"): "says how sure the register is of the law it cites",
    (PurposeDocument, "compatibility"): "an assessment for colleagues who edit the entry",
    (AgreementDocument, "code"): "the name beside it says the same to people",
    (SystemDocument, "code"): "likewise",
    (PowerDocument, "code"): "the name beside it says the same to people",
    (RightDocument, "code"): "likewise",
    (RightDocument, "explanation"): "words for the people concerned; the citation says the right",
    (SourceDocument, "are_people"): "the name of the source says it",
    (ProvisionDocument, "last_day"): "staff read in the findings which law is no longer in force",
    (ProvisionDocument, "is_replaced"): "likewise",
    (ActivityDocument, "children_considered_by"): "the register of children’s data says it",
    (ActivityDocument, "children_considered_on"): "likewise",
    (ActivityDocument, "reference"): "stands before the first column",
    (ActivityDocument, "title"): "likewise",
    (ActivityDocument, "summary"): "tells the public in short what the columns say at length",
    (ActivityDocument, "legal_regime"): "decides in which layout the entry stands",
    (ActivityDocument, "capacity"): "likewise",
    (ActivityDocument, "is_public"): "decides who reads the entry",
    (ActivityDocument, "team"): "says who keeps the entry, not what is done with data",
    (ActivityDocument, "internal_note"): "a note for colleagues who edit the entry",
}
# The same in every part.
NO_PLACE_ANYWHERE = {
    "internal_note": "a note for colleagues who edit the entry",
    "for_confirmation": "a mark for colleagues in documents of older schemas",
}


def cell(number: int, document: ActivityDocument) -> str:
    return COLUMNS[number - 1].cell(document)


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> ActivityDocument:
    """A document with something in every field; its periods are periods."""
    with django_db_blocker.unblock(), transaction.atomic():
        document = activity_document(fill_activity())
        transaction.set_rollback(True)
    rule, missing = document.retention_rules
    rule = changed(rule, minimum_period="P3Y", review_interval="P1Y")
    return changed(document, retention_rules=(rule, changed(missing, review_interval="")))


def test_every_text_of_a_filled_document_stands_in_its_column(filled):
    cells = {number: cell(number, filled) for number in PLACES.values()}
    assert [marker for marker, number in PLACES.items() if marker not in cells[number]] == []


def test_every_answer_of_a_filled_document_stands_in_its_column(filled):
    assert "Joint controller: organisation.name" in cell(3, filled)
    assert "children or young people" in cell(4, filled)
    assert "Criminal offence" in cell(5, filled)
    assert "including organisation.name" in cell(6, filled)
    assert "When asked" in cell(6, filled)
    assert "organisation.name" in cell(8, filled)
    assert "Not settled yet" in cell(8, filled)
    assert "sent to the archive" in cell(10, filled)
    assert "Organisational" in cell(11, filled)
    assert "Legitimate interests: Article 6(1)(f)" in cell(12, filled)
    assert "applied through" in cell(12, filled)
    assert "offence: " in cell(12, filled)
    assert "Archiving, research and statistics: Article 9(2)(j)" in cell(13, filled)
    assert filled.rights[0].citation in cell(16, filled)
    assert "A computer alone decides" in cell(17, filled)
    assert "ask for a person to look at it and contest it" in cell(17, filled)
    assert "Another choice" in cell(16, filled)
    assert "from the age of 16" in cell(16, filled)
    assert "Arrives by channel.name" in cell(18, filled)
    assert filled.channels[0].channel.name in cell(18, filled)
    assert filled.providing.name in cell(18, filled)
    assert "peoplecategory.name" in cell(18, filled)
    assert cell(22, filled) == "Completed: Looked at again on 14 March 2026."
    assert "Schedule 1, insurance: paragraph 37" in cell(26, filled)
    assert cell(27, filled) != "Does not apply"
    assert cell(29, filled) == "No"


def has_no_place(model: type[Document], field: str) -> bool:
    return (model, field) in NO_PLACE or field in NO_PLACE_ANYWHERE


@dataclass(frozen=True)
class Leaf:
    """A field that holds a value of its own: of which type of document, and where it stands."""

    model: type[Document]
    path: tuple[str | int, ...]

    @property
    def name(self) -> str:
        """Its path without the numbers of lists."""
        return ".".join(part for part in self.path if isinstance(part, str))


def leaves(node: Document, path: tuple[str | int, ...] = ()) -> Iterator[Leaf]:
    """Every field with a place at any depth of a document."""
    model = type(node)
    for name in model.model_fields:
        if has_no_place(model, name):
            continue
        value, at = getattr(node, name), (*path, name)
        if isinstance(value, Document):
            yield from leaves(value, at)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Document):
                    yield from leaves(item, (*at, index))
                else:
                    yield Leaf(model, (*at, index))
        elif value is not None:
            yield Leaf(model, at)


def with_another(node: Any, path: tuple[str | int, ...]) -> Any:
    """A copy that says something else at the place."""
    if not path:
        return another(node)
    at, rest = path[0], path[1:]
    if isinstance(at, int):
        return (*node[:at], with_another(node[at], rest), *node[at + 1 :])
    return node.model_copy(update={at: with_another(getattr(node, at), rest)})


def another(value: str | bool | int | date) -> str | bool | int | date:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, date):
        return value + timedelta(days=1)
    return PERIODS.get(value, f"{value} another")


def models_within(model: type[Document]) -> set[type[Document]]:
    """The types of document that a document holds at any depth in fields with a place."""
    found = {model}
    for name, field in model.model_fields.items():
        if not has_no_place(model, name):
            for inner in types_in(field.annotation):
                found |= models_within(inner)
    return found


def types_in(annotation: Any) -> Iterator[type[Document]]:
    if isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation
    for inner in get_args(annotation):
        yield from types_in(inner)


def cells_shown(document: ActivityDocument) -> list[str]:
    return [column.cell(document) for column in BOTH_LISTS]


def test_every_field_at_any_depth_reaches_a_column(filled):
    # given
    before = cells_shown(filled)
    reached: dict[str, bool] = {}
    # when what a field says is changed, wherever it stands
    for leaf in leaves(filled):
        if not reached.get(leaf.name):
            reached[leaf.name] = cells_shown(with_another(filled, leaf.path)) != before
    # then a column shows the change, but for a name that says what the code beside it says in
    # words, and for what the column of the data itself says
    assert {name for name, found in reached.items() if not found} == {
        "retention_rules.limit.name",
        "decisions_made.involvement.name",
        "decisions_made.significance.name",
        "decisions_made.data_categories.description",
    }


def test_the_filled_document_has_every_field_that_has_a_place(filled):
    """So that the walk above cannot pass by not finding one."""
    walked = {(leaf.model, leaf.name.rpartition(".")[2]) for leaf in leaves(filled)}
    with_place = {
        (model, name)
        for model in models_within(ActivityDocument)
        for name, field in model.model_fields.items()
        if not has_no_place(model, name) and not any(types_in(field.annotation))
    }
    assert walked == with_place
    assert len(walked) > 45


def test_the_fields_without_a_place_are_fields_and_reach_no_column(filled):
    for model, name in NO_PLACE:
        assert name in model.model_fields
    everywhere = {name for model in models_within(ActivityDocument) for name in model.model_fields}
    assert NO_PLACE_ANYWHERE.keys() <= everywhere
    unread = changed(
        filled,
        summary="another",
        is_public=False,
        team=Term(code="another", name="another"),
        internal_note="another",
        controllers=tuple(
            changed(
                part,
                organisation=changed(
                    part.organisation,
                    short_name="another",
                    description="another",
                    is_public_authority=False,
                ),
            )
            for part in filled.controllers
        ),
    )
    assert cells_shown(unread) == cells_shown(filled)


def test_a_public_column_says_the_same_of_a_published_copy(filled):
    for document in (filled, ENTRY):
        copy = public_copy(document)
        for column in (REFERENCE, TITLE, *BOTH_LISTS):
            if column.is_public:
                assert column.cell(copy) == column.cell(document)


def test_an_internal_column_cannot_be_made_from_a_published_copy(subtests):
    internal = [column for column in BOTH_LISTS if not column.is_public]
    assert internal
    for column in internal:
        with subtests.test(column=column.title), pytest.raises(AttributeError):
            column.cell(public_copy(ENTRY))
