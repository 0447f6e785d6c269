"""A public field that nobody placed by hand is shown after its label, wherever its part is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.template import Context, Template

from ropa.documents.build import activity_document
from ropa.documents.description import description_of
from ropa.documents.labelled_fields import labelled_fields, labelled_notes, labelled_values
from ropa.documents.schema import (
    ActivityDocument,
    AutomatedDecisionDocument,
    ChannelDocument,
    ConditionDocument,
    ControllerDocument,
    DisclosureDocument,
    HoldingDocument,
    OrganisationDocument,
    PeopleChoiceDocument,
    PowerUseDocument,
    PurposeDocument,
    RetentionDocument,
    SecurityDocument,
    SourceDocument,
    TransferDocument,
)
from ropa.documents.sections import entries_content
from ropa.models import ProcessingActivity
from ropa.models.base import Fact, part_relations
from ropa.public.search import search_text
from ropa.reports.columns import COLUMNS, further_columns
from ropa.reports.linked.activities import record
from ropa.reports.linked.labelled_fields import labels_of_own_properties
from ropa.reports.linked.names import CatalogueDescription, FrozenIn, NodeNames
from tests.documents.filled import fill_activity

# One field of each part, and what it says in a register with something in every field.
UNPLACED = {
    ActivityDocument: ("summary", "Summary: processingactivity.summary"),
    ControllerDocument: ("scope", "Of which data: controllerrole.scope"),
    PurposeDocument: ("interest", "Legitimate interest: purpose.interest"),
    ConditionDocument: ("explanation", "Why it is met: condition.explanation"),
    HoldingDocument: ("detail", "Detail: dataholding.detail"),
    SourceDocument: ("detail", "Detail: datasource.detail"),
    ChannelDocument: ("detail", "Detail: collectionchannel.detail"),
    DisclosureDocument: ("purpose", "Why: disclosure.purpose"),
    RetentionDocument: ("extension", "When it is kept longer: retentionrule.extension"),
    PowerUseDocument: ("explanation", "What it means here: poweruse.explanation"),
    AutomatedDecisionDocument: ("logic", "How it works: automateddecision.logic"),
    PeopleChoiceDocument: ("contact", "Whom to tell: peoplechoice.contact"),
    TransferDocument: ("safeguards", "Safeguards: transfer.safeguards"),
    SecurityDocument: ("description", "What is done: securitymeasure.description"),
    OrganisationDocument: ("description", "What it does: organisation.description"),
}
PARTS = [kind for kind in UNPLACED if kind not in {ActivityDocument, OrganisationDocument}]


@pytest.fixture(params=UNPLACED, ids=lambda kind: kind.__name__)
def unplaced(request, monkeypatch):
    """A kind of document, one of whose fields no output words by hand."""
    kind = request.param
    name, note = UNPLACED[kind]
    fields = description_of(kind).fields
    monkeypatch.setitem(fields, name, replace(fields[name], is_worded=False))
    labelled_fields.cache_clear()
    yield kind, name, note
    labelled_fields.cache_clear()


@pytest.fixture
def document(db):
    activity = fill_activity()
    activity.retention_rules.exclude(minimum_period="").update(minimum_period="P3Y")
    activity.retention_rules.update(review_interval="P1Y")
    for part in part_relations(ProcessingActivity).values():
        if issubclass(part, Fact):
            part._default_manager.update(is_inferred=False)
    return activity_document(activity)


def test_every_field_of_the_record_is_placed_by_hand_or_after_its_label(document):
    assert labelled_fields(ActivityDocument) == ()
    assert labelled_values(document) == {}
    assert labelled_notes(document, *document.disclosures) == ()


def test_what_several_say_alike_is_said_once_and_what_is_empty_not_at_all(document, unplaced):
    kind, name, note = unplaced
    filled = next(part for part in _all(document) if type(part) is kind and getattr(part, name))
    others = labelled_notes(filled.model_copy(update={name: ""}))
    assert sorted(labelled_notes(filled, filled)) == sorted((note, *others))
    assert note not in others


@pytest.mark.parametrize("unplaced", PARTS, ids=lambda kind: kind.__name__, indirect=True)
def test_each_output_shows_it(document, unplaced):
    kind, name, note = unplaced
    # when
    content = entries_content([document])
    page = _rendered(
        *("controllers", "grounds", "people", "sources", "recipients", "retention", "powers"),
        *("choices", "handling"),
        content=content,
    )
    searched = " ".join(
        (
            *search_text.controllers(content.controllers),
            *search_text.purposes(content.purposes),
            *search_text.people(content.people),
            *search_text.sources(content),
            *search_text.recipients(content.recipients),
            *search_text.retention(content.retention),
            *search_text.law(content),
            *search_text.choices(content.choices),
            *search_text.handling(content),
        )
    )
    cells = "\n".join(column.cell(document) for column in COLUMNS)
    node = str(record(_names(), document, FrozenIn(None, "", None)))
    # then
    assert note in page
    assert note in searched
    assert note in cells
    assert f"'ropa:{name}'" in node
    assert labels_of_own_properties()[name] == description_of(kind).fields[name].label


def test_a_list_of_parts_that_nobody_placed_is_told_in_full(document, monkeypatch):
    # given
    fields = description_of(ActivityDocument).fields
    monkeypatch.setitem(fields, "channels", replace(fields["channels"], is_worded=False))
    labelled_fields.cache_clear()
    try:
        # when
        notes = labelled_notes(document)
        (column,) = further_columns(30)
        linked = str(record(_names(), document, FrozenIn(None, "", None))["ropa:channels"])
    finally:
        monkeypatch.undo()
        labelled_fields.cache_clear()
    # then
    ways = [
        f"{part.channel.name} (Detail: {part.detail})" if part.detail else part.channel.name
        for part in document.channels
    ]
    assert "collectionchannel.detail" in str(ways)
    assert notes == tuple(f"How it reaches us: {way}" for way in ways)
    assert (column.number, column.title) == (31, "How it reaches us")
    assert column.cell(document) == "\n".join(ways)
    assert all(part.channel.name in linked for part in document.channels)


def _all(document):
    yield document
    for value in vars(document).values():
        if isinstance(value, tuple):
            yield from value
    yield document.controllers[0].organisation


def _rendered(*components, **context):
    return "".join(
        Template(f'{{% include "components/{each}.html" %}}').render(
            Context({"prefix": "x", "level": 2, "sublevel": 3, "is_entry": True, **context})
        )
        for each in components
    )


def _names():
    return NodeNames.of(CatalogueDescription("Register", "All of it", "Publisher", "", None, ""))
