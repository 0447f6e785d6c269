"""A policy document says on what each entry relies, and how each principle is kept."""

from __future__ import annotations

import pytest

from ropa.actions.publishing import withdraw_notice
from ropa.documents.policy_documents import (
    PRINCIPLES,
    asks_for_policy,
    covered_by_policies,
    kept_principles,
    policy_document_context,
    policy_followed,
)
from ropa.documents.schema import SectionDocument
from ropa.models import PrincipleStatement
from ropa.models.grounds import Article9, Schedule1, Schedule8, Sensitivity
from tests.checks.complete import ENTRY, LAW_ENFORCEMENT_ENTRY, changed, condition, notice_of
from tests.checks.policy_document_cases import POLICY_DOCUMENT, principle
from tests.factories import approve, make_activity, make_policy_document, make_user, publish

Principle = PrincipleStatement.Principle


def section(*entries):
    return SectionDocument(
        slug="section",
        title="A section",
        covers="What it covers.",
        why="Why we do it.",
        audiences=(),
        activities=tuple(entry.reference for entry in entries),
        annexes={},
        internal_note="",
    )


def context_of(*entries):
    items = notice_of(*entries).activities
    document = changed(POLICY_DOCUMENT, activities=items, sections=(section(*entries),))
    return policy_document_context(document, None)


def test_only_some_conditions_ask_for_a_policy_document():
    special = Sensitivity.SPECIAL
    assert asks_for_policy(condition(special, Article9.EMPLOYMENT, Schedule1.EMPLOYMENT))
    assert asks_for_policy(condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.SAFEGUARDING))
    assert asks_for_policy(condition(special, schedule_8=Schedule8.JUSTICE))
    assert not asks_for_policy(condition(special, Article9.RESEARCH, Schedule1.RESEARCH))
    assert not asks_for_policy(condition(special, Article9.VITAL_INTERESTS))
    # Of offences, section 35(8) says that their processing is not sensitive.
    assert not asks_for_policy(condition(Sensitivity.CRIMINAL, schedule_8=Schedule8.JUSTICE))


def test_a_section_names_the_conditions_that_ask_for_the_document_and_no_others():
    # given an entry on two conditions, of which one asks for a policy document
    entry = changed(
        ENTRY,
        conditions=(
            condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.SAFEGUARDING),
            condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.RESEARCH),
        ),
    )
    # when
    (shown,) = context_of(entry)["sections"]
    # then
    (named,) = shown.content.conditions
    assert "paragraph 18" in named.names[0]
    assert shown.content.purposes
    assert shown.content.retention


def test_principles_stand_in_the_order_of_the_law_with_the_articles_that_give_them():
    # given that the last is stated first
    backwards = changed(POLICY_DOCUMENT, principles=tuple(map(principle, reversed(PRINCIPLES))))
    # when
    kept = kept_principles(backwards)
    # then
    assert [each.code for each in kept] == list(PRINCIPLES)
    assert kept[0].law == "UK GDPR Article 5(1)(a); DPA 2018 section 35"
    assert {each.text for each in kept} == {"We see to it."}


@pytest.mark.parametrize(
    ("entry", "law"),
    [(ENTRY, "UK GDPR Article 5(1)(f)"), (LAW_ENFORCEMENT_ENTRY, "DPA 2018 section 40")],
    ids=["UK GDPR", "Part 3"],
)
def test_a_principle_cites_the_law_that_governs_the_entries(entry, law):
    assert context_of(entry)["principles"][-1].law == law


def test_a_principle_of_which_nothing_is_said_is_still_to_be_supplied():
    silent = changed(POLICY_DOCUMENT, principles=())
    assert [each.to_be_supplied for each in kept_principles(silent)] == ["how we keep it."] * 6


def test_how_accountability_is_kept_may_be_said_too():
    document = changed(POLICY_DOCUMENT, principles=(principle(Principle.ACCOUNTABILITY),))
    assert kept_principles(document)[-1].code == Principle.ACCOUNTABILITY


def test_staff_read_whether_it_is_followed_and_if_not_why_not():
    # given
    departing = changed(ENTRY, follows_retention_policy="no", why_not_followed=" A backlog. ")
    # then
    (said,) = policy_followed([departing])
    assert (said.entry.reference, said.why_not) == (ENTRY.reference, "A backlog.")
    # and the public does not
    assert "followed" not in context_of(departing)


@pytest.mark.django_db
def test_an_entry_is_covered_while_a_policy_document_with_it_is_published(
    django_assert_num_queries,
):
    # given
    entry, other = make_activity(), make_activity()
    document = make_policy_document(entry)
    assert covered_by_policies([entry.pk]) == frozenset()
    # when
    approve(entry)
    publish(document)
    # then
    with django_assert_num_queries(1):
        assert covered_by_policies([entry.pk, other.pk]) == {entry.pk}
    # and no longer once it is withdrawn
    withdraw_notice(
        notice=document, by=make_user("Approver"), reason="It ended.", change_note="It ended."
    )
    assert covered_by_policies([entry.pk]) == frozenset()
