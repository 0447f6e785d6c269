"""The list of contents of a law-enforcement record: DPA 2018 sections 61(2) and 42(4)."""

from __future__ import annotations

import pytest

from ropa.documents.schema import ActivityDocument
from ropa.models import ContactPoint, ControllerRole, ProcessingActivity, Transfer
from ropa.models.grounds import LawfulBasis, Sensitivity
from ropa.reports.columns_grounds import falls_under_part_3
from ropa.reports.section_61 import SECTION_61
from tests.checks.complete import (
    BODY,
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    OTHER_BODY,
    changed,
    controller,
    gap,
    holding,
    purpose,
    transfer,
    without_contact,
)

WITHOUT_SENSITIVE_DATA = changed(
    LAW_ENFORCEMENT_ENTRY,
    conditions=(),
    supporting_documents=(),
    data_holdings=(holding(Sensitivity.ORDINARY), holding(Sensitivity.CRIMINAL)),
)


def cell(number: int, document: ActivityDocument) -> str:
    return SECTION_61[number - 1].cell(document)


def test_an_entry_falls_under_part_3_by_its_legal_regime():
    assert falls_under_part_3(LAW_ENFORCEMENT_ENTRY)
    assert not falls_under_part_3(ENTRY)


def test_the_list_holds_every_point_of_the_law_in_its_order():
    cited = [column.citation for column in SECTION_61]
    points = [citation.removeprefix("DPA 2018 section 61(2)") for citation in cited[:11]]
    assert points == [
        "(a) and (b)",
        "(c)",
        "(d)",
        "(e)",
        "(f)(i)",
        "(f)(ii)",
        "(g)",
        "(h)",
        "(i)",
        "(j)",
        "(k)",
    ]
    assert [citation.removeprefix("DPA 2018 section 42") for citation in cited[11:]] == [
        "(4)(a)",
        "(4)(b)",
        "(1) to (3)",
        "(4)(c)",
        "(4)(c)",
    ]
    assert [column.number for column in SECTION_61] == list(range(1, 17))
    assert all(column.required for column in SECTION_61)


def test_what_is_for_staff_is_declared():
    assert [column.number for column in SECTION_61 if not column.is_public] == [14, 15, 16]


def test_an_only_controller_stands_with_its_contacts_and_its_officer():
    text = cell(1, LAW_ENFORCEMENT_ENTRY)
    assert text.splitlines()[0] == "Only controller: The Body"
    assert "  General enquiries: Office, office@example.org" in text
    assert cell(2, LAW_ENFORCEMENT_ENTRY) == (
        "The Body: Data protection officer: Office, office@example.org"
    )


def test_each_joint_controller_stands_with_its_officer_or_what_is_missing():
    joint = ControllerRole.Role.JOINT
    other = changed(
        without_contact(OTHER_BODY, "dpo"), contact_points=(gap(ContactPoint.Subject.DPO),)
    )
    document = changed(
        LAW_ENFORCEMENT_ENTRY, controllers=(controller(joint), controller(joint, other))
    )
    assert cell(1, document).count("Joint controller: ") == 2
    assert cell(2, document).splitlines()[1] == (
        "The Other Body: Data protection officer: Office, We have not said this yet: Its address."
    )
    alone = changed(
        LAW_ENFORCEMENT_ENTRY,
        controllers=(controller(joint, without_contact(BODY, "dpo")),),
    )
    assert cell(2, alone) == "None recorded"


def test_profiling_is_described():
    document = changed(
        LAW_ENFORCEMENT_ENTRY,
        automated_decisions=ProcessingActivity.AutomatedDecisions.PROFILING,
        automated_decisions_detail="A score.\nA person looks at it.",
    )
    assert cell(7, document) == (
        "Profiling, with a person deciding: A score.\n  A person looks at it."
    )


def test_the_legal_basis_covers_operations_powers_and_transfers():
    document = changed(
        LAW_ENFORCEMENT_ENTRY, transfers=(transfer(Transfer.Mechanism.PART_3, "A treaty."),)
    )
    assert cell(9, document).splitlines() == [
        "Law enforcement task: DPA section 35(2)(b). Example Act 2000, section 1 (an example).",
        "Function: do an example, Example Act 2000, section 1 (an example), held by The Body",
        "Transfer to Norway: Law enforcement transfer (DPA Part 3 Chapter 5)",
    ]
    assert cell(8, document) == (
        "Norway: Law enforcement transfer (DPA Part 3 Chapter 5). A treaty."
    )
    assert "Transfer" not in cell(9, changed(document, transfers=()))


def test_sensitive_processing_names_the_condition_and_how_section_35_is_satisfied():
    assert cell(12, LAW_ENFORCEMENT_ENTRY) == (
        "Special category: Schedule 8, statutory purposes: paragraph 1"
    )
    assert cell(13, LAW_ENFORCEMENT_ENTRY).startswith("Law enforcement task: DPA section 35(2)(b)")
    assert cell(14, LAW_ENFORCEMENT_ENTRY).endswith("A paper")


def test_sensitive_processing_may_rest_on_consent():
    document = changed(
        LAW_ENFORCEMENT_ENTRY, conditions=(), purposes=(purpose(LawfulBasis.LE_CONSENT),)
    )
    assert cell(12, document).startswith(
        "Law enforcement, with consent: DPA section 35(2)(a). Example Act 2000"
    )


def test_sensitive_processing_without_a_ground_or_policy_document_says_so():
    document = changed(LAW_ENFORCEMENT_ENTRY, conditions=(), supporting_documents=())
    assert cell(12, document) == "None recorded"
    assert cell(14, document) == "None recorded"


@pytest.mark.parametrize("number", [12, 13, 14])
def test_what_section_42_asks_does_not_apply_to_offence_data_alone(number):
    assert cell(number, WITHOUT_SENSITIVE_DATA) == "Does not apply"


def test_a_policy_document_is_told_wherever_there_is_one():
    document = changed(
        WITHOUT_SENSITIVE_DATA, supporting_documents=LAW_ENFORCEMENT_ENTRY.supporting_documents
    )
    assert cell(14, document).endswith("A paper")


def test_no_cell_of_an_empty_document_is_empty():
    nothing = {
        name: ()
        for name, field in ActivityDocument.model_fields.items()
        if str(field.annotation).startswith("tuple")
    }
    document = changed(LAW_ENFORCEMENT_ENTRY, **nothing)
    assert [each.title for each in SECTION_61 if not each.cell(document).strip()] == []
