"""Periods, lists and retention in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.documents.schema import RetentionDocument, Term
from ropa.documents.wording import (
    first_sentence,
    interval_in_words,
    joined_names,
    notices_in_words,
    period_in_words,
    retention_sentences,
)
from ropa.models import Notice, RetentionRule


@pytest.mark.parametrize(
    ("names", "sentence"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_joins_names_as_in_a_sentence(names: list[str], sentence: str) -> None:
    assert joined_names(names) == sentence


def test_joins_names_with_another_conjunction() -> None:
    assert joined_names(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("P1Y", "1 year"),
        ("P3Y", "3 years"),
        ("P6M", "6 months"),
        ("P2W", "2 weeks"),
        ("P30D", "30 days"),
        ("P1Y6M", "1 year and 6 months"),
        ("P1Y2M3D", "1 year, 2 months and 3 days"),
    ],
)
def test_says_a_period_in_words(period: str, words: str) -> None:
    assert period_in_words(period) == words


@pytest.mark.parametrize("period", ["", "P", "3Y", "P3", "PT1H", "P3Y ", "three years"])
def test_refuses_what_is_no_period(period: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO 8601 period such as P3Y"):
        period_in_words(period)


@given(years=st.integers(0, 200), months=st.integers(0, 200))
def test_keeps_every_number_of_a_period(years: int, months: int) -> None:
    words = period_in_words(f"P{years}Y{months}M")
    assert words.startswith(f"{years} year")
    assert f"{months} month" in words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("P1Y", "every year"),
        ("P2Y", "every 2 years"),
        ("P1M", "every month"),
        ("P1Y6M", "every 1 year and 6 months"),
    ],
)
def test_says_how_often(period: str, words: str) -> None:
    assert interval_in_words(period) == words


Limit = RetentionRule.Limit

DELETED = Term(code="delete", name="Deleted")


def limit(code: RetentionRule.Limit) -> Term:
    return Term(code=code.value, name=code.label)


def rule(**fields: object) -> RetentionDocument:
    empty: dict[str, object] = {
        "covers": "evidence",
        "minimum_period": "",
        "is_usual": False,
        "trigger": "",
        "extension": "",
        "end_action": None,
        "review_interval": "",
        "schedule_reference": "",
        "to_be_supplied": "",
        "internal_note": "",
    }
    return RetentionDocument.model_validate(empty | fields)


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        (
            {"minimum_period": "P3Y", "is_usual": True, "trigger": "the inspection ends"},
            ("Usually at least 3 years after the inspection ends.",),
        ),
        ({"minimum_period": "P3Y"}, ("At least 3 years.",)),
        (
            {"trigger": "the registration ends", "extension": "We may keep it longer."},
            ("At least until the registration ends.", "We may keep it longer."),
        ),
        (
            {"schedule_reference": "Pupil files, line 4"},
            ("As long as set out in Pupil files, line 4.",),
        ),
        (
            {"minimum_period": "P1Y", "schedule_reference": "Line 4."},
            ("At least 1 year.", "Retention schedule: Line 4."),
        ),
        (
            {
                "minimum_period": "P1Y",
                "end_action": Term(code="delete", name="Deleted"),
                "review_interval": "P1Y",
            },
            ("At least 1 year.", "After that it is deleted.", "We look at it again every year."),
        ),
        (
            {"limit": limit(Limit.EXACTLY), "minimum_period": "P31D", "end_action": DELETED},
            ("For 31 days.", "After that it is deleted."),
        ),
        (
            {"limit": limit(Limit.EXACTLY), "minimum_period": "P6Y", "trigger": "the year ends"},
            ("For 6 years after the year ends.",),
        ),
        (
            {"limit": limit(Limit.EXACTLY), "trigger": "you leave", "is_usual": True},
            ("Usually until you leave.",),
        ),
        (
            {"limit": limit(Limit.AT_MOST), "minimum_period": "P2Y", "trigger": "you apply"},
            ("For at most 2 years after you apply.",),
        ),
        (
            {"limit": limit(Limit.AT_MOST), "trigger": "the election"},
            ("Until the election at the latest.",),
        ),
        ({"limit": limit(Limit.FOR_EVER)}, ("For ever.",)),
        (
            {
                "limit": limit(Limit.FOR_EVER),
                "end_action": Term(code="archive", name="Sent to the archive"),
                "reason": "the minutes are of historical value.",
                "schedule_reference": "Minutes, line 2",
            },
            (
                "For ever, in the archive.",
                "Retention schedule: Minutes, line 2.",
                "We keep it this long because the minutes are of historical value.",
            ),
        ),
        ({"to_be_supplied": "the period"}, ()),
    ],
)
def test_says_how_long_something_is_kept(
    fields: dict[str, object], sentences: tuple[str, ...]
) -> None:
    assert retention_sentences(rule(**fields)) == sentences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Only one", "Only one"),
        ("  Over\ntwo lines. And more.", "Over two lines."),
        ("It is about homes. They are:\n\n- big\n- small", "It is about homes."),
        ("Is it? “Yes.” No.", "Is it?"),
        ("It costs 3.50 pounds, e.g. today. Yes.", "It costs 3.50 pounds, e.g. today."),
        ("", ""),
    ],
)
def test_takes_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "0 privacy notices"),
        (["privacy-notice"], "1 privacy notice"),
        (["policy-document", "policy-document"], "2 policy documents"),
        (["policy-document", "privacy-notice"], "1 privacy notice and 1 policy document"),
    ],
)
def test_notices_and_policy_documents_are_counted_apart(kinds, words):
    assert notices_in_words([Notice(kind=kind) for kind in kinds]) == words
