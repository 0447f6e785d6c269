"""The rules on a whole register: what they find in the demonstration data, and at what cost."""

from __future__ import annotations

import pytest

from ropa.checks import blocking_findings, check_activity, check_notice
from ropa.documents.build import activity_document, activity_documents
from ropa.documents.notices import draft_notice_document
from ropa.models import Notice, ProcessingActivity
from tests.factories import make_activity, make_bare_activity

from .complete import ENTRY, LAW_ENFORCEMENT_ENTRY, changed

THOUSAND = 1000
pytestmark = pytest.mark.django_db


def test_a_thousand_entries_are_checked_without_a_query(django_assert_num_queries):
    entries = [
        changed(entry, reference=f"RPA-{number:04d}", purposes=())
        for number in range(THOUSAND // 2)
        for entry in (ENTRY, LAW_ENFORCEMENT_ENTRY)
    ]
    assert len(entries) == THOUSAND
    with django_assert_num_queries(0):
        checked = [check_activity(entry) for entry in entries]
    assert all(blocking_findings(findings) for findings in checked)


def test_an_empty_entry_breaks_what_every_record_must_hold():
    findings = check_activity(activity_document(make_bare_activity()))
    assert {finding.rule.id for finding in blocking_findings(findings)} == {
        "R30-1a",
        "R30-1b",
        "R30-1c",
        "R30-1d",
    }


def test_an_entry_with_what_the_law_plainly_asks_for_can_be_approved():
    """Gaps and open questions do not stand in the way."""
    findings = check_activity(activity_document(make_activity()))
    assert findings
    assert blocking_findings(findings) == ()


def test_checks_know_which_organisations_are_public_authorities():
    entry = make_activity()
    body = entry.team.organisation
    body.is_public_authority = True
    body.save()
    findings = blocking_findings(check_activity(activity_document(entry)))
    assert [finding.rule.id for finding in findings] == ["R30-1a-officer"]


@pytest.mark.usefixtures("demo_register")
def test_the_demonstration_register_is_honest_and_can_be_approved():
    documents = activity_documents(ProcessingActivity.objects.all()).values()
    found = {document.reference: check_activity(document) for document in documents}
    assert len(found) > 20
    assert {
        reference: messages
        for reference, findings in found.items()
        if (messages := [finding.message for finding in blocking_findings(findings)])
    } == {}
    fired = {finding.rule.id for findings in found.values() for finding in findings}
    assert fired >= {"G-controllers", "G-retention", "C-purposes", "R35-1", "S1-39", "R5-1e"}


@pytest.mark.usefixtures("demo_register")
@pytest.mark.parametrize(
    ("kind", "number", "fire"),
    [
        (Notice.Kind.PRIVACY_NOTICE, 2, {"S164A", "G-organisation"}),
        (Notice.Kind.POLICY_DOCUMENT, 1, {"S1-39a-gap", "S1-39b-gap"}),
    ],
)
def test_the_demonstration_notices_can_be_published(kind, number, fire):
    notices = Notice.objects.filter(kind=kind)
    found = [check_notice(draft_notice_document(notice)) for notice in notices]
    assert len(found) == number
    for findings in found:
        assert [finding.message for finding in blocking_findings(findings)] == []
        assert {finding.rule.id for finding in findings} >= fire
