"""What each topic register lists of an entry, and which facts it finds missing."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.documents.build import activity_documents
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument
from ropa.models import Agreement, Condition, ControllerRole, ProcessingActivity, SupportingDocument
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.topic_registers import (
    TOPIC_REGISTERS,
    TopicRegister,
    readable_topics,
    topic_contents,
)
from tests.checks.children_cases import ABOUT_CHILDREN, CONSIDERED
from tests.checks.complete import (
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    PEOPLE,
    PROCESSOR_ENTRY,
    agreement,
    changed,
    controller,
    decision,
    paper,
    term,
    with_part,
)
from tests.factories import approve, make_activity, make_policy_document, publish
from tests.reports.making import filled_entry

Position = ProcessingActivity.AutomatedDecisions
Dpia = ProcessingActivity.DpiaStatus
PROCESSOR = controller(ControllerRole.Role.PROCESSOR)
BY_NAME = {topic.name: topic for topic in TOPIC_REGISTERS}


def with_processor(**fields: object) -> ActivityDocument:
    part = changed(PROCESSOR, scope="", arrangement="", **fields)
    return changed(ENTRY, controllers=(*ENTRY.controllers, part))


def with_dpia(status: ProcessingActivity.DpiaStatus, **fields: object) -> ActivityDocument:
    return changed(ENTRY, dpia_status=term(status), **fields)


def cells(name: str, document: ActivityDocument) -> list[dict[str, str]]:
    """The rows of an entry in a register, each cell by the title of its column."""
    topic = BY_NAME[name]
    return [
        {column.title: column.cell(part) for column in topic.columns}
        for part in topic.parts(document)
    ]


def lacking(document: ActivityDocument) -> set[str]:
    """The titles of all facts that a register finds missing from an entry."""
    return {
        fact.title
        for topic in TOPIC_REGISTERS
        for fact in topic.missing
        if fact.is_missing(document)
    }


def test_names_of_registers_and_columns_are_their_own():
    assert len(BY_NAME) == len(TOPIC_REGISTERS)
    for topic in TOPIC_REGISTERS:
        names = [column.name for column in topic.columns]
        assert len(set(names)) == len(names), topic.name


@pytest.mark.django_db
def test_public_columns_and_facts_say_the_same_of_what_is_published():
    # given
    entry = filled_entry()
    document = activity_documents([entry])[entry.pk]
    published = public_copy(document)

    # then
    for topic in readable_topics(by_public=True):
        for column in topic.columns:
            if column.is_public:
                whole = [column.cell(part) for part in topic.parts(document)]
                assert whole == [column.cell(part) for part in topic.parts(published)]
        for fact in topic.missing:
            if fact.is_public:
                assert fact.is_missing(document) is fact.is_missing(published)


@pytest.mark.django_db
def test_a_filled_entry_has_something_in_every_column_that_can_be_filled():
    entry = filled_entry()
    entry.data_holdings.get().people_category.__class__.objects.update(are_children=True)
    document = activity_documents([entry])[entry.pk]

    empty = {
        (topic.name, column.title)
        for topic in TOPIC_REGISTERS
        if topic.name != "policy-documents"
        for column in topic.columns
        if not any(column.cell(part) for part in topic.parts(document))
    }

    assert empty == set()


def test_the_retention_schedule_says_how_long_why_and_what_then():
    assert cells("retention", ENTRY) == [
        {
            "What is kept": "Evidence",
            "How long": "At least 3 years after the inspection ends.",
            "Kept longer": "",
            "Why this long": "People can complain for 3 years",
            "At the end": "",
            "Looked at again": "",
            "Notes": "",
        }
    ]


def test_a_gap_is_told_as_one():
    document = with_part(
        ENTRY, "retention_rules", minimum_period="", trigger="", to_be_supplied="how long"
    )

    (row,) = cells("retention", document)

    assert row["How long"] == "We have not said this yet: how long"


def test_a_processor_stands_with_whom_it_works_for_and_its_contract():
    document = with_processor(
        task="host the case system", under_agreement=agreement(Agreement.Kind.CONTRACT)
    )

    (row,) = cells("processors", document)

    assert row["Processor"] == PROCESSOR.organisation.name
    assert (row["Works for"], row["On what"]) == ("The controllers", "Host the case system")
    assert row["Contract"] == agreement(Agreement.Kind.CONTRACT).name


def test_children_stand_once_with_all_that_is_held_about_them():
    children = changed(PEOPLE, code="pupils", name="pupils", are_children=True)
    holdings = tuple(changed(part, people=children) for part in ENTRY.data_holdings)

    (row,) = cells("children", changed(ENTRY, data_holdings=holdings))

    assert row["Children"] == "pupils"
    assert len(row["What is held"].splitlines()) == len(holdings)
    assert cells("children", ENTRY) == []


@pytest.mark.parametrize(
    ("youngest", "oldest", "groups"),
    [
        (None, None, []),
        (None, 5, ["0 to 5"]),
        (5, 6, ["0 to 5", "6 to 9"]),
        (10, 15, ["10 to 12", "13 to 15"]),
        (16, None, ["16 to 17"]),
        (None, 17, ["0 to 5", "6 to 9", "10 to 12", "13 to 15", "16 to 17"]),
    ],
)
def test_the_ages_of_children_are_told_in_the_groups_of_the_code(youngest, oldest, groups):
    entry = changed(ABOUT_CHILDREN, children_youngest=youngest, children_oldest=oldest)

    (row,) = cells("children", entry)

    assert [line.partition(":")[0] for line in row["Age groups"].splitlines()] == groups


def test_staff_read_who_considered_the_protection_of_children_and_when():
    (row,) = cells("children", CONSIDERED)

    assert row["Protection considered"] == "5 February 2026\nHead of early help"


def test_entries_that_need_a_policy_document_are_listed_under_either_law():
    assert len(cells("policy-documents", ENTRY)) == 1
    assert len(cells("policy-documents", LAW_ENFORCEMENT_ENTRY)) == 1
    assert cells("policy-documents", changed(ENTRY, conditions=())) == []


DECIDES = changed(ENTRY, automated_decisions=term(Position.DECISIONS))
WITHOUT_POLICY = changed(ENTRY, supporting_documents=())

FACTS = [
    (
        "Entries about children that do not say how old they are",
        [ABOUT_CHILDREN],
        [
            ENTRY,
            changed(ABOUT_CHILDREN, children_youngest=4),
            changed(ABOUT_CHILDREN, children_oldest=16),
        ],
    ),
    (
        "Entries about children whose protection nobody has considered",
        [ABOUT_CHILDREN],
        [ENTRY, CONSIDERED],
    ),
    (
        "Entries that do not say how long everything is kept",
        [
            changed(ENTRY, retention_rules=()),
            with_part(ENTRY, "retention_rules", minimum_period="", trigger=""),
        ],
        [
            ENTRY,
            with_part(
                ENTRY,
                "retention_rules",
                minimum_period="",
                trigger="",
                schedule_reference="the schedule",
            ),
        ],
    ),
    (
        "Entries that do not say why they keep something so long",
        [with_part(ENTRY, "retention_rules", reason=" ")],
        [ENTRY, changed(ENTRY, retention_rules=())],
    ),
    (
        "Entries that do not say whom the data is shared with",
        [changed(ENTRY, disclosures=())],
        [ENTRY, changed(ENTRY, disclosures=(), sharing_note="With nobody.")],
    ),
    (
        "Entries that share without a law recorded for it",
        [with_part(ENTRY, "disclosures", gateway=None)],
        [ENTRY],
    ),
    (
        "Entries that share without an agreement",
        [ENTRY],
        [
            with_part(ENTRY, "disclosures", agreement="in the file"),
            with_part(ENTRY, "disclosures", under_agreement=agreement(Agreement.Kind.SHARING)),
        ],
    ),
    (
        "Entries that do not say what a processor does",
        [with_processor()],
        [ENTRY, with_processor(task="host it")],
    ),
    (
        "Entries that do not say where a processor works",
        [with_processor()],
        [ENTRY, with_processor(place="the United Kingdom")],
    ),
    (
        "Entries that name a processor without a contract",
        [with_processor()],
        [ENTRY, with_processor(under_agreement=agreement(Agreement.Kind.CONTRACT))],
    ),
    (
        "Entries that name a processor without due diligence",
        [with_processor()],
        [ENTRY, with_processor(due_diligence_on=date(2026, 1, 1))],
    ),
    (
        "Entries that do not say whether a computer decides",
        [changed(ENTRY, automated_decisions=term(Position.UNKNOWN))],
        [ENTRY, DECIDES],
    ),
    (
        "Entries with automated decisions that are not listed one by one",
        [DECIDES],
        [
            changed(DECIDES, decisions_made=(decision(),)),
            changed(ENTRY, automated_decisions=term(Position.NONE)),
        ],
    ),
    (
        "Entries for which nobody has decided whether one is needed",
        [with_dpia(Dpia.NOT_ASSESSED)],
        [with_dpia(status) for status in Dpia if status != Dpia.NOT_ASSESSED],
    ),
    (
        "Entries that need one which is not done",
        [with_dpia(Dpia.REQUIRED), with_dpia(Dpia.IN_PROGRESS)],
        [ENTRY, with_dpia(Dpia.NOT_REQUIRED)],
    ),
    (
        "Entries whose finished assessment is not on file",
        [ENTRY],
        [with_dpia(Dpia.COMPLETED, supporting_documents=(paper(SupportingDocument.Kind.DPIA),))],
    ),
    (
        "Entries that need a policy document and have none on file",
        [WITHOUT_POLICY],
        [ENTRY, changed(WITHOUT_POLICY, conditions=())],
    ),
    (
        "Entries that do not say whether theirs is followed",
        [changed(ENTRY, follows_retention_policy=term(ProcessingActivity.FollowsPolicy.UNKNOWN))],
        [ENTRY],
    ),
    (
        "Entries that name no system",
        [ENTRY],
        [],
    ),
]


def test_every_fact_that_can_be_missing_is_tried():
    told = [fact.title for topic in TOPIC_REGISTERS for fact in topic.missing]
    assert sorted(title for title, _, _ in FACTS) == sorted(told)


@pytest.mark.parametrize(("title", "without", "having"), FACTS, ids=[each[0] for each in FACTS])
def test_a_fact_is_missing_where_it_is_not_recorded(title, without, having):
    assert all(title in lacking(document) for document in without)
    assert not any(title in lacking(document) for document in having)


@pytest.mark.django_db
def test_an_entry_with_a_system_does_not_lack_one():
    entry = filled_entry()
    assert "Entries that name no system" not in lacking(activity_documents([entry])[entry.pk])


def test_every_register_says_which_law_it_answers():
    assert all(isinstance(topic, TopicRegister) and topic.citation for topic in TOPIC_REGISTERS)


def test_what_is_done_for_others_stands_with_processors_and_systems_alone():
    concerned = {topic.name for topic in TOPIC_REGISTERS if topic.concerns(PROCESSOR_ENTRY)}
    assert concerned == {"processors", "systems"}
    # and there the body itself is none of those that work for it
    used = changed(PROCESSOR, works_for=PROCESSOR_ENTRY.team, task="backups")
    entry = changed(PROCESSOR_ENTRY, controllers=(*PROCESSOR_ENTRY.controllers, used))
    assert cells("processors", PROCESSOR_ENTRY) == []
    assert [row["On what"] for row in cells("processors", entry)] == ["Backups"]


@pytest.mark.django_db
def test_a_policy_document_published_here_is_named_and_is_as_good_as_one_on_file():
    # given an entry that needs one and names no paper
    entry = make_activity()
    Condition.objects.create(activity=entry, covers="special", article_9="9-2-g", schedule_1="2-18")
    approve(entry)
    document = make_policy_document(entry, title="How we keep the principles")
    topic, column = BY_NAME["policy-documents"], "Policy documents published here"

    def told() -> tuple[str, bool]:
        contents = topic_contents(topic, report(Selection()))
        (row,) = contents.rows()
        cells = dict(zip((each.title for each in contents.columns), row.cells, strict=True))
        return cells[column], bool(contents.missing[0].entries)

    # then it is missing until one is published
    assert told() == ("", True)
    publish(document)
    assert told() == (document.title, False)
