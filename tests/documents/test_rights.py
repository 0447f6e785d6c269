"""Which rights go with which lawful basis (UK GDPR Articles 12 to 22D; DPA 2018 Part 3)."""

from __future__ import annotations

import pytest

from ropa.documents.rights import rights_for
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED, LAW_ENFORCEMENT_BASES, LawfulBasis

ALWAYS = {"information", "access", "rectification", "restriction"}
LAW_ENFORCEMENT = {
    "law-enforcement-information",
    "law-enforcement-access",
    "law-enforcement-rectification",
    "law-enforcement-erasure",
}

# basis: erasure, portability, objection, withdrawing consent
BY_BASIS = {
    "6-1-a": (True, True, False, True),
    "6-1-b": (True, True, False, False),
    "6-1-c": (False, False, False, False),
    "6-1-d": (True, False, False, False),
    "6-1-e": (False, False, True, False),
    "6-1-ea": (True, False, True, False),
    "6-1-f": (True, False, True, False),
}
NAMES = ("erasure", "portability", "objection", "withdraw-consent")


def codes(*bases, automated_decisions=False):
    return [right.code for right in rights_for(bases, automated_decisions=automated_decisions)]


@pytest.mark.parametrize(("basis", "rights"), BY_BASIS.items())
def test_the_rights_that_go_with_a_basis(basis, rights):
    expected = {name for name, has in zip(NAMES, rights, strict=True) if has}
    assert set(codes(basis)) == ALWAYS | expected


@pytest.mark.parametrize("basis", sorted(LAW_ENFORCEMENT_BASES))
def test_law_enforcement_has_rights_of_its_own_and_neither_portability_nor_objection(basis):
    assert set(codes(basis)) == LAW_ENFORCEMENT


def test_every_basis_is_looked_at():
    assert set(BY_BASIS) | set(LAW_ENFORCEMENT_BASES) == set(LawfulBasis.values)


def test_a_person_to_decide_can_be_asked_for_where_a_computer_decides():
    assert "automated-decisions" not in codes("6-1-e")
    assert codes("6-1-e", automated_decisions=True)[-1] == "automated-decisions"
    assert set(codes("35-2-b", automated_decisions=True)) - LAW_ENFORCEMENT == {
        "law-enforcement-automated-decisions"
    }


def test_several_bases_give_the_rights_of_each_once_and_in_reading_order():
    both = codes("6-1-e", "6-1-a", "6-1-e")
    assert set(both) == set(codes("6-1-e")) | set(codes("6-1-a"))
    assert len(both) == len(set(both))
    assert both == codes("6-1-a", "6-1-e")
    assert both[:2] == ["information", "access"]


def test_no_basis_gives_no_rights():
    assert codes() == []
    assert codes(BASIS_TO_BE_SUPPLIED) == []


def test_every_right_says_what_to_do_and_cites_the_law():
    rights = rights_for(LawfulBasis.values, automated_decisions=True)
    assert len(rights) == 14
    for right in rights:
        assert right.name
        assert right.explanation.endswith(".")
        assert "Article" in right.citation or "section" in right.citation
