"""Decisions by computer, in plain words, and the right that follows from them."""

from __future__ import annotations

import pytest

from ropa.documents.build import activity_document
from ropa.documents.decision_wording import decision_sentences
from ropa.documents.merged.decisions import merged_decisions
from ropa.models import AutomatedDecision
from ropa.models.grounds import Sensitivity
from tests.checks.complete import ENTRY, changed, decision, term
from tests.factories import make_activity

SOLELY, WITH_PERSON = AutomatedDecision.Involvement
SIGNIFICANT, MINOR, UNKNOWN = AutomatedDecision.Significance


def test_a_decision_with_everything_is_told_in_sentences():
    part = decision(SOLELY, SIGNIFICANT, Sensitivity.ORDINARY, Sensitivity.SPECIAL)

    assert decision_sentences(part) == (
        "A computer alone decides who gets a place.",
        "This has a legal effect for people, or one that matters as much.",
        "You get a place or not.",
        "It counts points.",
        "It rests on this information: ordinary data and special data (special category).",
        "We tell people about such a decision.",
        "You can tell us what you think of it, ask for a person to look at it and contest it.",
    )


def test_of_what_is_not_recorded_nothing_is_told():
    nothing = decision(
        WITH_PERSON,
        UNKNOWN,
        effect="",
        logic="",
        data_categories=(),
        people_are_told=False,
        people_are_heard=False,
        a_person_steps_in=False,
        can_be_contested=False,
    )

    assert decision_sentences(nothing) == (
        "A person, helped by a computer, decides who gets a place.",
    )


def test_that_nobody_knows_whether_it_is_significant_is_told_of_a_computer_alone():
    told = decision_sentences(decision(SOLELY, UNKNOWN))

    assert told[1] == "We have not said this yet: whether this is significant for people."


def test_a_code_of_another_release_is_told_by_its_name():
    other = term(SIGNIFICANT).model_copy(update={"code": "huge", "name": "It is huge"})

    told = decision_sentences(changed(decision(), involvement=other, significance=other))

    assert told[:2] == ("It is huge who gets a place.", "It is huge.")


def test_what_entries_say_alike_is_told_once():
    first = changed(ENTRY, decisions_made=(decision(),))
    second = changed(first, reference="RPA-0003")

    (merged,) = merged_decisions([first, second])

    assert [entry.reference for entry in merged.entries] == ["RPA-0001", "RPA-0003"]
    assert merged.text.startswith("A computer alone decides who gets a place. This has")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "parts", "has_right"),
    [
        ("decisions", [], True),
        ("profiling", [], False),
        ("decisions", [(SOLELY, SIGNIFICANT)], True),
        ("decisions", [(SOLELY, UNKNOWN)], True),
        ("decisions", [(SOLELY, MINOR), (WITH_PERSON, SIGNIFICANT)], False),
        ("none", [(SOLELY, MINOR), (SOLELY, SIGNIFICANT)], True),
    ],
)
def test_people_can_ask_for_a_person_where_a_computer_alone_may_decide_much(
    answer, parts, has_right
):
    activity = make_activity(automated_decisions=answer, automated_decisions_detail="By rules.")
    for number, (involvement, significance) in enumerate(parts):
        AutomatedDecision.objects.create(
            activity=activity,
            decision=f"case {number}",
            involvement=involvement,
            significance=significance,
        )

    codes = {right.code for right in activity_document(activity).rights}

    assert ("automated-decisions" in codes) == has_right
