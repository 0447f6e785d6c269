"""Topic registers as files."""

from __future__ import annotations

import json

import pytest

from ropa.documents.build import activity_document
from ropa.models import DataHolding
from ropa.reports.paper import limits
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.topic_registers import (
    TOPIC_REGISTERS,
    readable_topics,
    topic_contents,
    topic_named,
)
from ropa.reports.topic_registers.files import topic_forms
from ropa.reports.topic_registers.pages import page_of
from tests.factories import (
    approve,
    frozen,
    make_activity,
    make_data_category,
    make_people_category,
)
from tests.reports.making import approved, csv_rows, filled_entry, report_bytes, workbook
from tests.reports.paper.printed import Printed, squeezed, text_of

pytestmark = pytest.mark.django_db

PUBLIC = Selection(is_public=True)


@pytest.fixture
def entry():
    made = filled_entry()
    frozen(made, activity_document(made))
    return made


def file_of(name: str, suffix: str, selection: Selection) -> bytes:
    topic = topic_named(name, by_public=selection.is_public)
    assert topic is not None
    return b"".join(topic_forms(topic)[suffix].write(report(selection)))


@pytest.mark.parametrize("selection", [Selection(), PUBLIC, Selection(is_draft=True)], ids=str)
def test_every_form_of_a_register_holds_the_same_rows(entry, selection):
    for topic in readable_topics(by_public=selection.is_public):
        # given
        rows = [
            [row.entry.reference, row.entry.title, row.entry.version, *row.cells]
            for row in topic_contents(topic, report(selection)).rows()
        ]

        # when
        table = csv_rows(file_of(topic.name, "csv", selection))
        data = json.loads(file_of(topic.name, "json", selection))
        sheet = workbook(file_of(topic.name, "xlsx", selection))[topic.title]

        # then
        assert table[1:] == [[str("" if cell is None else cell) for cell in row] for row in rows]
        assert [list(row.values()) for row in data["rows"]] == rows
        assert [[cell or None for cell in row] for row in rows] == sheet[1:]
        assert table[0] == sheet[0]
        assert data["register"]["title"] == topic.title
        assert data["entries"] == 1


def test_all_of_them_are_sheets_of_one_workbook(entry):
    everything, public = (
        workbook(report_bytes("registers")),
        workbook(report_bytes("registers", PUBLIC)),
    )

    assert list(everything) == ["About", *(topic.title for topic in TOPIC_REGISTERS)]
    assert list(public) == ["About", *(topic.title for topic in readable_topics(by_public=True))]
    assert "Contract" in everything["Processors"][0]
    assert "Contract" not in public["Processors"][0]
    cover = dict(row[:2] for row in everything["About"] if row[0])
    assert cover["Entries looked at"] == "1"
    assert cover["Entries that do not say how long everything is kept"] == "1: RPA-0001"


def test_the_same_content_is_the_same_file(entry):
    assert report_bytes("registers") == report_bytes("registers")


def test_what_is_for_staff_is_not_made_of_what_is_public(entry):
    topic = topic_named("systems", by_public=False)
    assert topic is not None
    assert topic_named("systems", by_public=True) is None
    with pytest.raises(ValueError, match="not for the public"):
        topic_contents(topic, report(PUBLIC))


def test_linked_data_repeats_what_the_whole_register_says_of_the_same_things(entry):
    # given every entry as the whole register has it, by its name
    whole = json.loads(report_bytes("jsonld", PUBLIC))["@graph"][0]["dcat:catalog"]
    records = {record["@id"]: record for record in whole["dcat:dataset"]}
    for topic in readable_topics(by_public=True):
        # when
        data = json.loads(file_of(topic.name, "jsonld", PUBLIC))["@graph"][0]

        # then
        assert topic.linked is not None
        assert data["dct:isPartOf"] == {"@id": whole["@id"]}
        assert data["dct:title"] == topic.title
        for record in data["dcat:dataset"]:
            there = records[record["@id"]]
            assert set(topic.linked.properties) & set(record)
            for name in topic.linked.properties:
                said = record.get(name, [])
                assert [each for each in said if each not in there[name]] == []


def test_linked_data_of_children_tells_of_no_others():
    # given an entry about a child and about somebody else
    activity = make_activity()
    child = make_people_category(are_children=True)
    DataHolding.objects.create(
        activity=activity, people_category=child, data_category=make_data_category()
    )
    approve(activity)
    # when
    (record,) = json.loads(file_of("children", "jsonld", PUBLIC))["@graph"][0]["dcat:dataset"]
    # then
    assert [each["dct:identifier"] for each in record["dpv:hasDataSubject"]] == [child.code]
    assert len(record["ropa:hasHolding"]) == 1


def test_what_has_public_facts_alone_has_linked_data():
    linked = {topic.name for topic in TOPIC_REGISTERS if "jsonld" in topic_forms(topic)}
    assert linked == {topic.name for topic in TOPIC_REGISTERS if topic.is_public}


def test_a_pdf_says_what_the_rows_say_and_which_entries_lack_what(entry):
    # given
    (without,) = approved(1, title="Says nothing")
    # when
    paper = Printed(file_of("retention", "pdf", Selection()))
    # then
    assert squeezed("Retention schedule") in paper.text
    assert squeezed("Usually for at most 3 years") in paper.text
    assert "Entriesthatdonotsayhowlongeverythingiskept" in paper.text
    assert without.reference in paper.text
    assert "/Table" in paper.tags() or "/L" in paper.tags()


def test_a_page_for_paper_has_every_row_of_every_register(entry):
    for topic in TOPIC_REGISTERS:
        found = report(Selection())
        # A heading begins with a capital letter.
        page = text_of(page_of(topic, found)).casefold()
        for row in topic_contents(topic, found).rows():
            assert [cell for cell in row.cells if squeezed(cell).casefold() not in page] == []


def test_a_pdf_that_would_be_too_long_is_refused(entry, monkeypatch):
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 100)
    with pytest.raises(limits.TooLarge, match="workbook"):
        file_of("retention", "pdf", Selection())


@pytest.mark.parametrize("number", [1, 5])
def test_as_many_queries_with_few_entries_and_with_many(django_assert_num_queries, number):
    approved(number)

    with django_assert_num_queries(2):
        report_bytes("registers", PUBLIC)
