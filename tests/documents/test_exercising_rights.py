"""How people use their rights (UK GDPR Article 12; DPA 2018 sections 52 to 54)."""

from __future__ import annotations

import re

import pytest

from ropa.documents.exercising_rights import how_to_ask, law_on_asking, what_to_say
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
    assert what_to_say(right).startswith("Say ")
    assert what_to_say(right).endswith(".")


def test_a_right_of_another_release_goes_without() -> None:
    unknown = RightDocument(code="new", name="New", explanation="It is new.", citation="Article 99")

    assert what_to_say(unknown) == ""
    assert how_to_ask([unknown])


def test_asking_takes_no_form_and_no_money_and_at_most_a_month() -> None:
    steps = " ".join(how_to_ask(rights_for(["6-1-e"], automated_decisions=False)))

    for words in ("no form", "who you are", "free", "within one month", LATER):
        assert words in steps


def test_the_month_is_longer_under_uk_gdpr_alone() -> None:
    general = rights_for(["6-1-e"], automated_decisions=False)
    police = rights_for(["35-2-b"], automated_decisions=False)

    assert LATER not in " ".join(how_to_ask(police))
    assert law_on_asking(general) == ("UK GDPR Article 12",)
    assert law_on_asking(police) == (
        "Data Protection Act 2018, sections 52 to 54 (law enforcement)",
    )
    assert law_on_asking([*general, *police]) == (*law_on_asking(general), *law_on_asking(police))


def test_no_rights_no_steps() -> None:
    assert how_to_ask([]) == ()
    assert law_on_asking([]) == ()


def test_law_enforcement_rights_are_those_under_the_2018_act() -> None:
    assert {right.code for right in EVERY if right.citation.startswith("Data Protection Act")} == (
        LAW_ENFORCEMENT_RIGHTS
    )
