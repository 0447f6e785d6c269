"""How people use their rights (UK GDPR Articles 12 and 21; DPA 2018 sections 51 to 54)."""

from __future__ import annotations

import re

import pytest

from ropa.documents.exercising_rights import request_citations, request_steps, request_wording
from ropa.documents.rights import LAW_ENFORCEMENT_RIGHTS, rights_for
from ropa.documents.schema import RightDocument
from ropa.models.grounds import LawfulBasis

EVERY = rights_for(LawfulBasis.values, automated_decisions=True)
LATER = "two months more"


@pytest.mark.parametrize("right", EVERY, ids=lambda right: right.code)
def test_each_right_is_explained_in_two_sentences_and_says_what_to_say(
    right: RightDocument,
) -> None:
    assert len(re.findall(r"[.!?](?= [A-Z]|$)", right.explanation)) == 2
    assert request_wording(right).startswith("Say ")
    assert request_wording(right).endswith(".")


def test_a_right_of_another_release_goes_without() -> None:
    unknown = RightDocument(code="new", name="New", explanation="It is new.", citation="Article 99")

    assert request_wording(unknown) == ""
    assert request_steps([unknown])


def test_asking_takes_no_form_and_no_money_and_at_most_a_month() -> None:
    steps = " ".join(request_steps(rights_for(["6-1-e"], automated_decisions=False)))

    for words in ("no form", "who you are", "free", "within one month", LATER):
        assert words in steps


def test_law_enforcement_may_take_longer_too_and_the_regulator_checks_what_is_held_back() -> None:
    # given
    general = rights_for(["6-1-e"], automated_decisions=False)
    police = rights_for(["35-2-b"], automated_decisions=False)

    # then
    assert LATER in " ".join(request_steps(police))
    assert "regulator to check" in " ".join(request_steps(police))
    assert "regulator to check" not in " ".join(request_steps(general))
    assert request_citations(general) == ("UK GDPR Article 12",)
    assert request_citations(police) == (
        "Data Protection Act 2018, sections 51 to 54 (law enforcement)",
    )
    assert request_citations([*general, *police]) == (
        *request_citations(general),
        *request_citations(police),
    )


def test_marketing_stops_without_a_reason() -> None:
    (objection,) = (right for right in EVERY if right.code == "objection")

    assert "marketing you need give no reason" in request_wording(objection)


def test_no_rights_no_steps() -> None:
    assert request_steps([]) == ()
    assert request_citations([]) == ()


def test_law_enforcement_rights_are_those_under_the_2018_act() -> None:
    assert {right.code for right in EVERY if right.citation.startswith("Data Protection Act")} == (
        LAW_ENFORCEMENT_RIGHTS
    )
