"""The regulator's 30 columns: every fact of a document reaches its cell, and only the public one
where the public reads it."""

from __future__ import annotations

import os

import pytest
from django.conf import settings

from ropa.documents.schema import (
    ActivityDocument,
    PeopleDocument,
    Term,
)
from ropa.models import (
    ContactPoint,
    ControllerRole,
    DataSource,
    ProcessingActivity,
    Transfer,
)
from ropa.models.grounds import Article9, LawfulBasis, Schedule1, Sensitivity
from ropa.reports.columns import COLUMNS, REFERENCE, TITLE
from ropa.reports.columns_page import column_sentence, columns_markdown
from ropa.reports.section_61 import SECTION_61
from tests.checks.complete import (
    ENTRY,
    OTHER_BODY,
    PROVISION,
    changed,
    condition,
    contact,
    controller,
    gap,
    holding,
    purpose,
    source,
    transfer,
    with_part,
)

PAGE = settings.BASE_DIR / "docs" / "columns.md"
BOTH_LISTS = (*COLUMNS, *SECTION_61)
NOTHING = {
    name: ()
    for name, field in ActivityDocument.model_fields.items()
    if str(field.annotation).startswith("tuple")
}
EMPTY = changed(
    ENTRY,
    **NOTHING,
    transfers_position=ProcessingActivity.TransfersPosition.UNKNOWN,
    automated_decisions=ProcessingActivity.AutomatedDecisions.UNKNOWN,
    automated_decisions_detail="",
    dpia_status=ProcessingActivity.DpiaStatus.NOT_ASSESSED,
    follows_retention_policy=ProcessingActivity.FollowsPolicy.UNKNOWN,
    providing=ProcessingActivity.Providing.UNKNOWN,
    if_not_provided="",
)


def cell(number: int, document: ActivityDocument) -> str:
    return COLUMNS[number - 1].cell(document)


# The list of columns.


def test_there_are_thirty_columns_in_order_with_titles_of_their_own():
    assert [column.number for column in COLUMNS] == list(range(1, 31))
    assert len({column.title for column in COLUMNS}) == 30
    assert {REFERENCE.number, TITLE.number} == {0}


def test_what_the_law_requires_and_what_is_for_staff_is_declared():
    required = [column.number for column in COLUMNS if column.required]
    internal = [column.number for column in COLUMNS if not column.is_public]
    assert required == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 26, 27, 28, 29, 30]
    assert internal == [1, 7, 15, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30]


def test_every_column_says_which_law_asks_for_it_and_what_stands_there():
    for column in BOTH_LISTS:
        assert column.citation.startswith(("UK GDPR Article", "DPA 2018 "))
        assert column_sentence(column).endswith(".")


def test_the_page_in_the_docs_is_the_one_made_from_the_columns():
    """If this fails: WRITE_DOCS=1 .venv/bin/python -m pytest tests/reports/test_columns.py"""
    made = columns_markdown()
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


def test_the_page_has_every_column_once_and_no_broken_table():
    lines = columns_markdown().splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| ---")]
    numbers = [row.split(" | ")[0].removeprefix("| ") for row in rows]
    expected = ["number", "–", "–", *map(str, range(1, 31))]
    expected += ["number", *map(str, range(1, 17)), "number", *map(str, range(1, 12))]
    assert numbers == expected
    assert {row.count("|") for row in rows} == {7}


# Several values, and what is not known.


def test_several_values_stand_one_a_line_and_a_value_of_several_lines_is_set_in():
    document = changed(
        ENTRY,
        purposes=(
            purpose(LawfulBasis.PUBLIC_TASK, statement="first line\r\n\r\nthird line"),
            purpose(LawfulBasis.PUBLIC_TASK, statement=" second purpose "),
        ),
    )
    assert cell(2, document) == "first line\n  \n  third line\nsecond purpose"


def test_no_required_cell_of_an_empty_document_is_empty():
    blank = changed(EMPTY, business_function=" ")
    required = [column.number for column in COLUMNS if column.required]
    expected = dict.fromkeys(required, "None recorded") | {
        8: "Not said yet",
        9: "Not said yet",
        27: "Does not apply",
        29: "Not said yet",
        30: "Not said yet",
    }
    assert {number: cell(number, blank if number == 1 else EMPTY) for number in required} == (
        expected
    )


def test_a_question_that_does_not_arise_leaves_a_good_practice_cell_empty():
    empty = {column.number for column in COLUMNS if not column.cell(EMPTY)}
    assert empty == {7, 13, 14, 15, 19, 22, 23, 25}


def test_the_answer_still_to_be_confirmed_is_the_label_people_read():
    assert cell(17, EMPTY) == "Not said yet"
    assert "Whether people must give it: Not said yet" in cell(18, EMPTY)
    assert cell(21, EMPTY) == "Not yet decided whether one is needed"


def test_a_gap_says_what_is_still_to_be_supplied():
    document = with_part(
        ENTRY, "retention_rules", minimum_period="", trigger="", to_be_supplied="How long."
    )
    document = with_part(
        document, "security_measures", description="", to_be_supplied="How it is protected."
    )
    assert cell(10, document) == "evidence: We have not said this yet: How long."
    assert cell(11, document) == "Technical: We have not said this yet: How it is protected."


# Single columns.


def test_joint_controllers_stand_with_their_contacts_and_an_only_controller_by_name():
    office = contact(
        ContactPoint.Subject.GENERAL, address="1 Street\nTown", telephone="020 7946 0000"
    )
    other = changed(OTHER_BODY, contact_points=(office, gap(ContactPoint.Subject.DPO)))
    joint = controller(ControllerRole.Role.JOINT, other, essence="It answers requests.")
    assert cell(3, changed(ENTRY, controllers=(joint,))) == (
        "Joint controller: The Other Body, of its data. It answers requests.\n"
        "  General enquiries: Office, 1 Street, Town, office@example.org, 020 7946 0000\n"
        "  Data protection officer: Office, We have not said this yet: Its address."
    )
    assert cell(3, ENTRY) == "Only controller: The Body"


def test_a_processor_is_a_recipient_and_no_controller():
    processor = controller(ControllerRole.Role.PROCESSOR, OTHER_BODY, arrangement="Contract 7")
    document = changed(ENTRY, controllers=(controller(ControllerRole.Role.SOLE), processor))
    assert "The Other Body" not in cell(3, document)
    assert cell(6, document).endswith("Processor: The Other Body, of its data")
    assert cell(7, document) == "Contract with The Other Body: Contract 7"
    assert cell(7, with_part(document, "controllers", 1, arrangement="")) == "None recorded"


def test_data_names_the_people_it_is_about_where_there_are_several():
    pupils, staff = (
        PeopleDocument(code=name, name=name, description="", are_children=name == "pupils")
        for name in ("pupils", "staff")
    )
    health = holding(Sensitivity.SPECIAL)
    both = changed(
        ENTRY,
        data_holdings=(
            changed(health, people=pupils, detail="in need"),
            changed(health, people=staff),
        ),
    )
    one = changed(ENTRY, data_holdings=(changed(health, people=pupils, detail="in need"),))
    assert cell(4, both) == "pupils (children or young people)\nstaff"
    assert cell(5, both) == ("special data (Special category): About pupils (in need) and staff.")
    assert cell(5, one) == "special data (Special category; in need)"


def test_only_exceptional_transfers_stand_in_the_column_of_their_safeguards():
    listed = changed(
        ENTRY,
        transfers=(
            transfer(Transfer.Mechanism.IDTA, "The agreement."),
            transfer(Transfer.Mechanism.DEROGATION, "Asked each time."),
        ),
    )
    assert "The agreement." in cell(8, listed)
    assert cell(9, listed) == "Norway: Asked each time."
    assert cell(9, ENTRY) == "None recorded"


@pytest.mark.parametrize(
    "position", [ProcessingActivity.TransfersPosition.NONE, "unknown"], ids=str
)
def test_transfers_are_told_whatever_the_answer_says(position):
    """An answer that contradicts the list hides neither."""
    answer = ProcessingActivity.TransfersPosition(position)
    text = cell(8, changed(ENTRY, transfers_position=answer))
    assert text.splitlines()[0] == str(answer.label)
    assert "Norway" in text


def test_purposes_on_different_grounds_are_told_apart_and_those_on_the_same_share_a_line():
    law = changed(PROVISION, citation="Other Act 2001, section 2", subject="")
    same = changed(
        ENTRY,
        power_uses=(),
        purposes=(
            purpose(LawfulBasis.PUBLIC_TASK, statement="a"),
            purpose(LawfulBasis.PUBLIC_TASK, statement="b"),
        ),
    )
    different = with_part(same, "purposes", 1, provisions=(law,))
    assert cell(12, same) == (
        "Public task: Article 6(1)(e). Example Act 2000, section 1 (an example)."
    )
    assert cell(12, different) == (
        "Public task: Article 6(1)(e), for “a”. Example Act 2000, section 1 (an example).\n"
        "Public task: Article 6(1)(e), for “b”. Other Act 2001, section 2."
    )


def test_the_article_6_basis_is_told_again_only_where_there_is_a_schedule_1_condition():
    without = changed(
        ENTRY, conditions=(condition(Sensitivity.SPECIAL, Article9.EXPLICIT_CONSENT),)
    )
    assert cell(26, without) == "None recorded"
    assert cell(27, without) == "Does not apply"
    with_one = changed(
        ENTRY, conditions=(condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.INSURANCE),)
    )
    assert cell(26, with_one) == "Criminal offence: Schedule 1, insurance: paragraph 37"
    assert cell(27, with_one).startswith("Public task: Article 6(1)(e)")


def test_a_source_names_the_bodies_it_includes():
    named = changed(
        source(DataSource.Group.AUTHORITY),
        origin=Term(code="schools", name="schools"),
        including=(Term(code="a", name="A School"), Term(code="b", name="B School")),
        detail="on paper",
    )
    assert cell(18, changed(ENTRY, data_sources=(named,))).splitlines()[0] == (
        "Public authorities and services: schools, including A School and B School (on paper)"
    )
