"""The columns for staff and auditors: which paper stands where, and what is told without one."""

from __future__ import annotations

import pytest

from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity, SupportingDocument
from ropa.models.grounds import Article9, LawfulBasis, Sensitivity
from ropa.reports.columns import COLUMNS
from tests.checks.complete import ENTRY, changed, condition, paper, purpose


def cell(number: int, document: ActivityDocument) -> str:
    return COLUMNS[number - 1].cell(document)


def test_what_an_entry_rests_on_and_lacks_is_not_passed_over():
    """A paper or ground that the entry itself asks for, in a good-practice column."""
    consent = changed(
        ENTRY,
        conditions=(),
        supporting_documents=(),
        purposes=(purpose(LawfulBasis.CONSENT), purpose(LawfulBasis.LEGITIMATE_INTERESTS)),
    )
    for number in (13, 14, 15, 19, 23):
        assert cell(number, consent) == "None recorded"
    explicit = changed(
        ENTRY, conditions=(condition(Sensitivity.SPECIAL, Article9.EXPLICIT_CONSENT),)
    )
    assert cell(19, explicit) == "None recorded"


@pytest.mark.parametrize("kind", SupportingDocument.Kind)
def test_every_kind_of_paper_stands_in_one_column(kind):
    where = changed(paper(kind), title="The paper", location="S:/papers/1")
    document = changed(ENTRY, supporting_documents=(where,))
    found = [
        column.number for column in COLUMNS if "The paper, S:/papers/1" in column.cell(document)
    ]
    kinds = SupportingDocument.Kind
    expected = {
        kinds.DPIA: 23,
        kinds.POLICY: 28,
        kinds.RETENTION_POLICY: 28,
        kinds.INTERESTS_ASSESSMENT: 15,
        kinds.CONSENT_RECORD: 19,
        kinds.BREACH_RECORD: 25,
    }
    assert found == [expected.get(kind, 7)]


def test_a_record_of_a_breach_says_that_there_was_one():
    breached = changed(ENTRY, supporting_documents=(paper(SupportingDocument.Kind.BREACH_RECORD),))
    assert cell(24, breached) == "Yes"
    assert cell(24, ENTRY) == "None recorded"


@pytest.mark.parametrize(
    ("status", "required", "progress"),
    [
        ("not-assessed", "Not yet decided whether one is needed", ""),
        ("not-required", "Not required", ""),
        ("required", "Required", "Required, and not begun"),
        ("in-progress", "Required", "In progress"),
        ("completed", "Required", "Completed"),
    ],
)
def test_an_impact_assessment_is_required_or_not_and_has_come_so_far(status, required, progress):
    document = changed(ENTRY, dpia_status=ProcessingActivity.DpiaStatus(status))
    assert (cell(21, document), cell(22, document)) == (required, progress)


@pytest.mark.parametrize(
    ("follows", "why", "told"),
    [
        ("yes", "", "Does not apply"),
        ("not-applicable", "", "Does not apply"),
        ("no", "The system cannot erase.", "The system cannot erase."),
        ("no", "", "None recorded"),
        ("unknown", "", "Not said yet"),
    ],
)
def test_why_the_policy_is_not_followed(follows, why, told):
    answer = ProcessingActivity.FollowsPolicy(follows)
    document = changed(ENTRY, follows_retention_policy=answer, why_not_followed=why)
    assert cell(30, document) == told
