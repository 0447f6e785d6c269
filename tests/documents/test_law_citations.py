"""A law cited several times is named once."""

from __future__ import annotations

from ropa.documents.law_citations import cited_together
from ropa.documents.schema import ProvisionDocument, Term
from tests.checks.complete import PROVISION, changed

ACT, RULES = Term(code="act", name="Example Act 2000"), Term(code="rules", name="Example Rules")


def provision(law: Term, label: str) -> ProvisionDocument:
    citation = f"{law.name}, {label}" if label else law.name
    return changed(
        PROVISION, code=f"{law.code} {label}", legislation=law, label=label, citation=citation
    )


def cited(*provisions: ProvisionDocument) -> list[str]:
    return [
        " ".join(
            filter(None, (each.law, each.word, ", ".join(number for number, _ in each.provisions)))
        )
        for each in cited_together(provisions)
    ]


def test_sections_of_one_law_stand_together_in_their_order() -> None:
    found = cited(
        provision(ACT, "section 136"),
        provision(RULES, "regulation 40"),
        provision(ACT, "section 31(9)"),
        provision(ACT, "section 9"),
        provision(ACT, "section 31"),
        provision(ACT, "section 31A"),
    )
    assert found == [
        "Example Act 2000 sections 9, 31, 31(9), 31A, 136",
        "Example Rules, regulation 40",
    ]


def test_what_has_no_number_is_cited_whole() -> None:
    found = cited(
        provision(ACT, "Part II"),
        provision(ACT, "section 1"),
        provision(ACT, ""),
        provision(ACT, "regulation 2 and the Schedule"),
        provision(ACT, "section 2"),
    )
    assert found == [
        "Example Act 2000, Part II",
        "Example Act 2000 sections 1, 2",
        "Example Act 2000",
        "Example Act 2000, regulation 2 and the Schedule",
    ]
