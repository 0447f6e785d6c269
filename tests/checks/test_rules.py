"""Every rule finds what it is for, in its place, and is content once that is put right."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from ropa.checks import (
    ACTIVITY_RULES,
    NOTICE_RULES,
    POLICY_ON_FILE,
    FieldPlace,
    Finding,
    Rule,
    Severity,
    blocking_findings,
    check_activity,
    check_notice,
)
from ropa.documents.schema import ActivityDocument, NoticeDocument

from .automated_decision_cases import AUTOMATED_DECISION_CASES
from .children_cases import CHILDREN_CASES
from .choice_cases import CHOICE_CASES
from .complete import ENTRY, LAW_ENFORCEMENT_ENTRY, NOTICE, PROCESSOR_ENTRY, changed
from .gap_cases import GAP_CASES
from .ground_cases import GROUND_CASES
from .notice_cases import NOTICE_CASES
from .policy_document_cases import POLICY_DOCUMENT, POLICY_DOCUMENT_CASES
from .processor_cases import PROCESSOR_CASES
from .record_cases import RECORD_CASES

ENTRY_CASES = (
    RECORD_CASES
    + PROCESSOR_CASES
    + GROUND_CASES
    + AUTOMATED_DECISION_CASES
    + CHILDREN_CASES
    + CHOICE_CASES
    + GAP_CASES
)
CASES = ENTRY_CASES + NOTICE_CASES + POLICY_DOCUMENT_CASES
ALL: tuple[Rule[Any], ...] = (*ACTIVITY_RULES, *NOTICE_RULES)
RULES = {rule.id: rule for rule in ALL}


def findings_of(rule: str, document: ActivityDocument | NoticeDocument) -> list[Finding]:
    if isinstance(document, ActivityDocument):
        findings = check_activity(document)
    else:
        findings = check_notice(document)
    return [finding for finding in findings if finding.rule.id == rule]


def test_a_rule_finds_what_breaks_it_and_says_in_a_sentence_what_to_do(subtests):
    for case in CASES:
        with subtests.test(rule=case.rule, index=case.index, says=case.says):
            (finding,) = findings_of(case.rule, case.broken)
            assert finding.place == FieldPlace(RULES[case.rule].mend, case.index)
            assert finding.subject == case.subject
            assert case.says in finding.message
            assert re.fullmatch(r"[A-Za-z“].+[^.]\.?", finding.message)
            assert "data subject" not in finding.message


def test_a_rule_is_content_once_that_is_put_right(subtests):
    for case in CASES:
        with subtests.test(rule=case.rule, index=case.index, says=case.says):
            assert findings_of(case.rule, case.mended) == []
            assert type(case.broken) is type(case.mended)
            assert case.broken != case.mended


@pytest.mark.parametrize(
    "entry", [ENTRY, LAW_ENFORCEMENT_ENTRY, PROCESSOR_ENTRY], ids=lambda entry: entry.reference
)
def test_an_entry_in_which_nothing_is_amiss_breaks_no_rule(entry):
    assert check_activity(entry) == ()


@pytest.mark.parametrize("notice", [NOTICE, POLICY_DOCUMENT], ids=lambda notice: notice.kind.name)
def test_a_notice_in_which_nothing_is_amiss_breaks_no_rule(notice):
    assert check_notice(notice) == ()


def test_a_policy_document_need_not_tell_people_what_a_privacy_notice_must():
    # given one that says nothing
    empty = changed(POLICY_DOCUMENT, principles=(), activities=())
    # when
    findings = check_notice(empty)
    # then
    assert {finding.rule.id for finding in findings} == {"S1-39-entries", "S1-39a"}


def test_a_policy_document_published_here_is_as_good_as_one_on_file(subtests):
    for entry in (ENTRY, LAW_ENFORCEMENT_ENTRY):
        with subtests.test(entry=entry.reference):
            without = changed(entry, supporting_documents=())
            assert [finding.rule for finding in check_activity(without)] == [
                POLICY_ON_FILE[entry is LAW_ENFORCEMENT_ENTRY]
            ]
            assert check_activity(without, is_covered=True) == ()


@pytest.mark.parametrize(
    ("rules", "cases"),
    [(ACTIVITY_RULES, ENTRY_CASES), (NOTICE_RULES, NOTICE_CASES + POLICY_DOCUMENT_CASES)],
)
def test_every_rule_has_a_case(rules, cases):
    assert {rule.id for rule in rules} == {case.rule for case in cases}


def test_every_rule_has_a_name_of_its_own():
    assert [name for name, count in Counter(rule.id for rule in ALL).items() if count > 1] == []
    assert len(ALL) > 50


def test_a_rule_cites_the_law_and_says_what_must_hold(subtests):
    for rule in ALL:
        with subtests.test(rule=rule.id):
            assert re.match(r"(UK GDPR|DPA 2018) (Article|section|Schedule)", rule.citation)
            assert re.fullmatch(r"[A-Z“].+\.", rule.title)
            assert re.fullmatch(r"([A-Z“].+\.)?", rule.explanation)


@pytest.mark.parametrize(
    ("rules", "document"), [(ACTIVITY_RULES, ActivityDocument), (NOTICE_RULES, NoticeDocument)]
)
def test_a_rule_is_mended_in_a_field_of_what_it_is_about(rules, document):
    assert [rule.id for rule in rules if rule.mend not in document.model_fields] == []


def test_blocking_is_what_must_be_put_right():
    findings = check_activity(changed(ENTRY, purposes=(), security_measures=()))
    assert {finding.rule.id for finding in findings} >= {"R30-1b", "R30-1g"}
    assert {finding.rule.id for finding in blocking_findings(findings)} == {"R30-1b"}
    assert Severity.BLOCKING.value == "Must be put right"


def test_of_a_processor_only_what_a_processor_must_record_is_asked():
    # given an entry that says next to nothing
    empty = changed(PROCESSOR_ENTRY, controllers=(), security_measures=(), transfers=())
    # then
    asked = {finding.rule.id for finding in check_activity(empty)}
    assert asked == {"R30-1e", "R30-1g", "R30-2a", "R30-2a-processor"}
